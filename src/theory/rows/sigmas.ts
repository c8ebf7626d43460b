/** Variances of a row's first weights and biases. */
import { initializer } from '../../catalogue/initializers';
import type { Layer, LayerParameter } from '../../catalogue/types';
import type { Sigmas } from '../meanField';

export interface FirstWeights extends Sigmas {
  /** A bias that all units have in common. */
  readonly shift: number;
  /** Divided until what comes out has spread 1 (LSUV): `weights` is then not known yet. */
  readonly normalizesOutput: boolean;
}

/** σw² and σb² of a row that is one matrix (or kernel) and at most one bias; a sentence where they are not known. */
export function firstWeights({ parameters }: Pick<Layer, 'parameters'>, name: string): FirstWeights | string {
  const matrix = parameters.find(({ role }) => role === 'weights');
  const bias = parameters.find(({ role }) => role === 'bias');
  if (!matrix) return `${name} has no weights of its own.`;
  const { normalizesOutput = false, label } = initializer(matrix.initializer.kind);
  const weights = normalizesOutput ? Number.NaN : varianceTimesFanIn(matrix);
  if (weights === null) return `The first weights of ${name} are not drawn at random (${label}).`;
  const constant = bias ? constantOf(bias) : 0;
  if (constant !== null || !bias) return { weights, bias: 0, shift: constant ?? 0, normalizesOutput };
  const variance = varianceTimesFanIn(bias);
  if (variance === null) return `The first biases of ${name} are not drawn at random.`;
  return { weights, bias: variance / bias.fanIn, shift: 0, normalizesOutput };
}

/** Variance × fan-in; null where its initializer has none. A matrix that starts at zero has variance 0. */
function varianceTimesFanIn(parameter: LayerParameter): number | null {
  const { kind, ...values } = parameter.initializer;
  const known = initializer(kind).varianceTimesFanIn(parameter, values);
  return known ?? (constantOf(parameter) === 0 ? 0 : null);
}

/** The number that all entries start at, whatever is drawn; null where they differ. */
function constantOf(parameter: LayerParameter): number | null {
  const { kind, ...values } = parameter.initializer;
  const entry = initializer(kind);
  if (entry.varianceTimesFanIn(parameter, values) !== null) return null;
  const ones = (n: number) => new Float64Array(n).fill(1);
  const [first = 0, ...more] = entry.sample(parameter, values, { normals: ones, uniforms: ones });
  return more.every((value) => value === first) ? first : null;
}
