import type { Metric } from '../types';
import { classOfNorm } from './classes';

export const activationStd: Metric = {
  id: 'activationStd',
  label: 'spread of the output',
  symbol: 'std h',
  description:
    'How far the outputs of a layer spread over batch and units: what the forward pass does to the signal.',
  formula: 'std of h, over batch and units',
  source: 'Glorot & Bengio 2010, §3',
  parameters: [],
  scale: { centre: 1, halfWidth: 3, type: 'log' },
  value: (row, layer) => row.quantity(layer, 'std'),
  classOf: (row, layer) => classOfNorm(row, layer, 'std', 'output'),
  merge: 'max',
};
