import type { Optimizer } from '../types';
import { at, named, numberOf } from '../values';
import { epsilon } from './parameters';

export const adagrad: Optimizer = {
  id: 'adagrad',
  label: 'Adagrad',
  description:
    'Divides each entry by the root of all its squares so far: one spike, and it hardly moves any more.',
  formula: 's ← s + g², p ← p − η·g/(√s + ε)',
  source: 'Duchi, Hazan & Singer 2011; torch.optim.Adagrad',
  parameters: [
    epsilon(1e-10),
    {
      id: 'initialAccumulator',
      label: 's at the start',
      type: 'number',
      default: 0,
      min: 0,
      max: 100,
      slider: { min: 0, max: 1, scale: 'linear' },
      effect: 'rebuild',
      description: 'What the sum of squares starts at.',
    },
  ],
  state: (values) => [numberOf(values, 'initialAccumulator')],
  scalars: (values, learningRate, _, weightDecay) => ({
    learningRate,
    weightDecay,
    epsilon: numberOf(values, 'epsilon'),
  }),
  update(algebra, parameter, gradient, state, scalars) {
    const g = algebra.add(gradient, algebra.multiply(named(scalars, 'weightDecay'), parameter));
    const s = algebra.add(at(state, 0), algebra.multiply(g, g));
    const d = algebra.divide(g, algebra.add(algebra.sqrt(s), named(scalars, 'epsilon')));
    return { change: algebra.negate(algebra.multiply(named(scalars, 'learningRate'), d)), state: [s] };
  },
  updateArrays(parameter, gradient, state, change, scalars) {
    const learningRate = named(scalars, 'learningRate');
    const weightDecay = named(scalars, 'weightDecay');
    const least = named(scalars, 'epsilon');
    const square = at(state, 0);
    for (let i = 0; i < change.length; i++) {
      // All arrays have the length of `change`.
      const g = (gradient[i] as number) + weightDecay * (parameter[i] as number);
      const s = (square[i] as number) + g * g;
      square[i] = s;
      change[i] = (-learningRate * g) / (Math.sqrt(s) + least);
    }
  },
  spelling: {
    pytorch:
      'torch.optim.Adagrad(params, lr={learningRate}, weight_decay={weightDecay}, initial_accumulator_value={initialAccumulator}, eps={epsilon})',
    keras:
      'keras.optimizers.Adagrad({learningRate}, initial_accumulator_value={initialAccumulator}, epsilon={epsilon})',
    kerasNote: 'Keras has sqrt(s + epsilon), the lab sqrt(s) + epsilon.',
  },
};
