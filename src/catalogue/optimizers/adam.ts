import type { Optimizer } from '../types';
import { named } from '../values';
import { momentArrays, momentParameters, momentScalars, momentStep } from './moments';

export const adam: Optimizer = {
  id: 'adam',
  label: 'Adam',
  description:
    'Steps of nearly the same length whatever the gradient’s size: it hides an explosion rather than curing it.',
  formula: 'm ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², p ← p − η·m̂/(√v̂ + ε)',
  source: 'Kingma & Ba 2015, Alg. 1; torch.optim.Adam',
  parameters: momentParameters,
  state: () => [0, 0],
  scalars: momentScalars,
  update(algebra, parameter, gradient, state, scalars) {
    const g = algebra.add(gradient, algebra.multiply(named(scalars, 'weightDecay'), parameter));
    const next = momentStep(algebra, g, state, scalars);
    return { change: algebra.negate(next.step), state: next.state };
  },
  updateArrays: momentArrays(false),
  spelling: {
    pytorch:
      'torch.optim.Adam(params, lr={learningRate}, betas=({beta1}, {beta2}), eps={epsilon}, weight_decay={weightDecay})',
    keras: 'keras.optimizers.Adam({learningRate}, beta_1={beta1}, beta_2={beta2}, epsilon={epsilon})',
    kerasNote:
      'Keras adds epsilon before the second moment is corrected: in the first steps it weighs more than in the lab.',
  },
};
