import type { Clipping } from '../types';
import { normFactor, threshold } from './threshold';

export const globalNorm: Clipping = {
  id: 'globalNorm',
  label: 'clipping by global norm',
  description:
    'Shortens the whole gradient to the threshold and keeps its direction: a step is at most rate × threshold long.',
  formula: 'g ← g·min(1, τ/(‖g‖ + 10⁻⁶)), all tensors together',
  source: 'Pascanu, Mikolov & Bengio 2013, Alg. 1; torch.nn.utils.clip_grad_norm_',
  parameters: [threshold(1, 'The largest norm of the whole gradient that is let through.')],
  scope: 'network',
  factor: normFactor,
  spelling: {
    pytorch: 'torch.nn.utils.clip_grad_norm_(model.parameters(), {threshold})',
    keras: 'global_clipnorm={threshold}',
  },
};
