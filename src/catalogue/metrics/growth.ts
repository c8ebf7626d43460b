import { CLASS, type Metric } from '../types';
import { classOfNorm, classOfRatio } from './classes';
import { trunkRowBefore } from './trunk';

export const growth: Metric = {
  id: 'growth',
  label: 'growth through one layer',
  symbol: '‖∂L/∂h(l−1)‖ / ‖∂L/∂h(l)‖',
  description:
    'What the gradient is multiplied by on its way back through this layer. Above 1 it grows, and depth is the exponent.',
  formula: '‖∂L/∂h(l−1)‖ / ‖∂L/∂h(l)‖, l = 2…H',
  source: 'Schoenholz et al. 2017, §4 (√χ₁)',
  parameters: [],
  scale: { centre: 1, halfWidth: 0.2, type: 'log' },
  value(row, layer) {
    const before = trunkRowBefore(row.layers, layer);
    if (before < 0) return Number.NaN;
    return row.quantity(before, 'gradientOutput') / row.quantity(layer, 'gradientOutput');
  },
  classOf(row, layer) {
    const before = trunkRowBefore(row.layers, layer);
    if (before < 0) return CLASS.notMeasured;
    return classOfRatio(
      classOfNorm(row, before, 'gradientOutput', 'gradientOutput'),
      classOfNorm(row, layer, 'gradientOutput', 'gradientOutput'),
    );
  },
  merge: 'max',
};
