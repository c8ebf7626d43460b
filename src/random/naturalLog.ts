/**
 * ln x for a finite x > 0, from +, −, ×, ÷ alone: engines may differ in the last bit of Math.log, and a weight that
 * differs in its last bit is another run. Within 1 ulp or two of the true value, which is all that draws need.
 */
export function naturalLog(x: number): number {
  let mantissa = x;
  let exponent = 0;
  // Exact: multiplying by 2 changes no digit. The draws lie in (0, 1], so there are few turns.
  while (mantissa < SQRT_HALF) {
    mantissa *= 2;
    exponent--;
  }
  while (mantissa >= 2 * SQRT_HALF) {
    mantissa *= 0.5;
    exponent++;
  }
  // ln m = 2 artanh r = 2 (r + r³/3 + r⁵/5 + …), |r| ≤ 0.172: the terms left out are below 1e-18.
  const r = (mantissa - 1) / (mantissa + 1);
  const square = r * r;
  let sum = 0;
  for (let odd = 21; odd >= 3; odd -= 2) sum = (sum + 1 / odd) * square;
  return exponent * LN_2 + (2 * r + 2 * r * sum);
}

const SQRT_HALF = 0.7071067811865476;
const LN_2 = 0.6931471805599453;
