/** Which rows a step trains on: epochs without replacement, each with its own shuffle; the same for every lane of a seed and batch size. */
import type { Split } from '../data/types';
import { stream } from '../random/stream';

export class Batches {
  private epoch = -1;
  private order: ArrayLike<number> = [];

  constructor(
    private readonly split: Split,
    private readonly seed: number,
    readonly size: number,
  ) {}

  /** Indices into the training rows, `size` of them. */
  indices(step: number): Uint32Array {
    const { count } = this.split;
    const chosen = new Uint32Array(this.size);
    const perEpoch = Math.max(1, Math.floor(count / this.size));
    const epoch = Math.floor(step / perEpoch);
    if (epoch !== this.epoch) {
      this.epoch = epoch;
      this.order = stream(this.seed, 'batches', epoch).permutation(count);
    }
    const first = (step % perEpoch) * this.size;
    for (let place = 0; place < this.size; place++) chosen[place] = this.order[first + place] ?? 0;
    return chosen;
  }
}

/** Rows of a row-major table; `columns` of `width` are taken. */
export function gather(
  table: Float32Array,
  width: number,
  columns: number,
  rows: ArrayLike<number>,
): Float32Array {
  const out = new Float32Array(rows.length * columns);
  for (let place = 0; place < rows.length; place++) {
    const from = (rows[place] ?? 0) * width;
    out.set(table.subarray(from, from + columns), place * columns);
  }
  return out;
}
