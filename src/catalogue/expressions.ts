/** Small expressions in the algebra that several entries share. All of them hand on a NaN. */
import type { Algebra } from './algebra';

/** The larger; NaN if a is NaN. */
export const maximum = <T>(algebra: Algebra<T>, a: T, b: T): T => algebra.whereLess(a, b, b, a);

/** The smaller; NaN if a is NaN. */
export const minimum = <T>(algebra: Algebra<T>, a: T, b: T): T => algebra.whereLess(b, a, b, a);

/** x between two plain numbers. */
export const clamp = <T>(algebra: Algebra<T>, x: T, low: number, high: number): T =>
  minimum(algebra, maximum(algebra, x, algebra.constant(low)), algebra.constant(high));

/** exp(−|x|), which cannot overflow, and 1/(1 + exp(−|x|)): the logistic function of |x|. */
export function logisticParts<T>(algebra: Algebra<T>, x: T): { readonly e: T; readonly r: T } {
  const one = algebra.constant(1);
  const e = algebra.exp(algebra.negate(algebra.abs(x)));
  return { e, r: algebra.divide(one, algebra.add(one, e)) };
}

/** 1/(1 + exp(−x)), with all its digits on either side of 0. */
export function logistic<T>(algebra: Algebra<T>, x: T): T {
  const { e, r } = logisticParts(algebra, x);
  return algebra.whereLess(x, algebra.constant(0), algebra.multiply(e, r), r);
}
