/** Tensors whose numbers JavaScript can read and write in place: WASM's heap, or plain JS arrays. */
import type { TryMatrices } from '../simd/simdMatrices';
import type { TryPointwise } from '../simd/simdPointwise';
import type { Tensor } from '../tf';
import type { Looks } from './looks';

/** Each answers null where loops must do it. */
export interface HeapKernels extends TryMatrices {
  readonly pointwise: TryPointwise;
}

export interface HeapMemory {
  /** A view of a tensor's numbers; valid until the next allocation (WASM's memory may move when it grows). */
  view(tensor: Tensor): Float32Array;
  /** A fresh tensor with undefined contents. */
  allocate(shape: readonly number[]): Tensor;
  readonly looks: Looks;
  /** What there is something faster for than loops. */
  readonly kernels: HeapKernels | null;
  /** The backend multiplies transposed operands slowly: they are turned over first. */
  readonly slowTransposes: boolean;
}
