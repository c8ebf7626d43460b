/** The error function in float64, by fits of our own (mpmath, 50 digits), to 1e-15. */

/** erf x = 2/√π ∫₀ˣ exp(−t²) dt. */
export function erf(x: number): number {
  if (Math.abs(x) >= 0.5) return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
  if (Number.isNaN(x)) return Number.NaN;
  // Maclaurin's series: 1 − erfc would lose the digits of a small x.
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 1; n <= 14; n++) {
    term *= -square / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** 1 − erf x, with all its digits where it is small. */
export function erfc(x: number): number {
  if (x < 0.5) return x > -0.5 ? 1 - erf(x) : 2 - erfc(-x);
  if (x > 28) return 0; // below the smallest float64
  // erfc x = t exp(−x² + P(t)), t = 2/(2+x); P by Clenshaw's recurrence over Chebyshev polynomials on [1/16, 4/5].
  const t = 2 / (2 + x);
  const y = (t - 0.43125) / 0.36875;
  let next = 0;
  let last = 0;
  for (let k = P.length - 1; k > 0; k--) {
    const kept = next;
    next = 2 * y * next - last + (P[k] as number); // k < length
    last = kept;
  }
  return t * Math.exp(-x * x + (y * next - last + HALF_P0));
}

const HALF_P0 = -1.49403563557050527 / 2;
const P = [
  0, // its place is taken by HALF_P0
  0.47337863492627822,
  0.0157711625034600531,
  -0.00361672358532696997,
  -4.65428669450393187e-4,
  7.05838355073865538e-5,
  1.45706678943669536e-5,
  -2.17508372991105273e-6,
  -4.85526316524546845e-7,
  8.87800957648914109e-8,
  1.57659846608365884e-8,
  -4.11666226068490152e-9,
  -4.24563047554122766e-10,
  1.92418586729768185e-10,
  4.277542900748347e-12,
  -8.25287098992541685e-12,
  5.28879487263957052e-13,
  2.89209223908442579e-13,
  -5.13426623154226682e-14,
  -5.94041070906362916e-15,
  2.7821879331674225e-15,
  -1.36276140180057677e-16,
  -8.9496921508333433e-17,
];
