import type { Optimizer } from '../types';
import { named } from '../values';

export const sgd: Optimizer = {
  id: 'sgd',
  label: 'SGD',
  description:
    'A step against the gradient, as long as the gradient is large: what explodes there explodes here.',
  formula: 'p ← p − η·g',
  source: 'Robbins & Monro 1951; torch.optim.SGD',
  parameters: [],
  state: () => [],
  scalars: (_, learningRate, __, weightDecay) => ({ learningRate, weightDecay }),
  update(algebra, parameter, gradient, _, scalars) {
    const g = algebra.add(gradient, algebra.multiply(named(scalars, 'weightDecay'), parameter));
    return { change: algebra.negate(algebra.multiply(named(scalars, 'learningRate'), g)), state: [] };
  },
  updateArrays(parameter, gradient, _, change, scalars) {
    const learningRate = named(scalars, 'learningRate');
    const weightDecay = named(scalars, 'weightDecay');
    for (let i = 0; i < change.length; i++) {
      // All arrays have the length of `change`.
      change[i] = -learningRate * ((gradient[i] as number) + weightDecay * (parameter[i] as number));
    }
  },
  spelling: {
    pytorch: 'torch.optim.SGD(params, lr={learningRate}, weight_decay={weightDecay})',
    keras: 'keras.optimizers.SGD({learningRate})',
  },
};
