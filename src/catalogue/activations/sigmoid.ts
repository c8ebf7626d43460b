import { logistic, logisticParts } from '../expressions';
import { EXP_UNDERFLOW } from '../slopes';
import type { Activation } from '../types';

export const sigmoid: Activation = {
  id: 'sigmoid',
  label: 'sigmoid',
  description:
    'Squeezes everything into 0…1 with a slope of at most 1/4: gradients vanish at any usual weights. Xavier is the least bad start.',
  formula: 'φ(x) = 1/(1 + e⁻ˣ)',
  source: 'Rumelhart, Hinton & Williams 1986',
  parameters: [],
  f(x) {
    const e = Math.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  },
  df(x) {
    const e = Math.exp(-Math.abs(x));
    return e / (1 + e) ** 2;
  },
  valueArrays(x, out) {
    for (let i = 0; i < out.length; i++) {
      const z = x[i] as number; // of one length
      const e = Math.exp(-Math.abs(z));
      out[i] = (z < 0 ? e : 1) / (1 + e);
    }
  },
  value: logistic,
  gradient(algebra, gradient, x) {
    const { e, r } = logisticParts(algebra, x);
    return algebra.multiply(gradient, algebra.multiply(algebra.multiply(e, r), r));
  },
  kinks: [],
  saturatedAt: () => [
    [Number.NEGATIVE_INFINITY, Math.log(0.03 / 0.97)],
    [Math.log(0.97 / 0.03), Number.POSITIVE_INFINITY],
  ],
  flatAt: () => [
    [Number.NEGATIVE_INFINITY, -EXP_UNDERFLOW],
    [EXP_UNDERFLOW, Number.POSITIVE_INFINITY],
  ],
  suitedInitializer: 'glorotNormal',
  spelling: { pytorch: 'nn.Sigmoid()', keras: '"sigmoid"' },
};
