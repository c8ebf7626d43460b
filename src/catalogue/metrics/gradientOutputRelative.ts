import { CLASS, type Metric } from '../types';
import { classOfNorm, classOfRatio } from './classes';
import { lastTrunkRow } from './trunk';

export const gradientOutputRelative: Metric = {
  id: 'gradientOutputRelative',
  label: 'gradient relative to the last hidden layer',
  symbol: '‖∂L/∂h‖ / ‖∂L/∂h(H)‖',
  description:
    'The gradient of the output over that of the last hidden layer at the same step: a loss that shrinks changes nothing.',
  formula: '‖∂L/∂h(l)‖ / ‖∂L/∂h(H)‖',
  source: 'Backblast’s own; growth is its ratio from row to row',
  parameters: [],
  scale: { centre: 1, halfWidth: 3, type: 'log' },
  value(row, layer) {
    const last = lastTrunkRow(row.layers);
    if (last < 0) return Number.NaN;
    return row.quantity(layer, 'gradientOutput') / row.quantity(last, 'gradientOutput');
  },
  classOf(row, layer) {
    const last = lastTrunkRow(row.layers);
    if (last < 0) return CLASS.notMeasured;
    return classOfRatio(
      classOfNorm(row, layer, 'gradientOutput', 'gradientOutput'),
      classOfNorm(row, last, 'gradientOutput', 'gradientOutput'),
    );
  },
  merge: 'max',
};
