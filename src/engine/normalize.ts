/**
 * Initialization that looks at the data (LSUV, Mishkin & Matas 2016): layer by layer from the input, weights are divided
 * until the spread of what they make of the first batch is 1. In float64 loops, so that the start is the same everywhere.
 */
import { activation as activationEntry, initializer } from '../catalogue/registry';
import { transformation } from '../catalogue/blocks/transformations';
import type { Layer, LayerParameter } from '../catalogue/types';
import { plainOps } from './loops/loopOps';
import type { Plain } from './loops/store';
import { parameterMatrix } from './shapes';

/** As in the paper: closer than this is near enough; with biases of 0 the first division is exact. */
const TOLERANCE = 1e-6;
const MOST_DIVISIONS = 10;

export interface FirstBatch {
  /** [batch · positions, channels] */
  readonly x: Plain;
  readonly batch: number;
  uniforms(layer: Layer, count: number): Float64Array;
}

export const normalizesOutput = (layers: readonly Layer[]): boolean => layers.some((layer) => toScale(layer));

/** Scales weights in `values`, the lane's flat vector, where their initializer says so. */
export function normalizeOutputs(layers: readonly Layer[], values: Float32Array, first: FirstBatch): void {
  const outputs: Plain[] = [];
  for (const layer of layers) {
    const z = () => preActivation(layers, layer, values, outputs, first);
    const weights = toScale(layer);
    for (let division = 0; weights && division < MOST_DIVISIONS; division++) {
      const spread = standardDeviation(z().data);
      if (!(spread > 0) || Math.abs(spread - 1) < TOLERANCE) break;
      for (let index = weights.offset; index < weights.offset + weights.size; index++)
        values[index] = (values[index] as number) / spread;
    }
    const h = z();
    if (layer.activation) {
      const { f } = activationEntry(layer.activation.kind);
      for (let index = 0; index < h.data.length; index++)
        h.data[index] = f(h.data[index] as number, layer.activation);
    }
    outputs.push(h);
  }
}

/** The weights to be scaled; null where there are none, or a time step shares them with all others. */
function toScale({ parameters, time }: Layer): LayerParameter | null {
  const weights = parameters.find(({ role }) => role === 'weights');
  return weights && !time && initializer(weights.initializer.kind).normalizesOutput ? weights : null;
}

function preActivation(
  layers: readonly Layer[],
  layer: Layer,
  values: Float32Array,
  outputs: readonly Plain[],
  { x, batch, uniforms }: FirstBatch,
): Plain {
  const owned = layers[layer.parametersOf]?.parameters ?? [];
  const matrices = owned.map(({ name, shape, offset, size }): [string, Plain] => {
    const [rows, columns] = parameterMatrix(shape);
    return [name, { rows, columns, data: Float64Array.from(values.subarray(offset, offset + size)) }];
  });
  const states = layer.state.map(({ name, size, start }): [string, Plain] => [
    name,
    { rows: 1, columns: size, data: new Float64Array(size).fill(start) },
  ]);
  const z = transformation(layer.kind).forward({
    ops: plainOps,
    layer,
    batch,
    inputs: layer.inputs.map((input) => (input < 0 ? x : (outputs[input] as Plain))), // rows come in order
    parameters: Object.fromEntries(matrices),
    state: Object.fromEntries(states),
    training: true,
    uniforms: (rows, columns) => ({ rows, columns, data: uniforms(layer, rows * columns) }),
    saved: {},
    nextState: {},
  });
  return { ...z, data: z.data.slice() };
}

/** The population's. */
function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
