import { erfc } from '../erf';
import { EXP_UNDERFLOW, smallSlopes } from '../slopes';
import type { Activation, Interval } from '../types';

const ROOT_HALF = Math.SQRT1_2;
const DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

const slope = (x: number): number => erfc(-x * ROOT_HALF) / 2 + x * DENSITY_AT_0 * Math.exp((-x * x) / 2);
const saturated: readonly Interval[] = smallSlopes(slope);

export const gelu: Activation = {
  id: 'gelu',
  label: 'GELU',
  description:
    'The input times the chance that a normal number lies below it: a smooth ReLU. of the usual starts He’s keeps growth nearest to 1.',
  formula: 'φ(x) = x·Φ(x) = ½x(1 + erf(x/√2))',
  source: 'Hendrycks & Gimpel 2016, §2',
  parameters: [],
  f: (x) => (x * erfc(-x * ROOT_HALF)) / 2,
  df: slope,
  value(algebra, x) {
    const half = algebra.multiply(algebra.constant(0.5), x);
    const inner = algebra.erf(algebra.multiply(x, algebra.constant(ROOT_HALF)));
    return algebra.multiply(half, algebra.add(algebra.constant(1), inner));
  },
  gradient(algebra, gradient, x) {
    const inner = algebra.erf(algebra.multiply(x, algebra.constant(ROOT_HALF)));
    const chance = algebra.multiply(algebra.constant(0.5), algebra.add(algebra.constant(1), inner));
    const bell = algebra.exp(algebra.multiply(algebra.constant(-0.5), algebra.multiply(x, x)));
    const density = algebra.multiply(algebra.constant(DENSITY_AT_0), bell);
    return algebra.multiply(gradient, algebra.add(chance, algebra.multiply(x, density)));
  },
  kinks: [],
  saturatedAt: () => saturated,
  flatAt: () => [[Number.NEGATIVE_INFINITY, -Math.sqrt(2 * EXP_UNDERFLOW)]],
  suitedInitializer: 'heNormal',
  spelling: { pytorch: 'nn.GELU()', keras: '"gelu"' },
};
