/** How many layers take each layer's output: where there are several, their gradients are measured apart. */
import type { Layer } from '../catalogue/types';

export function countConsumers(layers: readonly Layer[]): number[] {
  const counts = layers.map(() => 0);
  for (const layer of layers)
    for (const input of layer.inputs) if (input >= 0) counts[input] = (counts[input] ?? 0) + 1;
  return counts;
}
