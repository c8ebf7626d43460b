import type { Initializer } from '../types';
import { numberOf } from '../values';
import { normals } from './fans';

export const normal: Initializer = {
  id: 'normal',
  label: 'normal',
  description:
    'Normal numbers of one spread whatever the width: the wider the layer, the more the signal grows.',
  formula: 'W ~ N(0, σ²)',
  source: 'Krizhevsky, Sutskever & Hinton 2012, §5',
  parameters: [
    {
      id: 'sigma',
      label: 'σ',
      type: 'number',
      default: 0.05,
      min: 0,
      max: 100,
      slider: { min: 0.001, max: 10, scale: 'logarithmic' },
      effect: 'rebuild',
      description: 'Standard deviation of the weights.',
    },
  ],
  sample: (parameter, values, draws) => normals(parameter, numberOf(values, 'sigma'), draws),
  varianceTimesFanIn: ({ fanIn }, values) => numberOf(values, 'sigma') ** 2 * fanIn,
  spelling: {
    pytorch: 'nn.init.normal_(w, std={sigma})',
    keras: 'keras.initializers.RandomNormal(stddev={sigma})',
  },
};
