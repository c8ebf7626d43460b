import type { Activation } from '../types';

export const relu: Activation = {
  id: 'relu',
  label: 'ReLU',
  description:
    'Keeps what is positive, drops the rest: half of the mean square, which He’s variance 2/fan-in makes up for. No brake at all.',
  formula: 'φ(x) = max(x, 0), φ′(0) = 0',
  source: 'Nair & Hinton 2010; He et al. 2015, eq. 10',
  parameters: [],
  f: (x) => (x <= 0 ? 0 : x),
  df: (x) => (x <= 0 ? 0 : 1),
  value: (algebra, x) => algebra.whereLessEqual(x, algebra.constant(0), algebra.constant(0), x),
  gradient: (algebra, gradient, x) =>
    algebra.whereLessEqual(x, algebra.constant(0), algebra.constant(0), gradient),
  kinks: [0],
  saturatedAt: () => [[Number.NEGATIVE_INFINITY, 0]],
  flatAt: () => [[Number.NEGATIVE_INFINITY, 0]],
  suitedInitializer: 'heNormal',
  spelling: { pytorch: 'nn.ReLU()', keras: '"relu"' },
};
