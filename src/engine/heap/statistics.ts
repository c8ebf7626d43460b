/** Statistics of plain arrays in float64: a sum of squares of float32 numbers cannot overflow there. */
import type { Interval } from '../../catalogue/types';
import type { Moments, Norm, Statistics } from '../row';

export const NOTHING: Statistics = { norm: 0, largest: 0, nan: 0, infinite: 0 };

/** Mean and population spread come with the same look at the numbers. */
export type Spread = Pick<Moments, 'mean' | 'std'>;

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

/** The norm alone, over [from, to), summed in the order of `addMeasured`. */
export function normOf(values: Float32Array, from = 0, to = values.length): Norm {
  let squares = 0;
  let squares1 = 0;
  let index = from;
  for (; index + 1 < to; index += 2) {
    const a = values[index] as number; // from ≤ index < to ≤ length
    const b = values[index + 1] as number;
    squares += a * a;
    squares1 += b * b;
  }
  for (; index < to; index++) squares += (values[index] as number) ** 2;
  return normFrom(squares + squares1, values, from, to);
}

/** From the sum of all squares; where that is not finite, the numbers are looked at again. */
export function normFrom(squares: number, values: Float32Array, from: number, to: number): Norm {
  if (!Number.isFinite(squares)) return ofFiniteEntries(values, from, to);
  return { norm: Math.sqrt(squares), nan: 0, infinite: 0 };
}

/** The same with the largest square, whose root is the largest magnitude. */
function statisticsFrom(
  squares: number,
  largest: number,
  values: Float32Array,
  from: number,
  to: number,
): Statistics {
  if (!Number.isFinite(squares)) return ofFiniteEntries(values, from, to);
  return { norm: Math.sqrt(squares), largest: Math.sqrt(largest), nan: 0, infinite: 0 };
}

/** Statistics of a whole array, with its mean and spread. */
export function spreadOf(values: Float32Array): Statistics & Spread {
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
  const statistics = statisticsFrom(squares, largest, values, 0, values.length);
  return { ...statistics, ...spreadFrom(statistics, sum, squares, values.length) };
}

export function spreadFrom({ nan, infinite }: Norm, sum: number, squares: number, count: number): Spread {
  const mean = sum / count;
  if (nan > 0 || infinite > 0) return { mean, std: Number.NaN };
  return { mean, std: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
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

/** Where an activation is saturated or flat: at or below `below`, at or above `above` (NaN: nowhere), and between; none overlap. */
export interface Region {
  readonly below: number;
  readonly above: number;
  readonly between: readonly Interval[];
}

/** It is nearly always the two ends. */
export function regionOf(intervals: readonly Interval[]): Region {
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

/**
 * Norm and spread of pre-activations [batch, units], and the shares of saturated entries and of dead units. The two ends
 * are told in the same walk, without a branch: whether an entry is saturated cannot be foreseen.
 */
export function momentsOf(
  values: Float32Array,
  units: number,
  saturatedAt: Region,
  flatAt: Region,
): Norm & Moments {
  const { below, above } = saturatedAt;
  const { length } = values;
  let sum = 0;
  let squares = 0;
  let saturated = 0;
  for (let index = 0; index < length; index++) {
    const value = values[index] as number;
    sum += value;
    squares += value * value;
    saturated += Number(value <= below) | Number(value >= above);
  }
  return momentsFrom({ sum, squares, saturated }, values, units, saturatedAt, flatAt);
}

/** From the sums of a walk; `saturated` counts the two ends. */
export function momentsFrom(
  { sum, squares, saturated }: { readonly sum: number; readonly squares: number; readonly saturated: number },
  values: Float32Array,
  units: number,
  { between }: Region,
  flatAt: Region,
): Norm & Moments {
  const { length } = values;
  const { norm, nan, infinite } = normFrom(squares, values, 0, length);
  const { mean, std } = spreadFrom({ norm, nan, infinite }, sum, squares, length);
  const inside = between.reduce((count, [low, high]) => count + countInside(values, low, high), 0);
  return {
    norm,
    nan,
    infinite,
    mean,
    std,
    saturated: (saturated + inside) / length,
    dead: countDead(values, units, flatAt) / units,
  };
}

function countInside(values: Float32Array, low: number, high: number): number {
  let count = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    count += Number(value >= low) & Number(value <= high);
  }
  return count;
}

function countDead(values: Float32Array, units: number, { below, above, between }: Region): number {
  const isFlat = (value: number) =>
    value <= below || value >= above || between.some(([low, high]) => value >= low && value <= high);
  let dead = 0;
  for (let unit = 0; unit < units; unit++) {
    let index = unit;
    while (index < values.length && isFlat(values[index] as number)) index += units;
    if (index >= values.length) dead++;
  }
  return dead;
}
