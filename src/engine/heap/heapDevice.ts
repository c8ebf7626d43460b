/** The device of WASM and plain JS: TensorFlow.js multiplies matrices, everything else is a loop over memory in place, or on WASM a kernel of ours. */
import type { Ops } from '../../catalogue/ops';
import type { Layer } from '../../catalogue/types';
import type { Device, PendingRow } from '../device';
import { loopOps } from '../loops/loopOps';
import { addBias } from '../loops/products';
import { engine, keep, matMul, release, type Tensor } from '../tf';
import type { BackendInfo } from '../types';
import { activations } from './activations';
import { HeapParameters } from './heapParameters';
import { type HeapPendingRow, HeapRecorder } from './heapRecorder';
import { meanLoss } from './meanLoss';
import type { HeapMemory } from './memory';

/** Side of the squares in which a matrix is transposed. */
const SQUARE = 32;

export function heapDevice(info: BackendInfo, memory: HeapMemory): Device {
  function map(shape: readonly number[], write: (out: Float32Array) => void): Tensor {
    const out = memory.allocate(shape);
    write(memory.view(out));
    return out;
  }

  const { kernels } = memory;

  function transpose(a: Tensor): Tensor {
    const turned = kernels?.transpose(a);
    if (turned) return turned;
    const [rows = 1, columns = 1] = a.shape;
    return map([columns, rows], (out) => {
      const from = memory.view(a);
      // In squares of which both sides stay in the processor's cache.
      for (let top = 0; top < rows; top += SQUARE) {
        const bottom = Math.min(rows, top + SQUARE);
        for (let left = 0; left < columns; left += SQUARE) {
          const right = Math.min(columns, left + SQUARE);
          for (let column = left; column < right; column++) {
            for (let row = top; row < bottom; row++)
              out[column * rows + row] = from[row * columns + column] as number;
          }
        }
      }
    });
  }

  const loops = loopOps<Tensor>({
    shapeOf: (matrix) => [matrix.shape[0] ?? 1, matrix.shape[1] ?? 1],
    view: (matrix) => memory.view(matrix),
    allocate: (rows, columns) => memory.allocate([rows, columns]),
    keep,
    release,
  });
  const ops: Ops<Tensor> = {
    ...loops,
    pointwise: (name, width, operands, blocks) =>
      kernels?.pointwise(name, width, operands, blocks) ?? loops.pointwise(name, width, operands, blocks),
    sumOverRows: (a) => kernels?.sumOverRows(a) ?? loops.sumOverRows(a),
    matMul(a, b, transposeA = false, transposeB = false) {
      if (!memory.slowTransposes) return matMul(a, b, transposeA, transposeB);
      return matMul(transposeA ? transpose(a) : a, transposeB ? transpose(b) : b);
    },
    dense(x, weights, bias) {
      const z = matMul(x, weights);
      if (bias) addBias(memory.view(z), memory.view(bias));
      return z;
    },
  };

  return {
    info,
    ops,
    upload: (values, shape) => map(shape, (out) => out.set(values)),
    ...activations(memory),
    loss(outputs, targets, choice) {
      const gradient = memory.allocate(outputs.shape);
      const value = meanLoss(
        memory.view(outputs),
        memory.view(targets),
        outputs.shape[1] ?? 1,
        choice,
        memory.view(gradient),
      );
      return { gradient, value };
    },
    createParameters: (layers, initial) => new HeapParameters(memory, layers, initial),
    record: (layers: readonly Layer[], _batchSize: number, measure: boolean) =>
      new HeapRecorder(memory, layers, measure),
    read: (_layers, rows: readonly PendingRow[]) =>
      Promise.resolve(rows.map((pending) => (pending as HeapPendingRow).row)),
    readTensor: (tensor) => Promise.resolve(memory.view(tensor).slice()),
    counts: () => ({ tensors: engine().memory().numTensors, programs: 0 }),
  };
}
