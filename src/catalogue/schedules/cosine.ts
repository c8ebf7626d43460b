import type { Schedule } from '../types';
import { numberOf } from '../values';

export const cosine: Schedule = {
  id: 'cosine',
  label: 'cosine',
  description: 'Falls along half a cosine to a share of the rate, and stays there.',
  formula: 'η·(f + (1 − f)(1 + cos(π·min(t, T)/T))/2)',
  source: 'Loshchilov & Hutter 2017, eq. 5, without restarts',
  parameters: [
    {
      id: 'totalSteps',
      label: 'steps T',
      type: 'integer',
      default: 1000,
      min: 1,
      max: 1e6,
      slider: { min: 10, max: 10000, scale: 'logarithmic' },
      effect: 'next step',
      description: 'How many steps it takes to come down.',
    },
    {
      id: 'finalFraction',
      label: 'final share f',
      type: 'number',
      default: 0,
      min: 0,
      max: 1,
      slider: { min: 0, max: 1, scale: 'linear' },
      effect: 'next step',
      description: 'What share of the rate is left at the end.',
    },
  ],
  factor(update, values) {
    const total = numberOf(values, 'totalSteps');
    const final = numberOf(values, 'finalFraction');
    return final + ((1 - final) * (1 + Math.cos((Math.PI * Math.min(update, total)) / total))) / 2;
  },
  spelling: {
    pytorch:
      'torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: {finalFraction} + (1 - {finalFraction}) * (1 + math.cos(math.pi * min(t, {totalSteps}) / {totalSteps})) / 2)',
    keras: 'keras.optimizers.schedules.CosineDecay({learningRate}, {totalSteps}, alpha={finalFraction})',
  },
};
