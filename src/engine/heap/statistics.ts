/** Statistics of plain arrays in float64: a sum of squares of float32 numbers cannot overflow there. */
import type { Interval } from '../../catalogue/types';
import type { Moments, Statistics } from '../row';

export const NOTHING: Statistics = { norm: 0, largest: 0, nan: 0, infinite: 0 };

/** Mean and population spread come with the same look at the numbers. */
export interface Spread extends Statistics {
  readonly mean: number;
  readonly std: number;
}

/** Norm, largest magnitude, mean, spread, and counts of what is not finite, over [from, to). */
export function statisticsOf(values: Float32Array, from = 0, to = values.length): Spread {
  let sum = 0;
  let squares = 0;
  let largest = 0;
  for (let index = from; index < to; index++) {
    const value = values[index] as number; // from ≤ index < to ≤ length
    const magnitude = Math.abs(value);
    sum += value;
    squares += value * value;
    if (magnitude > largest) largest = magnitude;
  }
  const count = to - from;
  const mean = sum / count;
  if (!Number.isFinite(squares)) return { ...ofFiniteEntries(values, from, to), mean, std: Number.NaN };
  const std = Math.sqrt(Math.max(0, squares / count - mean * mean));
  return { norm: Math.sqrt(squares), largest, nan: 0, infinite: 0, mean, std };
}

/** Where some entries are Inf or NaN: they are counted, the others measured. */
function ofFiniteEntries(values: Float32Array, from: number, to: number): Statistics {
  let squares = 0;
  let largest = 0;
  let nan = 0;
  let infinite = 0;
  for (let index = from; index < to; index++) {
    const magnitude = Math.abs(values[index] as number);
    if (Number.isNaN(magnitude)) nan++;
    else if (magnitude === Number.POSITIVE_INFINITY) infinite++;
    else {
      squares += magnitude * magnitude;
      if (magnitude > largest) largest = magnitude;
    }
  }
  return { norm: Math.sqrt(squares), largest, nan, infinite };
}

/** Shares of saturated entries and of dead units of pre-activations [batch, units]. */
export function sharesOf(
  values: Float32Array,
  units: number,
  saturatedAt: readonly Interval[],
  flatAt: readonly Interval[],
): Pick<Moments, 'saturated' | 'dead'> {
  return {
    saturated: countInside(values, saturatedAt) / values.length,
    dead: flatAt.length === 0 ? 0 : countDead(values, units, flatAt) / units,
  };
}

/** The intervals of an activation do not overlap. */
function countInside(values: Float32Array, intervals: readonly Interval[]): number {
  let count = 0;
  for (const [low, high] of intervals) {
    for (let index = 0; index < values.length; index++) {
      const value = values[index] as number;
      if (value >= low && value <= high) count++;
    }
  }
  return count;
}

function countDead(values: Float32Array, units: number, flatAt: readonly Interval[]): number {
  let dead = 0;
  for (let unit = 0; unit < units; unit++) {
    let alive = false;
    for (let index = unit; index < values.length && !alive; index += units) {
      const value = values[index] as number;
      alive = !flatAt.some(([low, high]) => value >= low && value <= high);
    }
    if (!alive) dead++;
  }
  return dead;
}
