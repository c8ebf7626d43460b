import { SATURATED_SLOPE } from '../slopes';
import type { Activation } from '../types';
import { numberOf } from '../values';

export const leakyRelu: Activation = {
  id: 'leakyRelu',
  label: 'leaky ReLU',
  description:
    'ReLU that lets a little through below 0, so that no unit dies. Growth 1 needs variance 2/(1 + slope²)/fan-in: He’s, nearly.',
  formula: 'φ(x) = x > 0 ? x : slope·x, φ′(0) = slope',
  source: 'Maas, Hannun & Ng 2013; He et al. 2015, eq. 15',
  parameters: [
    {
      id: 'slope',
      label: 'slope below 0',
      type: 'number',
      default: 0.01,
      min: 0.0001,
      max: 1,
      slider: { min: 0.001, max: 1, scale: 'logarithmic' },
      effect: 'rebuild',
      description: 'What negative inputs are multiplied by; 1 is linear. For 0 take ReLU.',
    },
  ],
  f: (x, values) => (x > 0 ? x : numberOf(values, 'slope') * x),
  df: (x, values) => (x > 0 ? 1 : numberOf(values, 'slope')),
  value(algebra, x, values) {
    const leak = algebra.multiply(algebra.constant(numberOf(values, 'slope')), x);
    return algebra.whereLess(algebra.constant(0), x, x, leak);
  },
  gradient(algebra, gradient, x, values) {
    const leak = algebra.multiply(algebra.constant(numberOf(values, 'slope')), gradient);
    return algebra.whereLess(algebra.constant(0), x, gradient, leak);
  },
  kinks: [0],
  saturatedAt: (values) =>
    numberOf(values, 'slope') < SATURATED_SLOPE ? [[Number.NEGATIVE_INFINITY, 0]] : [],
  flatAt: () => [],
  suitedInitializer: 'heNormal',
  spelling: {
    pytorch: 'nn.LeakyReLU({slope})',
    keras: 'lambda x: keras.activations.leaky_relu(x, negative_slope={slope})',
  },
};
