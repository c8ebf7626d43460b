import { minimum } from '../expressions';
import { EXP_UNDERFLOW, SATURATED_SLOPE } from '../slopes';
import type { Activation } from '../types';

const SCALE = 1.0507009873554805;
const SCALE_ALPHA = SCALE * 1.6732632423543772;

export const selu: Activation = {
  id: 'selu',
  label: 'SELU',
  description:
    'ELU scaled so that mean 0 and variance 1 keep themselves up; derived for LeCun’s variance 1/fan-in.',
  formula: 'φ(x) = 1.0507·(x > 0 ? x : 1.6733·(eˣ − 1)), φ′(0) = 1.7581',
  source: 'Klambauer et al. 2017, eq. 2',
  parameters: [],
  f: (x) => (x > 0 ? SCALE * x : SCALE_ALPHA * Math.expm1(x)),
  df: (x) => (x > 0 ? SCALE : SCALE_ALPHA * Math.exp(x)),
  value(algebra, x) {
    const zero = algebra.constant(0);
    const line = algebra.multiply(algebra.constant(SCALE), x);
    const bend = algebra.multiply(algebra.constant(SCALE_ALPHA), algebra.expm1(minimum(algebra, x, zero)));
    return algebra.whereLess(zero, x, line, bend);
  },
  gradient(algebra, gradient, x) {
    const zero = algebra.constant(0);
    const slope = algebra.multiply(algebra.constant(SCALE_ALPHA), algebra.exp(minimum(algebra, x, zero)));
    return algebra.multiply(gradient, algebra.whereLess(zero, x, algebra.constant(SCALE), slope));
  },
  kinks: [0],
  saturatedAt: () => [[Number.NEGATIVE_INFINITY, Math.log(SATURATED_SLOPE / SCALE_ALPHA)]],
  flatAt: () => [[Number.NEGATIVE_INFINITY, -EXP_UNDERFLOW]],
  suitedInitializer: 'lecunNormal',
  spelling: { pytorch: 'nn.SELU()', keras: '"selu"' },
};
