/** What the computed sequences share: rows drawn for training and held-out alike, and how long they are. */
import type { Parameter } from '../catalogue/types';
import { type Stream, stream } from '../random/stream';
import type { Split } from './types';

/** So many that a run of some hundred steps sees few sequences twice. */
const ROWS = { train: 4096, heldOut: 256 } as const;

/** Each row has `inputs` and `targets` numbers, 0 until `write` draws and fills them in. */
export function sequenceSplits(
  id: string,
  seed: number,
  { inputs, targets }: { readonly inputs: number; readonly targets: number },
  write: (draws: Stream, x: Float32Array, y: Float32Array) => void,
): { readonly train: Split; readonly heldOut: Split } {
  const split = (part: keyof typeof ROWS): Split => {
    const count = ROWS[part];
    const draws = stream(seed, 'data', id, part);
    const x = new Float32Array(count * inputs);
    const y = new Float32Array(count * targets);
    for (let row = 0; row < count; row++) {
      write(
        draws,
        x.subarray(row * inputs, (row + 1) * inputs),
        y.subarray(row * targets, (row + 1) * targets),
      );
    }
    return { x, y, count };
  };
  return { train: split('train'), heldOut: split('heldOut') };
}

/** The slider for how many time steps a sequence has. */
export const lengthParameter = (standard: number, description: string): Parameter => ({
  id: 'length',
  label: 'Time steps',
  type: 'integer',
  default: standard,
  min: 10,
  max: 150,
  slider: { min: 10, max: 100, scale: 'linear' },
  effect: 'rebuild',
  description,
});
