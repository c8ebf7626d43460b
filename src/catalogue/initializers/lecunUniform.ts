import type { Initializer } from '../types';
import { fanInDeviation, uniforms } from './fans';

export const lecunUniform: Initializer = {
  id: 'lecunUniform',
  label: 'LeCun uniform',
  description: 'Uniform with variance 1/fan-in: a linear layer keeps the spread of its input.',
  formula: 'W ~ U(−a, a), a = √(3/fan-in)',
  source: 'LeCun et al. 1998, §4.6, eq. 16',
  parameters: [],
  sample: (parameter, _, draws) => uniforms(parameter, fanInDeviation(parameter, 3), draws),
  varianceTimesFanIn: () => 1,
  spelling: {
    pytorch: 'nn.init.kaiming_uniform_(w, nonlinearity="linear")',
    keras: 'keras.initializers.VarianceScaling(1.0, "fan_in", "uniform")',
  },
};
