import type { Loss } from '../types';

export const softmaxCrossEntropy: Loss = {
  id: 'softmaxCrossEntropy',
  label: 'softmax cross-entropy',
  description:
    'How surprised the network is by the right class, from the logits; ln(classes) if it knows nothing.',
  formula: 'L = mean over the batch of −Σ t·ln softmax(o)',
  source: 'torch.nn.CrossEntropyLoss',
  parameters: [],
  reduction: 'batch',
  usesRow: true,
  value(algebra, output, target, { largest, sumExp }) {
    const surprise = algebra.add(algebra.subtract(largest, output), algebra.log(sumExp));
    const zero = algebra.constant(0);
    // Masked, since a class that is not the target may have an infinite surprise.
    return algebra.whereLessEqual(target, zero, zero, algebra.multiply(target, surprise));
  },
  gradient(algebra, output, target, { largest, sumExp }) {
    const share = algebra.divide(algebra.exp(algebra.subtract(output, largest)), sumExp);
    return algebra.subtract(share, target);
  },
  targets: 'classes',
  blindLoss: Math.log,
  spelling: {
    pytorch: 'nn.CrossEntropyLoss()',
    keras: 'keras.losses.CategoricalCrossentropy(from_logits=True)',
  },
};
