import { minimum } from '../expressions';
import { EXP_UNDERFLOW, SATURATED_SLOPE } from '../slopes';
import type { Activation } from '../types';

export const elu: Activation = {
  id: 'elu',
  label: 'ELU',
  description:
    'Linear above 0, bending softly to −1 below, so that means stay near 0. Introduced with He’s variance, which still suits it.',
  formula: 'φ(x) = x > 0 ? x : eˣ − 1, φ′(0) = 1',
  source: 'Clevert, Unterthiner & Hochreiter 2016, §3 (α = 1)',
  parameters: [],
  f: (x) => (x > 0 ? x : Math.expm1(x)),
  df: (x) => (x > 0 ? 1 : Math.exp(x)),
  value(algebra, x) {
    const zero = algebra.constant(0);
    return algebra.whereLess(zero, x, x, algebra.expm1(minimum(algebra, x, zero)));
  },
  gradient(algebra, gradient, x) {
    const zero = algebra.constant(0);
    const bent = algebra.multiply(gradient, algebra.exp(minimum(algebra, x, zero)));
    return algebra.whereLess(zero, x, gradient, bent);
  },
  kinks: [0],
  saturatedAt: () => [[Number.NEGATIVE_INFINITY, Math.log(SATURATED_SLOPE)]],
  flatAt: () => [[Number.NEGATIVE_INFINITY, -EXP_UNDERFLOW]],
  suitedInitializer: 'heNormal',
  spelling: { pytorch: 'nn.ELU()', keras: '"elu"' },
};
