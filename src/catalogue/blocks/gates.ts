/** The gates of recurrent cells, entry by entry: σ is the logistic function. */
import type { Algebra } from '../algebra';
import { logistic, logisticParts } from '../expressions';
import type { Pointwise } from '../ops';

export { logistic };

/** σ′(x) = σ(x)(1 − σ(x)), with all its digits on either side of 0. */
export function logisticSlope<N>(algebra: Algebra<N>, x: N): N {
  const { e, r } = logisticParts(algebra, x);
  return algebra.multiply(algebra.multiply(e, r), r);
}

/** 1 − tanh²(x) */
export function tanhSlope<N>(algebra: Algebra<N>, x: N): N {
  const t = algebra.tanh(x);
  return algebra.subtract(algebra.constant(1), algebra.multiply(t, t));
}

/** a·b·c… */
export const product = <N>(algebra: Algebra<N>, first: N, ...more: readonly N[]): N =>
  more.reduce((result, factor) => algebra.multiply(result, factor), first);

/** Nothing comes back to this gate. */
export const nothing: Pointwise = (algebra) => algebra.constant(0);
