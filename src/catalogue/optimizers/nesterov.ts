import type { Optimizer } from '../types';
import { at, named, numberOf } from '../values';
import { momentumShare } from './parameters';

export const nesterov: Optimizer = {
  id: 'nesterov',
  label: 'Nesterov',
  description: 'Momentum that looks one step ahead, and so brakes earlier.',
  formula: 'v ← m·v + g, p ← p − η·(g + m·v)',
  source: 'Nesterov 1983; Sutskever et al. 2013; torch.optim.SGD',
  parameters: [momentumShare(0.9)],
  state: () => [0],
  scalars: (values, learningRate, _, weightDecay) => ({
    learningRate,
    weightDecay,
    momentum: numberOf(values, 'momentum'),
  }),
  update(algebra, parameter, gradient, state, scalars) {
    const m = named(scalars, 'momentum');
    const g = algebra.add(gradient, algebra.multiply(named(scalars, 'weightDecay'), parameter));
    const v = algebra.add(algebra.multiply(m, at(state, 0)), g);
    const ahead = algebra.add(g, algebra.multiply(m, v));
    return { change: algebra.negate(algebra.multiply(named(scalars, 'learningRate'), ahead)), state: [v] };
  },
  updateArrays(parameter, gradient, state, change, scalars) {
    const learningRate = named(scalars, 'learningRate');
    const weightDecay = named(scalars, 'weightDecay');
    const m = named(scalars, 'momentum');
    const velocity = at(state, 0);
    for (let i = 0; i < change.length; i++) {
      // All arrays have the length of `change`.
      const g = (gradient[i] as number) + weightDecay * (parameter[i] as number);
      const v = m * (velocity[i] as number) + g;
      velocity[i] = v;
      change[i] = -learningRate * (g + m * v);
    }
  },
  spelling: {
    pytorch:
      'torch.optim.SGD(params, lr={learningRate}, momentum={momentum}, nesterov=True, weight_decay={weightDecay})',
    keras: 'keras.optimizers.SGD({learningRate}, momentum={momentum}, nesterov=True)',
  },
};
