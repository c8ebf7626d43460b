import { CLASS, type Metric } from '../types';
import { classOfValue } from './classes';

export const gradientWeightsClipped: Metric = {
  id: 'gradientWeightsClipped',
  label: 'gradient of the weights, clipped',
  symbol: '‖∂L/∂W‖ clipped',
  description: 'What the optimizer is given, after clipping.',
  formula: '‖clip(∂L/∂W)‖',
  source: 'Pascanu, Mikolov & Bengio 2013, Alg. 1',
  parameters: [],
  scale: { centre: 'reference', halfWidth: 4, type: 'log' },
  value: (row, layer) => row.quantity(layer, 'gradientWeightsClipped'),
  classOf(row, layer) {
    const value = row.quantity(layer, 'gradientWeightsClipped');
    const before = row.classOf(layer, 'gradientWeights');
    // Clipping by value makes ±Inf finite, so the clipped number goes first where there is one.
    if (before === CLASS.infinite && Number.isFinite(value)) return classOfValue(CLASS.finite, value);
    return classOfValue(before, value);
  },
  merge: 'max',
};
