/** The last line of every update, values += change, with a look at both on the way. */
import type { Norm } from '../row';
import { normFrom } from './statistics';

export interface Moved {
  readonly change: Norm;
  readonly after: Norm;
}

export function add(values: Float32Array, change: Float32Array) {
  for (let index = 0; index < values.length; index++) {
    values[index] = (values[index] as number) + (change[index] as number);
  }
}

/** Over [from, to), with the norms of the change and of what the values have become: one walk for three. */
export function addMeasured(values: Float32Array, change: Float32Array, from: number, to: number): Moved {
  let squares = 0;
  let squares1 = 0;
  let squaresOfChange = 0;
  let squaresOfChange1 = 0;
  let index = from;
  for (; index + 1 < to; index += 2) {
    const by = change[index] as number; // from ≤ index < to ≤ length, of both
    const by1 = change[index + 1] as number;
    const value = Math.fround((values[index] as number) + by);
    const value1 = Math.fround((values[index + 1] as number) + by1);
    values[index] = value;
    values[index + 1] = value1;
    squares += value * value;
    squares1 += value1 * value1;
    squaresOfChange += by * by;
    squaresOfChange1 += by1 * by1;
  }
  for (; index < to; index++) {
    const by = change[index] as number;
    const value = Math.fround((values[index] as number) + by);
    values[index] = value;
    squares += value * value;
    squaresOfChange += by * by;
  }
  return {
    change: normFrom(squaresOfChange + squaresOfChange1, change, from, to),
    after: normFrom(squares + squares1, values, from, to),
  };
}
