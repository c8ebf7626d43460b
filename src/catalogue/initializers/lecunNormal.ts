import type { Initializer } from '../types';
import { fanInDeviation, normals } from './fans';

export const lecunNormal: Initializer = {
  id: 'lecunNormal',
  label: 'LeCun normal',
  description: 'Variance 1/fan-in: a linear layer keeps the spread of its input. For linear and SELU layers.',
  formula: 'W ~ N(0, 1/fan-in)',
  source: 'LeCun et al. 1998, §4.6, eq. 16',
  parameters: [],
  sample: (parameter, _, draws) => normals(parameter, fanInDeviation(parameter, 1), draws),
  varianceTimesFanIn: () => 1,
  spelling: {
    pytorch: 'nn.init.kaiming_normal_(w, nonlinearity="linear")',
    keras: 'keras.initializers.VarianceScaling(1.0, "fan_in", "untruncated_normal")',
  },
};
