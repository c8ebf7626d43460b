import type { Metric } from '../types';
import { classOfNorm } from './classes';

export const gradientOutput: Metric = {
  id: 'gradientOutput',
  label: 'gradient of the output',
  symbol: '‖∂L/∂h‖',
  description:
    'How much the loss would change if this layer’s output did: depth shows as a change from row to row.',
  formula: '‖∂L/∂h‖, over batch and units',
  source: 'Glorot & Bengio 2010, §4.2',
  parameters: [],
  scale: { centre: 'reference', halfWidth: 4, type: 'log' },
  value: (row, layer) => row.quantity(layer, 'gradientOutput'),
  classOf: (row, layer) => classOfNorm(row, layer, 'gradientOutput', 'gradientOutput'),
  merge: 'max',
};
