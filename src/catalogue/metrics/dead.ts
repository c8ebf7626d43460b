import type { Metric } from '../types';
import { classOfShare } from './classes';

export const dead: Metric = {
  id: 'dead',
  label: 'dead share',
  symbol: 'dead',
  description:
    'The share of units that pass no gradient for any row of the batch: they cannot learn from it.',
  formula: 'share of units with φ′ = 0 on the whole batch',
  source: 'Maas, Hannun & Ng 2013',
  parameters: [],
  scale: { centre: 0.5, halfWidth: 0.5, type: 'share' },
  value: (row, layer) => row.quantity(layer, 'dead'),
  classOf: (row, layer) => classOfShare(row.classOf(layer, 'preActivation'), row.quantity(layer, 'dead')),
  merge: 'max',
};
