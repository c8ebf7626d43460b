import type { Activation, Interval } from '../types';

const beyondOne: readonly Interval[] = [
  [Number.NEGATIVE_INFINITY, -1],
  [1, Number.POSITIVE_INFINITY],
];

export const hardTanh: Activation = {
  id: 'hardTanh',
  label: 'hard tanh',
  description:
    'Slope 1 between −1 and 1 and none beyond: tanh with corners. Like tanh it suits Xavier’s variance.',
  formula: 'φ(x) = min(1, max(−1, x)), φ′(±1) = 0',
  source: 'Collobert 2004',
  parameters: [],
  f: (x) => (x <= -1 ? -1 : x >= 1 ? 1 : x),
  df: (x) => (x <= -1 || x >= 1 ? 0 : 1),
  value(algebra, x) {
    const one = algebra.constant(1);
    const minusOne = algebra.constant(-1);
    return algebra.whereLess(x, minusOne, minusOne, algebra.whereLess(one, x, one, x));
  },
  gradient(algebra, gradient, x) {
    const zero = algebra.constant(0);
    const below = algebra.whereLessEqual(algebra.constant(1), x, zero, gradient);
    return algebra.whereLessEqual(x, algebra.constant(-1), zero, below);
  },
  kinks: [-1, 1],
  saturatedAt: () => beyondOne,
  flatAt: () => beyondOne,
  suitedInitializer: 'glorotNormal',
  spelling: { pytorch: 'nn.Hardtanh()', keras: 'lambda x: ops.clip(x, -1.0, 1.0)' },
};
