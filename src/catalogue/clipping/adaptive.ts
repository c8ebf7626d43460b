import { maximum } from '../expressions';
import type { Clipping } from '../types';
import { normOf, shrunken, threshold, unlessInfinite } from './threshold';

/** Stands in for the norm of weights that are 0. */
const LEAST_WEIGHTS = 1e-3;
const LEAST_GRADIENT = 1e-6;

export const adaptive: Clipping = {
  id: 'adaptive',
  label: 'adaptive clipping (AGC)',
  description:
    'Shortens the gradient of each unit’s incoming weights to a share of those weights: no unit changes by more than rate × threshold.',
  formula: '‖G‖ ≥ τ·max(‖W‖, 10⁻³): G ← G·τ·max(‖W‖, 10⁻³)/‖G‖, unit by unit',
  source: 'Brock et al. 2021, eq. 3',
  parameters: [threshold(0.01, 'The largest ratio of a unit’s gradient to its weights that is let through.')],
  scope: 'unit',
  factor(algebra, gradient, limit, weights) {
    const weightNorm = normOf(algebra, weights);
    const allowed = algebra.multiply(limit, maximum(algebra, weightNorm, algebra.constant(LEAST_WEIGHTS)));
    const { largest, size, norm } = shrunken(algebra, gradient);
    const share = algebra.divide(allowed, size);
    const least = algebra.divide(algebra.constant(LEAST_GRADIENT), size);
    const shorter = algebra.divide(share, maximum(algebra, norm, least));
    return unlessInfinite(
      algebra,
      largest,
      allowed,
      algebra.whereLess(norm, share, algebra.constant(1), shorter),
    );
  },
  spelling: {
    pytorch: 'adaptive_clip(model.parameters(), {threshold})',
    keras: 'adaptive_clip(gradients, weights, {threshold})',
    // A unit's weights are a column here, where timm's adaptive_clip_grad takes rows.
    pytorchHelper: `
def adaptive_clip(parameters, threshold):
    for w in parameters:
        axes = tuple(range(w.dim() - 1)) or (0,)
        allowed = threshold * w.detach().norm(dim=axes, keepdim=True).clamp(min=1e-3)
        size = w.grad.norm(dim=axes, keepdim=True)
        w.grad *= torch.where(size < allowed, torch.ones_like(size), allowed / size.clamp(min=1e-6))`,
    kerasHelper: `
def adaptive_clip(gradients, weights, threshold):
    clipped = []
    for g, w in zip(gradients, weights):
        axes = tuple(range(len(w.shape) - 1)) or (0,)
        allowed = threshold * ops.maximum(ops.sqrt(ops.sum(ops.square(w), axes, keepdims=True)), 1e-3)
        size = ops.sqrt(ops.sum(ops.square(g), axes, keepdims=True))
        clipped.append(g * ops.where(size < allowed, 1.0, allowed / ops.maximum(size, 1e-6)))
    return clipped`,
  },
};
