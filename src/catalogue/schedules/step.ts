import type { Schedule } from '../types';
import { numberOf } from '../values';

export const step: Schedule = {
  id: 'step',
  label: 'step',
  description: 'Multiplies the rate by a factor every so many steps.',
  formula: 'η·γ^⌊t/s⌋',
  source: 'torch.optim.lr_scheduler.StepLR',
  parameters: [
    {
      id: 'stepSize',
      label: 'every s steps',
      type: 'integer',
      default: 100,
      min: 1,
      max: 1e6,
      slider: { min: 1, max: 10000, scale: 'logarithmic' },
      effect: 'next step',
      description: 'How many steps there are from one change to the next.',
    },
    {
      id: 'gamma',
      label: 'factor γ',
      type: 'number',
      default: 0.5,
      min: 0.001,
      max: 10,
      slider: { min: 0.01, max: 1, scale: 'logarithmic' },
      effect: 'next step',
      description: 'What the rate is multiplied by.',
    },
  ],
  factor: (update, values) => numberOf(values, 'gamma') ** Math.floor(update / numberOf(values, 'stepSize')),
  spelling: {
    pytorch: 'torch.optim.lr_scheduler.StepLR(optimizer, {stepSize}, gamma={gamma})',
    keras: 'keras.optimizers.schedules.ExponentialDecay({learningRate}, {stepSize}, {gamma}, staircase=True)',
  },
};
