import type { Schedule } from '../types';
import { numberOf } from '../values';

export const warmup: Schedule = {
  id: 'warmup',
  label: 'warm-up',
  description: 'Starts small and rises in a line: the first steps, where curvature is sharpest, stay short.',
  formula: 'η·min(1, (t + 1)/warmup)',
  source: 'Goyal et al. 2017, §2.2',
  parameters: [
    {
      id: 'warmupSteps',
      label: 'steps until full',
      type: 'integer',
      default: 100,
      min: 1,
      max: 1e6,
      slider: { min: 1, max: 10000, scale: 'logarithmic' },
      effect: 'next step',
      description: 'How many steps it takes to reach the full rate.',
    },
  ],
  factor: (update, values) => Math.min(1, (update + 1) / numberOf(values, 'warmupSteps')),
  spelling: {
    pytorch: 'torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: min(1, (t + 1) / {warmupSteps}))',
    keras: 'Warmup({learningRate}, {warmupSteps})',
    kerasHelper: `
class Warmup(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, rate, steps):
        self.rate, self.steps = rate, steps

    def __call__(self, step):
        return self.rate * ops.minimum(1.0, (ops.cast(step, "float32") + 1) / self.steps)`,
  },
};
