import { TANH_ONE } from '../slopes';
import type { Activation } from '../types';

export const tanh: Activation = {
  id: 'tanh',
  label: 'tanh',
  description:
    'Squeezes into −1…1 with slope 1 at 0 and a brake beyond; the activation for which Xavier’s variance was derived.',
  formula: 'φ(x) = tanh x',
  source: 'Glorot & Bengio 2010',
  parameters: [],
  f: Math.tanh,
  df: (x) => 1 / Math.cosh(x) ** 2,
  valueArrays(x, out) {
    for (let i = 0; i < out.length; i++) out[i] = Math.tanh(x[i] as number); // of one length
  },
  value: (algebra, x) => algebra.tanh(x),
  slopeOfOutput: (algebra, h) => algebra.subtract(algebra.constant(1), algebra.multiply(h, h)),
  gradient(algebra, gradient, x) {
    // 1 − h² and not 1/cosh²: exactly 0 once h is ±1, as in PyTorch, on which the exploding runs depend.
    const h = algebra.tanh(x);
    return algebra.multiply(gradient, algebra.subtract(algebra.constant(1), algebra.multiply(h, h)));
  },
  kinks: [],
  saturatedAt: () => [
    [Number.NEGATIVE_INFINITY, -Math.atanh(0.97)],
    [Math.atanh(0.97), Number.POSITIVE_INFINITY],
  ],
  flatAt: () => [
    [Number.NEGATIVE_INFINITY, -TANH_ONE],
    [TANH_ONE, Number.POSITIVE_INFINITY],
  ],
  suitedInitializer: 'glorotNormal',
  spelling: { pytorch: 'nn.Tanh()', keras: '"tanh"' },
};
