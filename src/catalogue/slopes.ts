/** Where a slope is small: the intervals that count as saturated or flat (theory.md §9). */
import type { Interval } from './types';

/** |φ′| below this counts as saturated where an activation has no level of its own. */
export const SATURATED_SLOPE = 0.05;

/** From here on exp(−x) is exactly 0 in float32: below half of the smallest denormal, 2⁻¹⁵⁰. */
export const EXP_UNDERFLOW = 150 * Math.LN2;

/** From here on tanh x is exactly 1 in float32: 1 − tanh x below half an ulp, 2⁻²⁵. */
export const TANH_ONE = 13 * Math.LN2;

/**
 * The intervals of [−reach, reach] on which |df| < SATURATED_SLOPE, found on a grid and refined by bisection; one that
 * touches an end goes on to infinity. `reach` is chosen so that nothing happens beyond it.
 */
export function smallSlopes(df: (x: number) => number, reach = 16): readonly Interval[] {
  const isSmall = (x: number): boolean => Math.abs(df(x)) < SATURATED_SLOPE;
  const intervals: Interval[] = [];
  let low = isSmall(-reach) ? Number.NEGATIVE_INFINITY : null;
  for (let cell = 0; cell < 64 * reach; cell++) {
    const left = -reach + cell / 32;
    const right = left + 1 / 32;
    if (isSmall(left) === isSmall(right)) continue;
    const edge = bisect(isSmall, left, right);
    if (low === null) low = edge;
    else {
      intervals.push([low, edge]);
      low = null;
    }
  }
  return low === null ? intervals : [...intervals, [low, Number.POSITIVE_INFINITY]];
}

function bisect(isSmall: (x: number) => boolean, from: number, to: number): number {
  const atFrom = isSmall(from);
  let low = from;
  let high = to;
  for (let halving = 0; halving < 50; halving++) {
    const middle = (low + high) / 2;
    if (isSmall(middle) === atFrom) low = middle;
    else high = middle;
  }
  return atFrom ? low : high; // the side on which the slope is small
}
