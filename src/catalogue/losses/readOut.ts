import type { Loss } from '../types';

export const readOut: Loss = {
  id: 'readOut',
  label: 'random read-out',
  description:
    'Sends a fixed random gradient into the last layer: for measuring growth, with nothing to learn.',
  formula: 'L = Σ R ⊙ h / batch, ∂L/∂h = R / batch',
  source: 'Schoenholz et al. 2017, §4 (gradients independent of the forward pass)',
  parameters: [],
  reduction: 'batch',
  usesRow: false,
  value: (algebra, output, target) => algebra.multiply(output, target),
  gradient: (_, __, target) => target,
  targets: 'readOut',
  blindLoss: () => null,
  spelling: {
    pytorch: 'lambda h, r: (r * h).sum() / len(h)',
    keras: 'lambda r, h: ops.sum(ops.multiply(r, h)) / h.shape[0]',
  },
};
