import { lengthParameter, sequenceSplits } from './sequences';
import type { Dataset } from './types';

/** Inputs [length, 2]: a number uniform in (0, 1) and a marker, 1 at one step of each half; the target is the sum of the two marked. */
export const adding: Dataset = {
  id: 'adding',
  label: 'Adding problem',
  noun: 'sequences',
  description:
    'A sequence of numbers, two of them marked, one in each half; what is their sum? Always guessing 1 has a mean squared error of 1/6.',
  source:
    'Hochreiter & Schmidhuber 1997, §5.4, with numbers in (0, 1) and their plain sum as in Le et al. 2015',
  parameters: [
    lengthParameter(30, 'How long a sequence is: a marked number must be kept for about half of it.'),
  ],
  losses: ['mse'],
  make(values, seed) {
    const length = Number(values.length);
    const half = Math.floor(length / 2);
    const parts = sequenceSplits('adding', seed, { inputs: 2 * length, targets: 1 }, (draws, x, y) => {
      for (let step = 0; step < length; step++) x[2 * step] = draws.uniform();
      for (const marked of [draws.integer(half), half + draws.integer(length - half)]) {
        x[2 * marked + 1] = 1;
        y[0] = (y[0] ?? 0) + (x[2 * marked] ?? 0);
      }
    });
    return {
      inputShape: [length, 2],
      outputs: 1,
      task: 'regression',
      ...parts,
      classNames: [],
      picture: { kind: 'scatter' },
    };
  },
};
