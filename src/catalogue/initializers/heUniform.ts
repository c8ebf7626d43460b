import type { Initializer } from '../types';
import { fanInDeviation, uniforms } from './fans';

export const heUniform: Initializer = {
  id: 'heUniform',
  label: 'He uniform',
  description: 'Uniform with variance 2/fan-in: makes up for the half of the mean square that ReLU drops.',
  formula: 'W ~ U(−a, a), a = √(6/fan-in)',
  source: 'He et al. 2015, eq. 10',
  parameters: [],
  sample: (parameter, _, draws) => uniforms(parameter, fanInDeviation(parameter, 6), draws),
  varianceTimesFanIn: () => 2,
  spelling: {
    pytorch: 'nn.init.kaiming_uniform_(w, nonlinearity="relu")',
    keras: 'keras.initializers.VarianceScaling(2.0, "fan_in", "uniform")',
  },
};
