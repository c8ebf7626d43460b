import type { Metric } from '../types';
import { classOfNorm, classOfRatio } from './classes';

export const updateRatio: Metric = {
  id: 'updateRatio',
  label: 'update to weights',
  symbol: '‖ΔW‖ / ‖W‖',
  description:
    'How far one step moves the weights. A thousandth is a rule of thumb; far above it the network is thrown about.',
  formula: '‖ΔW‖ / ‖W‖',
  source: 'Karpathy, CS231n notes (10⁻³ is folklore)',
  parameters: [],
  scale: { centre: 1e-3, halfWidth: 3, type: 'log' },
  value: (row, layer) => row.quantity(layer, 'updateWeights') / row.quantity(layer, 'weights'),
  classOf: (row, layer) =>
    classOfRatio(
      // The update has no class of its own: it is not finite where the weights after it are not.
      classOfNorm(row, layer, 'updateWeights', 'weightsAfter'),
      classOfNorm(row, layer, 'weights', 'weights'),
    ),
  merge: 'max',
};
