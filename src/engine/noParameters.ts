/** A network in which nothing is trained (activations on noise, pooling alone). */
import type { Layer } from '../catalogue/types';
import type { Parameters } from './device';

export function noParameters(layers: readonly Layer[]): Parameters {
  return {
    tensors: layers.map(() => ({})),
    update: () => undefined,
    measure: () => undefined,
    checkpoint: () => ({ sizeBytes: 0, dispose: () => undefined }),
    restore: () => undefined,
    read: () => Promise.resolve(new Float32Array()),
    dispose: () => undefined,
  };
}
