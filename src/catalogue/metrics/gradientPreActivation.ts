import type { Metric } from '../types';
import { classOfNorm } from './classes';

export const gradientPreActivation: Metric = {
  id: 'gradientPreActivation',
  label: 'gradient of the pre-activation',
  symbol: '‖∂L/∂z‖',
  description: 'The gradient after the activation’s slope has acted on it: the δ of the textbooks.',
  formula: '‖∂L/∂z‖, over batch and units',
  source: 'Schoenholz et al. 2017, §4 (δ)',
  parameters: [],
  scale: { centre: 'reference', halfWidth: 4, type: 'log' },
  value: (row, layer) => row.quantity(layer, 'gradientPreActivation'),
  classOf: (row, layer) => classOfNorm(row, layer, 'gradientPreActivation', 'gradientPreActivation'),
  merge: 'max',
};
