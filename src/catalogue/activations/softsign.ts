import { SATURATED_SLOPE } from '../slopes';
import type { Activation } from '../types';

const edge = Math.sqrt(1 / SATURATED_SLOPE) - 1;

export const softsign: Activation = {
  id: 'softsign',
  label: 'softsign',
  description:
    'Like tanh, but it nears ±1 slowly, so that units saturate gently; studied together with Xavier’s variance.',
  formula: 'φ(x) = x/(1 + |x|)',
  source: 'Bergstra et al. 2009; Glorot & Bengio 2010',
  parameters: [],
  f: (x) => x / (1 + Math.abs(x)),
  df: (x) => 1 / (1 + Math.abs(x)) ** 2,
  value: (algebra, x) => algebra.divide(x, algebra.add(algebra.constant(1), algebra.abs(x))),
  gradient(algebra, gradient, x) {
    const one = algebra.constant(1);
    const r = algebra.divide(one, algebra.add(one, algebra.abs(x)));
    return algebra.multiply(gradient, algebra.multiply(r, r));
  },
  kinks: [],
  saturatedAt: () => [
    [Number.NEGATIVE_INFINITY, -edge],
    [edge, Number.POSITIVE_INFINITY],
  ],
  flatAt: () => [
    [Number.NEGATIVE_INFINITY, -(2 ** 75)],
    [2 ** 75, Number.POSITIVE_INFINITY],
  ],
  suitedInitializer: 'glorotNormal',
  spelling: { pytorch: 'nn.Softsign()', keras: '"softsign"' },
};
