/** The parameter that all ways to clip have, and the factor of the two that clip by a norm. */
import type { Algebra } from '../algebra';
import { maximum, minimum } from '../expressions';
import type { Parameter, ScaledNorm } from '../types';

/** A threshold on a logarithmic slider, changed between two steps of a running lane. */
export const threshold = (byDefault: number, description: string): Parameter => ({
  id: 'threshold',
  label: 'threshold',
  type: 'number',
  default: byDefault,
  min: 1e-6,
  max: 1e6,
  slider: { min: byDefault / 1000, max: byDefault * 1000, scale: 'logarithmic' },
  effect: 'next step',
  description,
});

/** As torch.nn.utils.clip_grad_norm_ adds it: at the threshold itself the factor is a little under 1. */
const EPSILON = 1e-6;

/**
 * min(1, threshold/(‖g‖ + 1e-6)), with no intermediate number that overflows in float32. 0 where `largest` is
 * Infinity (whatever `root` is), NaN where it is NaN.
 */
export function normFactor<T>(algebra: Algebra<T>, gradient: ScaledNorm<T>, limit: T): T {
  const { largest, size, norm } = shrunken(algebra, gradient);
  const epsilon = algebra.divide(algebra.constant(EPSILON), size);
  const ratio = algebra.divide(algebra.divide(limit, size), algebra.add(norm, epsilon));
  return unlessInfinite(algebra, largest, limit, minimum(algebra, ratio, algebra.constant(1)));
}

/** size = max(1, largest), and norm = ‖g‖/size, which is at most the root of the number of entries. */
export function shrunken<T>(
  algebra: Algebra<T>,
  { largest, root }: ScaledNorm<T>,
): { readonly largest: T; readonly size: T; readonly norm: T } {
  const size = maximum(algebra, largest, algebra.constant(1));
  return { largest, size, norm: normOf(algebra, { largest: algebra.divide(largest, size), root }) };
}

/** largest × root, and 0 where `largest` is 0, whatever 0/0 made of the root. */
export const normOf = <T>(algebra: Algebra<T>, { largest, root }: ScaledNorm<T>): T =>
  algebra.whereLessEqual(largest, algebra.constant(0), algebra.constant(0), algebra.multiply(largest, root));

/** `factor` where the largest entry is finite; else limit/largest: 0 for Infinity, NaN for NaN. */
export const unlessInfinite = <T>(algebra: Algebra<T>, largest: T, limit: T, factor: T): T =>
  algebra.whereLessEqual(largest, algebra.constant(FLOAT32_MAX), factor, algebra.divide(limit, largest));

const FLOAT32_MAX = 3.4028234663852886e38;
