import { sequenceSplits } from './sequences';
import type { Dataset } from './types';

/** Symbols to be remembered; then a blank, and (for the input alone) the sign to answer. */
const SYMBOLS = 8;
const BLANK = SYMBOLS;
const GO = SYMBOLS + 1;
const INPUTS = SYMBOLS + 2;
const CLASSES = [...Array.from({ length: SYMBOLS }, (_, symbol) => String(symbol + 1)), 'blank'];

/**
 * Inputs [items + delay + items, 10], one-hot: the items, delay − 1 blanks, the sign, blanks. Targets at each step, 9
 * classes: blanks, and at the last steps the items in their order.
 */
export const copy: Dataset = {
  id: 'copy',
  label: 'Copy',
  noun: 'sequences',
  description:
    'Some symbols, a pause, a sign: then they must be said in their order. There is an answer at each step, mostly blank: without memory a network is right at all steps but the last, and its loss is items·ln 8/steps.',
  source: 'Arjovsky, Shah & Bengio 2016, §5.1',
  parameters: [
    {
      id: 'items',
      label: 'Symbols to copy',
      type: 'integer',
      default: 10,
      min: 1,
      max: 10,
      slider: { min: 1, max: 10, scale: 'linear' },
      effect: 'rebuild',
      description:
        'How many there are to be remembered. Of few there are few sequences, and held-out ones were seen in training.',
    },
    {
      id: 'delay',
      label: 'Pause',
      type: 'integer',
      default: 10,
      min: 1,
      max: 100,
      slider: { min: 1, max: 60, scale: 'linear' },
      effect: 'rebuild',
      description: 'Time steps between the last symbol and the first answer.',
    },
  ],
  losses: ['softmaxCrossEntropy'],
  make(values, seed) {
    const items = Number(values.items);
    const delay = Number(values.delay);
    const steps = items + delay + items;
    const shape = { inputs: steps * INPUTS, targets: steps * CLASSES.length };
    const parts = sequenceSplits('copy', seed, shape, (draws, x, y) => {
      const symbols = Array.from({ length: items }, () => draws.integer(SYMBOLS));
      for (let step = 0; step < steps; step++) {
        const seen = step < items ? symbols[step] : step === items + delay - 1 ? GO : BLANK;
        const wanted = step < items + delay ? BLANK : symbols[step - items - delay];
        x[step * INPUTS + (seen ?? BLANK)] = 1;
        y[step * CLASSES.length + (wanted ?? BLANK)] = 1;
      }
    });
    return {
      inputShape: [steps, INPUTS],
      outputs: CLASSES.length,
      outputSteps: steps,
      task: 'classes',
      ...parts,
      classNames: CLASSES,
      picture: { kind: 'none' },
    };
  },
};
