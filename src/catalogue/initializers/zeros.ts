import type { Initializer } from '../types';
import { sizeOf } from './fans';

export const zeros: Initializer = {
  id: 'zeros',
  label: 'zeros',
  description:
    'All weights 0: nothing passes, forward or back. Useful only for the last layer of a residual branch.',
  formula: 'W = 0',
  source: 'Zhang, Dauphin & Ma 2019, §2',
  parameters: [],
  sample: (parameter) => new Float64Array(sizeOf(parameter)),
  varianceTimesFanIn: () => null,
  spelling: { pytorch: 'nn.init.zeros_(w)', keras: 'keras.initializers.Zeros()' },
};
