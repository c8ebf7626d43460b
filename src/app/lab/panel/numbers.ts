/** The numbers of a lane that belong to no entry of the catalogue, described as its parameters are. */
import type { Parameter } from '../../../catalogue/types';
import { LIMITS } from '../../../spec/limits';

export const learningRate: Parameter = {
  id: 'learningRate',
  label: 'Learning rate',
  type: 'number',
  default: 0.05,
  min: 0,
  max: LIMITS.learningRate,
  slider: { min: 1e-5, max: 10, scale: 'logarithmic' },
  effect: 'next step',
  description: 'How far a step goes along the gradient.',
};

export const weightDecay: Parameter = {
  id: 'weightDecay',
  label: 'Weight decay',
  type: 'number',
  default: 0,
  min: 0,
  max: LIMITS.weightDecay,
  slider: { min: 0, max: 0.1, scale: 'linear' },
  effect: 'next step',
  description: 'How much of each weight a step takes away, beside the gradient.',
};

export const batchSize: Parameter = {
  id: 'batchSize',
  label: 'Rows a step',
  type: 'integer',
  default: 64,
  min: 1,
  max: LIMITS.batchSize,
  slider: { min: 1, max: LIMITS.batchSize, scale: 'logarithmic' },
  effect: 'rebuild',
  description: 'How many rows of the data each step is computed from.',
};

export const biasSigma: Parameter = {
  id: 'biasSigma',
  label: 'Spread of the biases',
  type: 'number',
  default: 0,
  min: 0,
  max: LIMITS.biasSigma,
  slider: { min: 0, max: 2, scale: 'linear' },
  effect: 'rebuild',
  description: 'Standard deviation of the first biases; 0: all start at zero.',
};

export const repeat: Parameter = {
  id: 'repeat',
  label: 'Times in a row',
  type: 'integer',
  default: 1,
  min: 1,
  max: LIMITS.repeat,
  slider: { min: 1, max: 64, scale: 'logarithmic' },
  effect: 'rebuild',
  description: 'How often the block stands in a row.',
};
