import type { Loss } from '../types';

export const mse: Loss = {
  id: 'mse',
  label: 'mean squared error',
  description: 'The mean square of output minus target.',
  formula: 'L = mean (o − t)²',
  source: 'torch.nn.MSELoss',
  parameters: [],
  reduction: 'element',
  usesRow: false,
  value(algebra, output, target) {
    const error = algebra.subtract(output, target);
    return algebra.multiply(error, error);
  },
  gradient: (algebra, output, target) =>
    algebra.multiply(algebra.constant(2), algebra.subtract(output, target)),
  targets: 'numbers',
  blindLoss: () => null,
  spelling: { pytorch: 'nn.MSELoss()', keras: 'keras.losses.MeanSquaredError()' },
};
