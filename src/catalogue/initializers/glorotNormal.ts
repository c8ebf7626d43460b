import type { Initializer } from '../types';
import { fanInDeviation, glorotGain, normals } from './fans';

export const glorotNormal: Initializer = {
  id: 'glorotNormal',
  label: 'Xavier normal',
  description:
    'Variance 2/(fan-in + fan-out), between what the forward and the backward pass would like. For tanh and its kin.',
  formula: 'W ~ N(0, 2/(fan-in + fan-out))',
  source: 'Glorot & Bengio 2010, eq. 12',
  parameters: [],
  sample: (parameter, _, draws) =>
    normals(parameter, fanInDeviation(parameter, glorotGain(parameter)), draws),
  varianceTimesFanIn: glorotGain,
  spelling: {
    pytorch: 'nn.init.xavier_normal_(w)',
    keras: 'keras.initializers.VarianceScaling(1.0, "fan_avg", "untruncated_normal")',
  },
};
