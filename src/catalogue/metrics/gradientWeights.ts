import type { Metric } from '../types';
import { classOfNorm } from './classes';

export const gradientWeights: Metric = {
  id: 'gradientWeights',
  label: 'gradient of the weights',
  symbol: '‖∂L/∂W‖',
  description:
    'What the optimizer is given, before clipping. Forward times backward: it can look level while both explode.',
  formula: '‖∂L/∂W‖ = ‖δᵀh‖',
  source: 'Glorot & Bengio 2010, §4.2',
  parameters: [],
  scale: { centre: 'reference', halfWidth: 4, type: 'log' },
  value: (row, layer) => row.quantity(layer, 'gradientWeights'),
  classOf: (row, layer) => classOfNorm(row, layer, 'gradientWeights', 'gradientWeights'),
  merge: 'max',
};
