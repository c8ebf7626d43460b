import type { Clipping } from '../types';
import { threshold } from './threshold';

export const value: Clipping = {
  id: 'value',
  label: 'clipping by value',
  description:
    'Cuts every entry to ±threshold. Bounds the step, but turns its direction towards the small entries.',
  formula: 'g ← min(τ, max(−τ, g))',
  source: 'Mikolov 2012; torch.nn.utils.clip_grad_value_',
  parameters: [threshold(0.5, 'The largest entry of the gradient that is let through.')],
  scope: 'element',
  element(algebra, gradient, limit) {
    const least = algebra.negate(limit);
    return algebra.whereLess(limit, gradient, limit, algebra.whereLess(gradient, least, least, gradient));
  },
  spelling: {
    pytorch: 'torch.nn.utils.clip_grad_value_(model.parameters(), {threshold})',
    keras: '[ops.clip(g, -{threshold}, {threshold}) for g in gradients]',
  },
};
