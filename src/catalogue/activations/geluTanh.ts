import type { Algebra } from '../algebra';
import { clamp } from '../expressions';
import { smallSlopes } from '../slopes';
import type { Activation, Interval } from '../types';

const ROOT = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;
/** Beyond this the tanh is exactly ±1 even in float64; clamped to it, x³ cannot overflow. */
const REACH = 10;

function slope(x: number): number {
  const c = Math.min(REACH, Math.max(-REACH, x)); // NaN stays NaN
  const u = ROOT * (c + CUBIC * c ** 3);
  return (1 + Math.tanh(u)) / 2 + ((c / 2) * ROOT * (1 + 3 * CUBIC * c * c)) / Math.cosh(u) ** 2;
}
const saturated: readonly Interval[] = smallSlopes(slope);

/** c = x within ±REACH, and tanh(√(2/π)(c + 0.044715 c³)). */
function parts<T>(algebra: Algebra<T>, x: T): { readonly c: T; readonly t: T } {
  const c = clamp(algebra, x, -REACH, REACH);
  const stretch = algebra.add(
    algebra.constant(1),
    algebra.multiply(algebra.constant(CUBIC), algebra.multiply(c, c)),
  );
  return { c, t: algebra.tanh(algebra.multiply(algebra.multiply(algebra.constant(ROOT), c), stretch)) };
}

export const geluTanh: Activation = {
  id: 'geluTanh',
  label: 'GELU (tanh)',
  description:
    'GELU with its bell curve approximated through tanh, as BERT and GPT-2 compute it; He suits it as it does GELU.',
  formula: 'φ(x) = ½x(1 + tanh(√(2/π)(x + 0.044715x³)))',
  source: 'Hendrycks & Gimpel 2016, §2',
  parameters: [],
  f: (x) => (x / 2) * (1 + Math.tanh(ROOT * (x + CUBIC * x ** 3))),
  df: slope,
  value(algebra, x) {
    const { t } = parts(algebra, x);
    return algebra.multiply(algebra.multiply(algebra.constant(0.5), x), algebra.add(algebra.constant(1), t));
  },
  gradient(algebra, gradient, x) {
    const { c, t } = parts(algebra, x);
    const one = algebra.constant(1);
    const half = algebra.constant(0.5);
    const level = algebra.multiply(half, algebra.add(one, t));
    // ½c · (1 − t²) · √(2/π)(1 + 3·0.044715c²)
    const inner = algebra.multiply(
      algebra.constant(ROOT),
      algebra.add(one, algebra.multiply(algebra.constant(3 * CUBIC), algebra.multiply(c, c))),
    );
    const bend = algebra.multiply(algebra.subtract(one, algebra.multiply(t, t)), inner);
    return algebra.multiply(gradient, algebra.add(level, algebra.multiply(algebra.multiply(half, c), bend)));
  },
  kinks: [],
  saturatedAt: () => saturated,
  // There √(2/π)(x + 0.044715x³) = −9.02: tanh is exactly −1 in float32.
  flatAt: () => [[Number.NEGATIVE_INFINITY, -5.16]],
  suitedInitializer: 'heNormal',
  spelling: {
    pytorch: 'nn.GELU(approximate="tanh")',
    keras: 'lambda x: keras.activations.gelu(x, approximate=True)',
  },
};
