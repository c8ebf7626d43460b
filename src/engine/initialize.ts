/** The first weights: each parameter from its own named stream, so that lanes of one seed share the draws. */
import { initializer as initializerEntry } from '../catalogue/registry';
import { drawnShape } from '../catalogue/initializers/gates';
import type { Draws, Layer, LayerParameter } from '../catalogue/types';
import { stream } from '../random/stream';

/** The flat vector of all parameters. `given` (by path, `dense3/W`) wins over drawing. */
export function initialParameters(
  layers: readonly Layer[],
  seed: number,
  given?: ReadonlyMap<string, Float32Array>,
): Float32Array {
  const length = layers.reduce(
    (sum, layer) => layer.parameters.reduce((inner, parameter) => inner + parameter.size, sum),
    0,
  );
  const values = new Float32Array(length);
  for (const layer of layers) {
    for (const parameter of layer.parameters) {
      const fixed = given?.get(parameter.path);
      const draws = stream(seed, 'weights', layer.id, parameter.name);
      values.set(fixed ?? Float32Array.from(drawn(parameter, draws)), parameter.offset);
    }
  }
  return values;
}

/** The first values of a parameter, in float64; gates one after the other, each into its columns. */
function drawn(parameter: LayerParameter, draws: Draws): Float64Array {
  const { gates, initializer } = parameter;
  const entry = initializerEntry(initializer.kind);
  if (!gates) return entry.sample(parameter, initializer, draws);
  const one = drawnShape(parameter);
  const width = one.shape.at(-1) ?? 1;
  const values = new Float64Array(parameter.size);
  gates.forEach((added, gate) => {
    entry.sample(one, initializer, draws).forEach((value, index) => {
      const row = Math.floor(index / width);
      values[(row * gates.length + gate) * width + (index % width)] = value + added;
    });
  });
  return values;
}
