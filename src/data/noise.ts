import { stream } from '../random/stream';
import type { Dataset, Split } from './types';

/** Columns of R that are made; the engine takes as many as the last hidden layer is wide. */
export const READ_OUT_COLUMNS = 1024;
const ROWS = { train: 512, heldOut: 64 } as const;

/**
 * Standard normal inputs and a random linear read-out, L = Σ R⊙h / B: the data that mean field theory is about.
 * R is standard normal, [count, READ_OUT_COLUMNS]; narrower networks share the columns of wider ones.
 */
export const noise: Dataset = {
  id: 'noise',
  label: 'Gaussian noise',
  noun: 'noise vectors',
  description:
    'Random inputs and a random direction for the last hidden layer: nothing to learn, only the gradient’s way back.',
  source: 'Schoenholz et al. 2017, §5',
  parameters: [
    {
      id: 'features',
      label: 'Inputs',
      type: 'integer',
      default: 64,
      min: 1,
      max: 1024,
      slider: { min: 2, max: 512, scale: 'logarithmic' },
      effect: 'rebuild',
      description: 'Numbers in one row.',
    },
  ],
  losses: ['readOut'],
  make(values, seed) {
    const features = Number(values.features);
    const split = (part: keyof typeof ROWS): Split => ({
      x: Float32Array.from(stream(seed, 'data', 'noise', part, 'x').normals(ROWS[part] * features)),
      y: Float32Array.from(
        stream(seed, 'data', 'noise', part, 'readOut').normals(ROWS[part] * READ_OUT_COLUMNS),
      ),
      count: ROWS[part],
    });
    return {
      inputShape: [features],
      outputs: 0,
      readOutColumns: READ_OUT_COLUMNS,
      task: 'readOut',
      train: split('train'),
      heldOut: split('heldOut'),
      classNames: [],
      picture: { kind: 'none' },
    };
  },
};
