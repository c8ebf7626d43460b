/** WebAssembly's memory with TensorFlow.js's tensors in it, and our kernels over it. */
import type { Tensor } from '../tf';
import { type Kernel, moduleOf } from './assemble';

export interface WasmHeap {
  readonly memory: WebAssembly.Memory;
  /** The address of a tensor's numbers. */
  addressOf(tensor: Tensor): number;
  view(tensor: Tensor): Float32Array;
  allocate(shape: readonly number[]): Tensor;
  /** The address of so many bytes that are never given back, at a multiple of eight. */
  reserve(bytes: number): number;
}

/** Null where WebAssembly has no vectors. */
export function instantiate<T extends string>(
  memory: WebAssembly.Memory,
  kernels: readonly Kernel[],
): Readonly<Record<T, (...parameters: number[]) => void>> | null {
  try {
    const module = new WebAssembly.Module(moduleOf(kernels));
    const { exports } = new WebAssembly.Instance(module, { host: { memory } });
    return exports as unknown as Record<T, (...parameters: number[]) => void>; // the kernels by name
  } catch {
    return null;
  }
}
