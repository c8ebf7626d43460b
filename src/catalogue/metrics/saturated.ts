import type { Metric } from '../types';
import { classOfShare } from './classes';

export const saturated: Metric = {
  id: 'saturated',
  label: 'saturated share',
  symbol: 'saturated',
  description: 'The share of outputs where the activation is nearly level: there hardly any gradient passes.',
  formula: 'share of z with |h| > 0.97 (tanh), h outside [0.03, 0.97] (sigmoid), |φ′| < 0.05 (others)',
  source: 'Glorot & Bengio 2010, §3',
  parameters: [],
  scale: { centre: 0.5, halfWidth: 0.5, type: 'share' },
  value: (row, layer) => row.quantity(layer, 'saturated'),
  classOf: (row, layer) =>
    classOfShare(row.classOf(layer, 'preActivation'), row.quantity(layer, 'saturated')),
  merge: 'max',
};
