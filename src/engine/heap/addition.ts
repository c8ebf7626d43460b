/** The last line of every update, values += change, with a look at both on the way. */
import type { Statistics } from '../row';
import { statisticsFrom } from './statistics';

export interface Moved {
  readonly change: Statistics;
  readonly after: Statistics;
}

export function add(values: Float32Array, change: Float32Array) {
  for (let index = 0; index < values.length; index++) {
    values[index] = (values[index] as number) + (change[index] as number);
  }
}

/** Over [from, to), with the statistics of the change and of what the values have become: one walk for three. */
export function addMeasured(values: Float32Array, change: Float32Array, from: number, to: number): Moved {
  let squares = 0;
  let largest = 0;
  let squaresOfChange = 0;
  let largestChange = 0;
  for (let index = from; index < to; index++) {
    const by = change[index] as number; // from ≤ index < to ≤ length, of both
    const value = Math.fround((values[index] as number) + by);
    values[index] = value;
    const square = value * value;
    const squareOfChange = by * by;
    squares += square;
    squaresOfChange += squareOfChange;
    if (square > largest) largest = square;
    if (squareOfChange > largestChange) largestChange = squareOfChange;
  }
  return {
    change: statisticsFrom(squaresOfChange, largestChange, change, from, to),
    after: statisticsFrom(squares, largest, values, from, to),
  };
}
