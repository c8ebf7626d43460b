import type { Optimizer } from '../types';
import { at, named, numberOf } from '../values';
import { decay, epsilon, momentumShare } from './parameters';

export const rmsprop: Optimizer = {
  id: 'rmsprop',
  label: 'RMSProp',
  description:
    'Divides each entry by its own recent size, so that steps hardly depend on how large gradients are.',
  formula: 's ← α·s + (1 − α)·g², p ← p − η·g/(√s + ε)',
  source: 'Tieleman & Hinton 2012; torch.optim.RMSprop',
  parameters: [
    decay('alpha', 'α', 0.99, 'How much of the past mean square is kept.'),
    epsilon(1e-8),
    { ...momentumShare(0), effect: 'rebuild' }, // without momentum there is no velocity to keep
  ],
  state: (values) => (numberOf(values, 'momentum') > 0 ? [0, 0] : [0]),
  scalars: (values, learningRate, _, weightDecay) => ({
    learningRate,
    weightDecay,
    alpha: numberOf(values, 'alpha'),
    rest: 1 - numberOf(values, 'alpha'),
    epsilon: numberOf(values, 'epsilon'),
    momentum: numberOf(values, 'momentum'),
  }),
  update(algebra, parameter, gradient, state, scalars) {
    const g = algebra.add(gradient, algebra.multiply(named(scalars, 'weightDecay'), parameter));
    const kept = algebra.multiply(named(scalars, 'alpha'), at(state, 0));
    const s = algebra.add(kept, algebra.multiply(named(scalars, 'rest'), algebra.multiply(g, g)));
    const d = algebra.divide(g, algebra.add(algebra.sqrt(s), named(scalars, 'epsilon')));
    const rate = named(scalars, 'learningRate');
    if (state.length === 1) return { change: algebra.negate(algebra.multiply(rate, d)), state: [s] };
    const v = algebra.add(algebra.multiply(named(scalars, 'momentum'), at(state, 1)), d);
    return { change: algebra.negate(algebra.multiply(rate, v)), state: [s, v] };
  },
  updateArrays(parameter, gradient, state, change, scalars) {
    const learningRate = named(scalars, 'learningRate');
    const weightDecay = named(scalars, 'weightDecay');
    const alpha = named(scalars, 'alpha');
    const rest = named(scalars, 'rest');
    const least = named(scalars, 'epsilon');
    const m = named(scalars, 'momentum');
    const square = at(state, 0);
    const velocity = state[1];
    for (let i = 0; i < change.length; i++) {
      // All arrays have the length of `change`.
      const g = (gradient[i] as number) + weightDecay * (parameter[i] as number);
      const s = alpha * (square[i] as number) + rest * g * g;
      square[i] = s;
      let d = g / (Math.sqrt(s) + least);
      if (velocity) {
        d += m * (velocity[i] as number);
        velocity[i] = d;
      }
      change[i] = -learningRate * d;
    }
  },
  spelling: {
    pytorch:
      'torch.optim.RMSprop(params, lr={learningRate}, alpha={alpha}, eps={epsilon}, momentum={momentum}, weight_decay={weightDecay})',
    keras: 'keras.optimizers.RMSprop({learningRate}, rho={alpha}, momentum={momentum}, epsilon={epsilon})',
    kerasNote: 'Keras has sqrt(s + epsilon), the lab sqrt(s) + epsilon.',
  },
};
