import { logistic, maximum } from '../expressions';
import { EXP_UNDERFLOW, SATURATED_SLOPE } from '../slopes';
import type { Activation } from '../types';
import { sigmoid } from './sigmoid';

export const softplus: Activation = {
  id: 'softplus',
  label: 'softplus',
  description:
    'ReLU rounded off; its slope is the sigmoid, never 0. Of the usual starts He’s has the least vanishing, though its mean drifts up.',
  formula: 'φ(x) = ln(1 + eˣ)',
  source: 'Dugas et al. 2001; Glorot, Bordes & Bengio 2011',
  parameters: [],
  f: (x) => (x <= 0 ? 0 : x) + Math.log1p(Math.exp(-Math.abs(x))),
  df: (x) => sigmoid.f(x, {}),
  value(algebra, x) {
    const e = algebra.exp(algebra.negate(algebra.abs(x)));
    return algebra.add(maximum(algebra, x, algebra.constant(0)), algebra.log1p(e));
  },
  gradient: (algebra, gradient, x) => algebra.multiply(gradient, logistic(algebra, x)),
  kinks: [],
  saturatedAt: () => [[Number.NEGATIVE_INFINITY, Math.log(SATURATED_SLOPE / (1 - SATURATED_SLOPE))]],
  flatAt: () => [[Number.NEGATIVE_INFINITY, -EXP_UNDERFLOW]],
  suitedInitializer: 'heNormal',
  spelling: { pytorch: 'nn.Softplus()', keras: '"softplus"' },
};
