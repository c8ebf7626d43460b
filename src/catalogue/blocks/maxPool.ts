import type { Algebra } from '../algebra';
import { poolingBlock, poolingKinds } from './pooling';

export const maxPool = poolingBlock({
  id: 'maxPool',
  label: 'max pooling',
  description: 'Keeps the largest number of each window; only that one receives gradient.',
  formula: 'h = max over the window',
  source: 'Riesenhuber & Poggio 1999',
});

export const maxPoolKinds = poolingKinds({
  id: 'maxPool',
  pool: (algebra, seen) => seen.reduce((largest, value) => larger(algebra, largest, value)),
  // The first of the largest receives all; comparisons are turned so that a NaN lets a NaN through.
  share: (algebra, gradient, seen, place) => {
    const zero = algebra.constant(0);
    const own = seen[place] as (typeof seen)[number]; // a place of the window
    return seen.reduce((share, other, index) => {
      if (index === place) return share;
      return index < place
        ? algebra.whereLessEqual(own, other, zero, share)
        : algebra.whereLess(own, other, zero, share);
    }, gradient);
  },
});

/** The larger; NaN if either is. */
const larger = <N>(algebra: Algebra<N>, a: N, b: N): N =>
  algebra.whereLess(a, b, b, algebra.whereLessEqual(b, a, a, algebra.add(a, b)));
