import type { Initializer } from '../types';
import { numberOf } from '../values';
import { uniforms } from './fans';

export const uniform: Initializer = {
  id: 'uniform',
  label: 'uniform',
  description: 'Uniform numbers between −a and a whatever the width; their variance is a²/3.',
  formula: 'W ~ U(−a, a)',
  source: 'LeCun et al. 1998, §4.6',
  parameters: [
    {
      id: 'a',
      label: 'a',
      type: 'number',
      default: 0.05,
      min: 0,
      max: 100,
      slider: { min: 0.001, max: 10, scale: 'logarithmic' },
      effect: 'rebuild',
      description: 'The largest weight possible.',
    },
  ],
  sample: (parameter, values, draws) => uniforms(parameter, numberOf(values, 'a'), draws),
  varianceTimesFanIn: ({ fanIn }, values) => (numberOf(values, 'a') ** 2 / 3) * fanIn,
  spelling: {
    pytorch: 'nn.init.uniform_(w, -{a}, {a})',
    keras: 'keras.initializers.RandomUniform(-{a}, {a})',
  },
};
