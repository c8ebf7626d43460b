/** What the computed sets share: two classes of points in the plane, and rows drawn for training and held-out alike. */
import type { Parameter, Values } from '../catalogue/types';
import { stream } from '../random/stream';
import type { Data, Dataset, Split } from './types';

export const TRAIN_ROWS = 512;
export const HELD_OUT_ROWS = 256;
export const NOISE = { min: 0, max: 1, slider: { min: 0, max: 0.6, scale: 'linear' } } as const;

/** What a row may be made of: independent uniform numbers in (0, 1) and standard normal ones. */
export interface RowDraws {
  readonly uniforms: readonly [number, number];
  readonly normals: readonly [number, number];
}

/** Training and held-out rows, each from its own streams; `row` writes the x and y of row `index`. */
export function computedSplits(
  id: string,
  seed: number,
  inputs: number,
  row: (draws: RowDraws, index: number) => { readonly x: readonly number[]; readonly y: number },
): { readonly train: Split; readonly heldOut: Split } {
  const split = (part: string, count: number): Split => {
    const uniforms = stream(seed, 'data', id, part, 'uniforms').uniforms(2 * count);
    const normals = stream(seed, 'data', id, part, 'normals').normals(2 * count);
    const x = new Float32Array(count * inputs);
    const y = new Float32Array(count);
    for (let index = 0; index < count; index++) {
      const pair = (all: Float64Array): readonly [number, number] => [
        all[2 * index] ?? 0,
        all[2 * index + 1] ?? 0,
      ];
      const made = row({ uniforms: pair(uniforms), normals: pair(normals) }, index);
      x.set(made.x, index * inputs);
      y[index] = made.y;
    }
    return { x, y, count };
  };
  return { train: split('train', TRAIN_ROWS), heldOut: split('heldOut', HELD_OUT_ROWS) };
}

/** A binary set in the plane; classes alternate, so they are exactly balanced. Coordinates have mean square about 1. */
export function planeClasses(entry: {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly source: string;
  readonly parameters: readonly Parameter[];
  readonly classNames: readonly [string, string];
  readonly extent: number;
  readonly point: (side: 0 | 1, draws: RowDraws, values: Values) => readonly [number, number];
}): Dataset {
  const { classNames, extent, point, ...rest } = entry;
  return {
    ...rest,
    noun: 'points',
    losses: ['binaryCrossEntropy', 'mse'],
    make(values, seed): Data {
      const parts = computedSplits(entry.id, seed, 2, (draws, index) => {
        const side = index % 2 === 0 ? 0 : 1;
        return { x: point(side, draws, values), y: side };
      });
      return {
        inputShape: [2],
        outputs: 1,
        task: 'binary',
        ...parts,
        classNames,
        picture: { kind: 'plane', extent },
      };
    },
  };
}

/** The slider for how far points stray from their shape. */
export function noiseParameter(standard: number): Parameter {
  return {
    id: 'noise',
    label: 'Noise',
    type: 'number',
    default: standard,
    ...NOISE,
    effect: 'rebuild',
    description: 'How far points stray from their shape (standard deviation).',
  };
}
