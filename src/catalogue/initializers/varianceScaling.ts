import type { Initializer } from '../types';
import { numberOf } from '../values';
import { fanInDeviation, normals } from './fans';

export const varianceScaling: Initializer = {
  id: 'varianceScaling',
  label: 'normal with variance c/fan-in',
  description:
    'The theory’s σ_w² on a slider: 1 is LeCun’s, 2 is He’s. Move it, and find the point where growth is 1.',
  formula: 'W ~ N(0, c/fan-in)',
  source: 'Poole et al. 2016, §2 (c = σ_w²)',
  parameters: [
    {
      id: 'c',
      label: 'c',
      type: 'number',
      default: 1,
      min: 0,
      max: 10000,
      slider: { min: 0.01, max: 100, scale: 'logarithmic' },
      effect: 'rebuild',
      description: 'Variance of the weights times fan-in.',
    },
  ],
  sample: (parameter, values, draws) =>
    normals(parameter, fanInDeviation(parameter, numberOf(values, 'c')), draws),
  varianceTimesFanIn: (_, values) => numberOf(values, 'c'),
  spelling: {
    pytorch: 'nn.init.normal_(w, std=({c} / fan_in) ** 0.5)',
    keras: 'keras.initializers.VarianceScaling({c}, "fan_in", "untruncated_normal")',
  },
};
