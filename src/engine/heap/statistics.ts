/** Statistics of plain arrays in float64: a sum of squares of float32 numbers cannot overflow there. */
import type { Interval } from '../../catalogue/types';
import type { Moments, Statistics } from '../row';

export const NOTHING: Statistics = { norm: 0, largest: 0, nan: 0, infinite: 0 };

/** Mean and population spread come with the same look at the numbers. */
export interface Spread extends Statistics {
  readonly mean: number;
  readonly std: number;
}

/**
 * Norm, largest magnitude, and counts of what is not finite, over [from, to). The root of the largest square is the
 * largest magnitude, since float64 holds the square of a float32 number exactly.
 */
export function statisticsOf(values: Float32Array, from = 0, to = values.length): Statistics {
  // Four sums side by side: one alone waits for each of its additions.
  let squares = 0;
  let squares1 = 0;
  let squares2 = 0;
  let squares3 = 0;
  let largest = 0;
  let index = from;
  for (; index + 3 < to; index += 4) {
    const a = (values[index] as number) ** 2; // from ≤ index < to ≤ length
    const b = (values[index + 1] as number) ** 2;
    const c = (values[index + 2] as number) ** 2;
    const d = (values[index + 3] as number) ** 2;
    squares += a;
    squares1 += b;
    squares2 += c;
    squares3 += d;
    if (a > largest) largest = a;
    if (b > largest) largest = b;
    if (c > largest) largest = c;
    if (d > largest) largest = d;
  }
  for (; index < to; index++) {
    const a = (values[index] as number) ** 2;
    squares += a;
    if (a > largest) largest = a;
  }
  return statisticsFrom(squares + squares1 + squares2 + squares3, largest, values, from, to);
}

/** From the sum of all squares and the largest of them; where that is not finite, the numbers are looked at again. */
export function statisticsFrom(
  squares: number,
  largest: number,
  values: Float32Array,
  from: number,
  to: number,
): Statistics {
  if (!Number.isFinite(squares)) return ofFiniteEntries(values, from, to);
  return { norm: Math.sqrt(squares), largest: Math.sqrt(largest), nan: 0, infinite: 0 };
}

/** The same of a whole array, with its mean and spread. */
export function spreadOf(values: Float32Array): Spread {
  let sum = 0;
  let squares = 0;
  let largest = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    const square = value * value;
    sum += value;
    squares += square;
    if (square > largest) largest = square;
  }
  return spreadFrom(values, sum, squares, largest);
}

function spreadFrom(values: Float32Array, sum: number, squares: number, largest: number): Spread {
  const { length } = values;
  const { norm, largest: top, nan, infinite } = statisticsFrom(squares, largest, values, 0, length);
  const mean = sum / length;
  const isFinite = nan === 0 && infinite === 0;
  const std = isFinite ? Math.sqrt(Math.max(0, squares / length - mean * mean)) : Number.NaN;
  return { norm, largest: top, nan, infinite, mean, std };
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

/**
 * Spread of pre-activations [batch, units], and the shares of saturated entries and of dead units. What an activation
 * saturates at is nearly always its two ends, which are told in the same walk, without a branch: whether an entry is
 * saturated cannot be foreseen.
 */
export function momentsOf(
  values: Float32Array,
  units: number,
  saturatedAt: readonly Interval[],
  flatAt: readonly Interval[],
): Spread & Moments {
  const { below, above, between } = endsOf(saturatedAt);
  let sum = 0;
  let squares = 0;
  let largest = 0;
  let saturated = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    const square = value * value;
    sum += value;
    squares += square;
    if (square > largest) largest = square;
    saturated += Number(value <= below) | Number(value >= above);
  }
  for (const [low, high] of between) saturated += countInside(values, low, high);
  const { norm, largest: top, nan, infinite, mean, std } = spreadFrom(values, sum, squares, largest);
  return {
    norm,
    largest: top,
    nan,
    infinite,
    mean,
    std,
    saturated: saturated / values.length,
    dead: flatAt.length === 0 ? 0 : countDead(values, units, flatAt) / units,
  };
}

/** What lies at or below `below`, at or above `above` (NaN: nothing does), and the other intervals; none overlap. */
function endsOf(intervals: readonly Interval[]) {
  let below = Number.NaN;
  let above = Number.NaN;
  const between: Interval[] = [];
  for (const interval of intervals) {
    const [low, high] = interval;
    if (low === Number.NEGATIVE_INFINITY) below = high;
    else if (high === Number.POSITIVE_INFINITY) above = low;
    else between.push(interval);
  }
  return { below, above, between };
}

function countInside(values: Float32Array, low: number, high: number): number {
  let count = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    count += Number(value >= low) & Number(value <= high);
  }
  return count;
}

function countDead(values: Float32Array, units: number, flatAt: readonly Interval[]): number {
  let dead = 0;
  for (let unit = 0; unit < units; unit++) {
    let index = unit;
    while (index < values.length && isInside(values[index] as number, flatAt)) index += units;
    if (index >= values.length) dead++;
  }
  return dead;
}

function isInside(value: number, intervals: readonly Interval[]): boolean {
  for (const [low, high] of intervals) if (value >= low && value <= high) return true;
  return false;
}
