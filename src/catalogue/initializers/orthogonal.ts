import type { Initializer, ParameterShape } from '../types';
import { numberOf } from '../values';

export const orthogonal: Initializer = {
  id: 'orthogonal',
  label: 'orthogonal',
  description:
    'A random rotation times a gain: every direction is kept alike, so that products through depth keep their shape.',
  formula: 'WᵀW = gain²·I (or WWᵀ, whichever is smaller)',
  source: 'Saxe, McClelland & Ganguli 2014; signs after Mezzadri 2007, as torch.nn.init.orthogonal_',
  parameters: [
    {
      id: 'gain',
      label: 'gain',
      type: 'number',
      default: 1,
      min: 0,
      max: 100,
      slider: { min: 0.1, max: 10, scale: 'logarithmic' },
      effect: 'rebuild',
      description: 'What the length of every vector is multiplied by.',
    },
  ],
  sample(parameter, values, draws) {
    const gain = numberOf(values, 'gain');
    const { rows, columns } = matrixOf(parameter);
    const long = Math.max(rows, columns);
    const vectors = orthonormalized(draws.normals(rows * columns), long);
    return new Float64Array(rows * columns).map((_, index) => {
      const row = Math.floor(index / columns);
      const column = index % columns;
      const entry = rows >= columns ? column * long + row : row * long + column;
      return gain * (vectors[entry] as number); // entry < rows · columns
    });
  },
  varianceTimesFanIn(parameter, values) {
    const { rows, columns } = matrixOf(parameter);
    return (numberOf(values, 'gain') ** 2 * parameter.fanIn) / Math.max(rows, columns);
  },
  spelling: {
    pytorch: 'nn.init.orthogonal_(w, gain={gain})',
    keras: 'keras.initializers.Orthogonal(gain={gain})',
  },
};

/** The last axis against all others: kernels [h, w, in, out] become [h·w·in, out]. */
function matrixOf({ shape }: ParameterShape): { readonly rows: number; readonly columns: number } {
  const columns = shape.at(-1) ?? 1;
  return { rows: shape.slice(0, -1).reduce((product, length) => product * length, 1), columns };
}

/**
 * Gram–Schmidt over the rows of a [?, length] array, in place: the Q of a QR decomposition whose R has a positive
 * diagonal, so that Q is uniform over all rotations without a sign to mend. Each row goes through twice: once leaves
 * rounding errors of the condition number's size, twice none (Giraud et al. 2005).
 */
function orthonormalized(rows: Float64Array, length: number): Float64Array {
  for (let start = 0; start < rows.length; start += length) {
    const row = rows.subarray(start, start + length);
    for (let pass = 0; pass < 2; pass++) {
      for (let earlier = 0; earlier < start; earlier += length) {
        const other = rows.subarray(earlier, earlier + length);
        const overlap = dot(row, other);
        for (let i = 0; i < length; i++) row[i] = (row[i] as number) - overlap * (other[i] as number); // i < length
      }
    }
    const norm = Math.sqrt(dot(row, row));
    for (let i = 0; i < length; i++) row[i] = (row[i] as number) / norm; // i < length
  }
  return rows;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number); // both have the same length
  return sum;
}
