/** The first weights: each parameter from its own named stream, so that lanes of one seed share the draws. */
import { initializer as initializerEntry } from '../catalogue/registry';
import type { Layer } from '../catalogue/types';
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
      const entry = initializerEntry(parameter.initializer.kind);
      const draws = stream(seed, 'weights', layer.id, parameter.name);
      values.set(
        fixed ?? Float32Array.from(entry.sample(parameter, parameter.initializer, draws)),
        parameter.offset,
      );
    }
  }
  return values;
}
