import type { Optimizer } from '../types';
import { at, named, numberOf } from '../values';
import { decay, momentumShare } from './parameters';

export const momentum: Optimizer = {
  id: 'momentum',
  label: 'SGD with momentum',
  description: 'Steps gather speed: up to 1/(1 − momentum) times as far along a steady gradient.',
  formula: 'v ← m·v + (1 − d)·g, p ← p − η·v; at the first step v = g',
  source: 'Polyak 1964; torch.optim.SGD',
  parameters: [
    momentumShare(0.9),
    decay('dampening', 'dampening', 0, 'How much of the new gradient is held back from the velocity.'),
  ],
  state: () => [0],
  scalars: (values, learningRate, update, weightDecay) => ({
    learningRate,
    weightDecay,
    momentum: numberOf(values, 'momentum'),
    share: update === 0 ? 1 : 1 - numberOf(values, 'dampening'),
  }),
  update(algebra, parameter, gradient, state, scalars) {
    const g = algebra.add(gradient, algebra.multiply(named(scalars, 'weightDecay'), parameter));
    const kept = algebra.multiply(named(scalars, 'momentum'), at(state, 0));
    const v = algebra.add(kept, algebra.multiply(named(scalars, 'share'), g));
    return { change: algebra.negate(algebra.multiply(named(scalars, 'learningRate'), v)), state: [v] };
  },
  updateArrays(parameter, gradient, state, change, scalars) {
    const learningRate = named(scalars, 'learningRate');
    const weightDecay = named(scalars, 'weightDecay');
    const m = named(scalars, 'momentum');
    const share = named(scalars, 'share');
    const velocity = at(state, 0);
    for (let i = 0; i < change.length; i++) {
      // All arrays have the length of `change`.
      const g = (gradient[i] as number) + weightDecay * (parameter[i] as number);
      const v = m * (velocity[i] as number) + share * g;
      velocity[i] = v;
      change[i] = -learningRate * v;
    }
  },
  spelling: {
    pytorch:
      'torch.optim.SGD(params, lr={learningRate}, momentum={momentum}, dampening={dampening}, weight_decay={weightDecay})',
    keras: 'keras.optimizers.SGD({learningRate}, momentum={momentum})',
  },
};
