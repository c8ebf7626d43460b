import type { Initializer } from '../types';
import { numberOf } from '../values';
import { fanInDeviation, normals } from './fans';

export const spectralRadius: Initializer = {
  id: 'spectralRadius',
  label: 'spectral radius',
  description:
    'Normal numbers scaled so that the largest eigenvalue has this size: what a linear recurrence grows by at each time step in the long run.',
  formula: 'W = ρ·G/ρ(G), G normal; not square: G ~ N(0, ρ²/fan-in), which comes to the same in the limit',
  source: 'Jaeger 2001, §3; ρ(G) = lim ‖Gᵐ‖^(1/m), Gelfand 1941; limit: Ginibre 1965',
  parameters: [
    {
      id: 'radius',
      label: 'ρ',
      type: 'number',
      default: 1,
      min: 0,
      max: 100,
      slider: { min: 0.1, max: 10, scale: 'logarithmic' },
      effect: 'rebuild',
      description: 'Size of the largest eigenvalue: beyond 1 a linear recurrence grows, below it fades.',
    },
  ],
  sample(parameter, values, draws) {
    const radius = numberOf(values, 'radius');
    const matrix = normals(parameter, fanInDeviation(parameter, 1), draws);
    const [rows = 1, columns = 1, ...more] = parameter.shape;
    const own = rows === columns && more.length === 0 ? spectralRadiusOf(matrix, rows) : 1;
    return matrix.map((entry) => (entry * radius) / own);
  },
  varianceTimesFanIn: (_parameter, values) => numberOf(values, 'radius') ** 2,
  spelling: {
    pytorch: 'nn.init.normal_(w); w.data *= {radius} / torch.linalg.eigvals(w).abs().max() # square matrices',
    keras: null,
  },
};

/** After 24 squarings m = 2²⁴: what ‖Gᵐ‖ is more or less than ρᵐ is then worth a few parts in 10⁷ at most. */
const SQUARINGS = 24;

/**
 * The size of the largest eigenvalue of a [size, size] matrix, by Gelfand's formula and repeated squaring. Each power is
 * divided by its norm s, so that none overflows: ‖G^(2ᵏ)‖^(1/2ᵏ) = s₀·√(s₁·√(s₂ ⋯)). Only roots and sums are taken, which
 * are the same on every machine.
 */
export function spectralRadiusOf(matrix: Float64Array, size: number): number {
  const norms: number[] = [];
  let power = matrix;
  for (let squaring = 0; ; squaring++) {
    const norm = Math.sqrt(power.reduce((sum, entry) => sum + entry * entry, 0));
    norms.push(norm);
    if (squaring === SQUARINGS || norm === 0) break;
    power = squared(
      power.map((entry) => entry / norm),
      size,
    );
  }
  return norms.reduceRight((inside, norm) => norm * Math.sqrt(inside), 1);
}

function squared(matrix: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const out = product.subarray(row * size, (row + 1) * size);
    for (let inner = 0; inner < size; inner++) {
      const factor = matrix[row * size + inner] as number; // inner < size
      const from = matrix.subarray(inner * size, (inner + 1) * size);
      for (let column = 0; column < size; column++)
        out[column] = (out[column] as number) + factor * (from[column] as number); // column < size
    }
  }
  return product;
}
