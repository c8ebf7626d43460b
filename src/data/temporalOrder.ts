import { lengthParameter, sequenceSplits } from './sequences';
import type { Dataset } from './types';

const CLASSES = ['A, A', 'A, B', 'B, A', 'B, B'];
/** A and B matter, c to f distract. */
const SYMBOLS = 6;
const DISTRACTORS = SYMBOLS - 2;

/** Inputs [length, 6], one-hot: distractors, and an A or B once in [T/10, 2T/10) and once in [4T/10, 5T/10); which came in which order? */
export const temporalOrder: Dataset = {
  id: 'temporalOrder',
  label: 'Temporal order',
  noun: 'sequences',
  description:
    'Two letters A or B stand far apart among others that do not matter; which were they, and in which order?',
  source: 'Hochreiter & Schmidhuber 1997, §5.6; places as in Pascanu, Mikolov & Bengio 2013, §4.1',
  parameters: [
    lengthParameter(
      20,
      'How long a sequence is: the first letter must be kept for more than eight tenths of it.',
    ),
  ],
  losses: ['softmaxCrossEntropy'],
  make(values, seed) {
    const length = Number(values.length);
    /** The tenth `tenth` of the sequence. */
    const place = (tenth: number): readonly [first: number, count: number] => {
      const first = Math.floor((tenth * length) / 10);
      return [first, Math.floor(((tenth + 1) * length) / 10) - first];
    };
    const shape = { inputs: SYMBOLS * length, targets: CLASSES.length };
    const parts = sequenceSplits('temporalOrder', seed, shape, (draws, x, y) => {
      const symbols = Array.from({ length }, () => 2 + draws.integer(DISTRACTORS));
      const letters = [1, 4].map((tenth) => {
        const letter = draws.integer(2);
        const [first, count] = place(tenth);
        symbols[first + draws.integer(count)] = letter;
        return letter;
      });
      symbols.forEach((symbol, step) => {
        x[step * SYMBOLS + symbol] = 1;
      });
      y[letters.reduce((number, letter) => 2 * number + letter, 0)] = 1;
    });
    return {
      inputShape: [length, SYMBOLS],
      outputs: CLASSES.length,
      task: 'classes',
      ...parts,
      classNames: CLASSES,
      picture: { kind: 'table' },
    };
  },
};
