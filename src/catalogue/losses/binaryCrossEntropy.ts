import { logistic } from '../expressions';
import type { Loss } from '../types';

export const binaryCrossEntropy: Loss = {
  id: 'binaryCrossEntropy',
  label: 'binary cross-entropy',
  description:
    'How surprised the network is by a yes or no, from the logit: no logarithm of 0, however sure it was.',
  formula: 'L = mean (−t·ln σ(o) − (1 − t)·ln(1 − σ(o)))',
  source: 'torch.nn.BCEWithLogitsLoss',
  parameters: [],
  reduction: 'element',
  usesRow: false,
  value(algebra, output, target) {
    // −t·o where o < 0, else (1 − t)·o; + ln(1 + e^−|o|). No large numbers are subtracted.
    const wrong = algebra.whereLess(
      output,
      algebra.constant(0),
      algebra.negate(target),
      algebra.subtract(algebra.constant(1), target),
    );
    const e = algebra.exp(algebra.negate(algebra.abs(output)));
    return algebra.add(algebra.multiply(wrong, output), algebra.log1p(e));
  },
  gradient: (algebra, output, target) => algebra.subtract(logistic(algebra, output), target),
  targets: 'binary',
  blindLoss: () => Math.LN2,
  spelling: {
    pytorch: 'nn.BCEWithLogitsLoss()',
    keras: 'keras.losses.BinaryCrossentropy(from_logits=True)',
  },
};
