import type { Optimizer } from '../types';
import { named } from '../values';
import { momentArrays, momentParameters, momentScalars, momentStep } from './moments';

export const adamw: Optimizer = {
  id: 'adamw',
  label: 'AdamW',
  description: 'Adam whose weights decay on their own and not through the gradient.',
  formula: 'p ← p·(1 − ηλ), then Adam without λp in the gradient',
  source: 'Loshchilov & Hutter 2019, Alg. 2; torch.optim.AdamW',
  parameters: momentParameters,
  state: () => [0, 0],
  scalars: momentScalars,
  update(algebra, parameter, gradient, state, scalars) {
    const next = momentStep(algebra, gradient, state, scalars);
    const shrinking = algebra.multiply(named(scalars, 'decayRate'), parameter);
    return { change: algebra.negate(algebra.add(shrinking, next.step)), state: next.state };
  },
  updateArrays: momentArrays(true),
  spelling: {
    pytorch:
      'torch.optim.AdamW(params, lr={learningRate}, betas=({beta1}, {beta2}), eps={epsilon}, weight_decay={weightDecay})',
    keras:
      'keras.optimizers.AdamW({learningRate}, weight_decay={weightDecay}, beta_1={beta1}, beta_2={beta2}, epsilon={epsilon})',
    kerasNote:
      'Keras adds epsilon before the second moment is corrected: in the first steps it weighs more than in the lab.',
  },
};
