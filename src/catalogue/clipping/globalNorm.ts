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
    keras: 'clip_by_global_norm(gradients, {threshold})',
    // As its global_clipnorm, but with PyTorch's 1e-6.
    kerasHelper: `
def clip_by_global_norm(gradients, threshold):
    size = ops.sqrt(sum(ops.sum(ops.square(g)) for g in gradients))
    return [g * ops.minimum(1.0, threshold / (size + 1e-6)) for g in gradients]`,
  },
};
