import type { Initializer } from '../types';
import { orthogonal } from './orthogonal';

export const lsuv: Initializer = {
  id: 'lsuv',
  label: 'LSUV',
  description:
    'Orthogonal, then divided so that what each layer makes of the first batch has spread 1. It measures instead of assuming.',
  formula: 'W = Q / std(h·Q), from the input on',
  source: 'Mishkin & Matas 2016, algorithm 1',
  parameters: [],
  normalizesOutput: true,
  sample: (parameter, _, draws) => orthogonal.sample(parameter, { gain: 1 }, draws),
  varianceTimesFanIn: () => null, // what it becomes depends on the data
  spelling: { pytorch: null, keras: null },
};
