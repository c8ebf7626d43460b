import type { Initializer } from '../types';
import { numberOf } from '../values';
import { sizeOf } from './fans';

export const constant: Initializer = {
  id: 'constant',
  label: 'constant',
  description: 'All weights alike: every unit of a layer computes the same and stays the same for ever.',
  formula: 'W = value',
  source: 'Goodfellow, Bengio & Courville 2016, §8.4 (breaking symmetry)',
  parameters: [
    {
      id: 'value',
      label: 'value',
      type: 'number',
      default: 0.1,
      min: -100,
      max: 100,
      slider: { min: -1, max: 1, scale: 'linear' },
      effect: 'rebuild',
      description: 'What every weight starts at.',
    },
  ],
  sample: (parameter, values) => new Float64Array(sizeOf(parameter)).fill(numberOf(values, 'value')),
  varianceTimesFanIn: () => null,
  spelling: { pytorch: 'nn.init.constant_(w, {value})', keras: 'keras.initializers.Constant({value})' },
};
