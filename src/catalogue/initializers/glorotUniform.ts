import type { Initializer } from '../types';
import { fanInDeviation, glorotGain, uniforms } from './fans';

export const glorotUniform: Initializer = {
  id: 'glorotUniform',
  label: 'Xavier uniform',
  description:
    'Uniform with variance 2/(fan-in + fan-out): what Keras gives a dense layer unless told otherwise.',
  formula: 'W ~ U(−a, a), a = √(6/(fan-in + fan-out))',
  source: 'Glorot & Bengio 2010, eq. 16',
  parameters: [],
  sample: (parameter, _, draws) =>
    uniforms(parameter, fanInDeviation(parameter, 3 * glorotGain(parameter)), draws),
  varianceTimesFanIn: glorotGain,
  spelling: { pytorch: 'nn.init.xavier_uniform_(w)', keras: 'keras.initializers.GlorotUniform()' },
};
