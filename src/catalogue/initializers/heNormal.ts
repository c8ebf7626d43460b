import type { Initializer } from '../types';
import { fanInDeviation, normals } from './fans';

export const heNormal: Initializer = {
  id: 'heNormal',
  label: 'He normal',
  description:
    'Variance 2/fan-in: makes up for the half of the mean square that ReLU drops. For ReLU and its kin.',
  formula: 'W ~ N(0, 2/fan-in)',
  source: 'He et al. 2015, eq. 10',
  parameters: [],
  sample: (parameter, _, draws) => normals(parameter, fanInDeviation(parameter, 2), draws),
  varianceTimesFanIn: () => 2,
  spelling: {
    pytorch: 'nn.init.kaiming_normal_(w, nonlinearity="relu")',
    keras: 'keras.initializers.VarianceScaling(2.0, "fan_in", "untruncated_normal")',
  },
};
