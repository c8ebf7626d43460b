/**
 * The element-wise arithmetic in which entries write their tensor form, once for every carrier:
 * GLSL expressions (fused into one WebGL program), plain numbers (tests and small loops) alike.
 * Comparisons with NaN are false, as in IEEE 754.
 */
export interface Algebra<T> {
  constant(value: number): T;
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  divide(a: T, b: T): T;
  negate(a: T): T;
  abs(a: T): T;
  sqrt(a: T): T;
  exp(a: T): T;
  /** log(1 + a). */
  log1p(a: T): T;
  /** exp(a) − 1, accurate near 0. */
  expm1(a: T): T;
  log(a: T): T;
  tanh(a: T): T;
  erf(a: T): T;
  /** a < b ? yes : no */
  whereLess(a: T, b: T, yes: T, no: T): T;
  /** a ≤ b ? yes : no */
  whereLessEqual(a: T, b: T, yes: T, no: T): T;
}
