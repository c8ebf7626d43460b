/** The device of WASM and plain JS: TensorFlow.js multiplies matrices, everything else is a loop over memory in place. */
import { activation as activationEntry } from '../../catalogue/registry';
import type { Layer, Ops } from '../../catalogue/types';
import type { Device, PendingRow } from '../device';
import { engine, matMul, type Tensor } from '../tf';
import type { BackendInfo } from '../types';
import { HeapParameters } from './heapParameters';
import { type HeapPendingRow, HeapRecorder } from './heapRecorder';
import { meanLoss } from './meanLoss';
import type { HeapMemory } from './memory';
import { numberAlgebra } from './numberAlgebra';

export function heapDevice(info: BackendInfo, memory: HeapMemory): Device {
  function map(shape: readonly number[], write: (out: Float32Array) => void): Tensor {
    const out = memory.allocate(shape);
    write(memory.view(out));
    return out;
  }

  function transpose(a: Tensor): Tensor {
    const [rows = 1, columns = 1] = a.shape;
    return map([columns, rows], (out) => {
      const from = memory.view(a);
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++)
          out[column * rows + row] = from[row * columns + column] as number;
      }
    });
  }

  const ops: Ops<Tensor> = {
    matMul(a, b, transposeA = false, transposeB = false) {
      if (!memory.slowTransposes) return matMul(a, b, transposeA, transposeB);
      return matMul(transposeA ? transpose(a) : a, transposeB ? transpose(b) : b);
    },
    dense(x, weights, bias) {
      const z = matMul(x, weights);
      if (!bias) return z;
      const out = memory.view(z);
      const b = memory.view(bias);
      for (let first = 0; first < out.length; first += b.length) {
        for (let unit = 0; unit < b.length; unit++)
          out[first + unit] = (out[first + unit] as number) + (b[unit] as number);
      }
      return z;
    },
    add: (a, b) =>
      map(a.shape, (out) => {
        const left = memory.view(a);
        const right = memory.view(b);
        for (let index = 0; index < out.length; index++)
          out[index] = (left[index] as number) + (right[index] as number);
      }),
    scale: (a, factor) =>
      map(a.shape, (out) => {
        const from = memory.view(a);
        for (let index = 0; index < out.length; index++) out[index] = (from[index] as number) * factor;
      }),
    sumOverBatch(a) {
      const units = a.shape.at(-1) ?? 1;
      return map([1, units], (out) => {
        const from = memory.view(a);
        const sums = new Float64Array(units);
        for (let first = 0; first < from.length; first += units) {
          for (let unit = 0; unit < units; unit++)
            sums[unit] = (sums[unit] as number) + (from[first + unit] as number);
        }
        out.set(sums);
      });
    },
  };

  return {
    info,
    ops,
    upload: (values, shape) => map(shape, (out) => out.set(values)),
    activate(preActivation, choice) {
      const entry = activationEntry(choice.kind);
      return map(preActivation.shape, (out) => {
        const z = memory.view(preActivation);
        for (let index = 0; index < out.length; index++) out[index] = entry.f(z[index] as number, choice);
      });
    },
    activateBackward(gradient, preActivation, output, choice) {
      const entry = activationEntry(choice.kind);
      const slopeOf = entry.dfOfOutput;
      return map(gradient.shape, (out) => {
        const dh = memory.view(gradient);
        const z = memory.view(preActivation);
        const h = memory.view(output);
        for (let index = 0; index < out.length; index++) {
          const g = dh[index] as number;
          const x = z[index] as number;
          if (Number.isFinite(g))
            out[index] = g * (slopeOf ? slopeOf(h[index] as number) : entry.df(x, choice));
          // Inf and NaN go through the entry's masked form: a closed ReLU lets nothing through.
          else out[index] = entry.gradient(numberAlgebra, g, x, choice);
        }
      });
    },
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
