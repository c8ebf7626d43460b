/** The one door to TensorFlow.js (with backends/, which register the kernels): only what the engine uses. */
import { engine, type Tensor } from '@tensorflow/tfjs-core';

export { engine, env, keep, matMul, registerKernel, setBackend, tensor } from '@tensorflow/tfjs-core';
export type { KernelConfig, Tensor, TensorInfo } from '@tensorflow/tfjs-core';

/** Runs f and disposes of every tensor made in it that was not kept. (tf.tidy searches the result for tensors: ours are large.) */
export function scope<T>(f: () => T): T {
  engine().startScope();
  try {
    return f();
  } finally {
    engine().endScope();
  }
}

/** A second tensor on the same numbers. */
export const sameNumbers = (x: Tensor): Tensor => engine().runKernel('Identity', { x });

/** Disposes of a kept tensor when the scope that is running ends (at once where none is). */
export function release(x: Tensor): void {
  const running = engine().state.activeScope;
  x.kept = false;
  if (running) running.track.push(x);
  else x.dispose();
}
