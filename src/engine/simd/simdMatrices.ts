/** Matrices in WebAssembly's memory, turned over and summed by kernels; null where loops must do it. */
import type { Tensor } from '../tf';
import { COLUMNS_A_TURN, type MatrixKernelName, matrixKernels } from './matrixKernels';
import { instantiate, type WasmHeap } from './wasmHeap';

export interface TryMatrices {
  transpose(a: Tensor): Tensor | null;
  /** [rows, units] → [1, units]. */
  sumOverRows(a: Tensor): Tensor | null;
}

const BYTES = 4; // of a float32 number

export function simdMatrices({
  memory,
  addressOf,
  allocate,
}: Pick<WasmHeap, 'memory' | 'addressOf' | 'allocate'>): TryMatrices {
  const kernels = instantiate<MatrixKernelName>(memory, matrixKernels);
  return {
    transpose(a) {
      const [rows = 0, columns = 0] = a.shape;
      if (!kernels || a.size === 0 || rows % 4 !== 0 || columns % 4 !== 0) return null;
      const out = allocate([columns, rows]);
      kernels.transpose(addressOf(a), addressOf(out), BYTES * columns, BYTES * rows);
      return out;
    },
    sumOverRows(a) {
      const [rows = 0, columns = 0] = a.shape;
      if (!kernels || a.size === 0 || columns % COLUMNS_A_TURN !== 0) return null;
      const out = allocate([1, columns]);
      kernels.sumOverRows(addressOf(a), addressOf(out), rows, BYTES * columns);
      return out;
    },
  };
}
