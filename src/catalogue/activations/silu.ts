import { logistic, logisticParts } from '../expressions';
import { EXP_UNDERFLOW, smallSlopes } from '../slopes';
import type { Activation, Interval } from '../types';
import { sigmoid } from './sigmoid';

const slope = (x: number): number => sigmoid.f(x, {}) + x * sigmoid.df(x, {});
const saturated: readonly Interval[] = smallSlopes(slope);

export const silu: Activation = {
  id: 'silu',
  label: 'SiLU',
  description:
    'The input times its own sigmoid (swish): smooth, with a dip below 0. Of the usual starts He’s keeps growth nearest to 1.',
  formula: 'φ(x) = x/(1 + e⁻ˣ)',
  source: 'Hendrycks & Gimpel 2016; Elfwing, Uchibe & Doya 2018',
  parameters: [],
  f: (x) => x * sigmoid.f(x, {}),
  df: slope,
  value: (algebra, x) => algebra.multiply(x, logistic(algebra, x)),
  gradient(algebra, gradient, x) {
    const { e, r } = logisticParts(algebra, x);
    const level = logistic(algebra, x);
    const bend = algebra.multiply(x, algebra.multiply(algebra.multiply(e, r), r));
    return algebra.multiply(gradient, algebra.add(level, bend));
  },
  kinks: [],
  saturatedAt: () => saturated,
  flatAt: () => [[Number.NEGATIVE_INFINITY, -EXP_UNDERFLOW]],
  suitedInitializer: 'heNormal',
  spelling: { pytorch: 'nn.SiLU()', keras: '"silu"' },
};
