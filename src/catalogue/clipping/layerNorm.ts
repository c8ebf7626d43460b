import type { Clipping } from '../types';
import { normFactor, threshold } from './threshold';

export const layerNorm: Clipping = {
  id: 'layerNorm',
  label: 'clipping by layer norm',
  description:
    'Shortens each tensor’s gradient to the threshold on its own: the step turns towards the layers that were small.',
  formula: 'g ← g·min(1, τ/(‖g‖ + 10⁻⁶)), tensor by tensor',
  source: 'Pascanu, Mikolov & Bengio 2013, Alg. 1, on one tensor',
  parameters: [threshold(1, 'The largest norm of one tensor’s gradient that is let through.')],
  scope: 'tensor',
  factor: normFactor,
  spelling: {
    pytorch: 'for p in model.parameters(): torch.nn.utils.clip_grad_norm_([p], {threshold})',
    keras: 'clip_by_norm(gradients, {threshold})',
    kerasHelper: `
def clip_by_norm(gradients, threshold):
    sizes = [ops.sqrt(ops.sum(ops.square(g))) for g in gradients]
    return [g * ops.minimum(1.0, threshold / (size + 1e-6)) for g, size in zip(gradients, sizes)]`,
  },
};
