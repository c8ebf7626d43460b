/** The WebGL device: TensorFlow.js's packed product for matrices, own programs for everything else. */
import { activation as activationEntry } from '../../catalogue/registry';
import type { Ops } from '../../catalogue/ops';
import type { Choice } from '../../catalogue/types';
import type { Device, PendingRow } from '../device';
import { engine, keep, matMul, scope, tensor, type Tensor } from '../tf';
import type { BackendInfo } from '../types';
import { Gpu, type WebglBackend } from './gpu';
import { glslFunction } from './glslAlgebra';
import { lossGradient, lossMean, lossRows } from './lossPrograms';
import { Looks } from './looks';
import { elementwise, inGroups, MAX_INPUTS } from './program';
import { gatherRecords } from './records';
import { webglOps } from './webglOps';
import { WebglParameters } from './webglParameters';
import { type WebglPendingRow, WebglRecorder } from './webglRecorder';

export function webglDevice(info: BackendInfo, backend: WebglBackend): Device {
  const gpu = new Gpu(backend);
  const looks = new Looks();
  const size = (of: Tensor) => of.shape.join();
  const activationKey = (choice: Choice) => JSON.stringify(choice);

  const ops: Ops<Tensor> = {
    ...webglOps(gpu),
    matMul: (a, b, transposeA = false, transposeB = false) => {
      gpu.programs++;
      return matMul(a, b, transposeA, transposeB);
    },
    dense(x, weights, bias) {
      gpu.programs++;
      if (!bias) return matMul(x, weights);
      // The kernel and not the op: the op looks for a gradient function, and we walk back by hand.
      return engine().runKernel(
        '_FusedMatMul',
        { a: x, b: weights, bias },
        { transposeA: false, transposeB: false, activation: 'linear' },
      );
    },
  };

  return {
    info,
    ops,
    upload: (values, shape) => tensor(values, [...shape]),
    activate(preActivation, choice) {
      const entry = activationEntry(choice.kind);
      const build = () =>
        elementwise(
          preActivation.shape,
          ['Z'],
          glslFunction('valueOf', ['x'], (algebra, x = '') => entry.value(algebra, x, choice)),
          'valueOf(z)',
        );
      return gpu.run(`activate ${activationKey(choice)} ${size(preActivation)}`, build, [preActivation]);
    },
    activateBackward(gradient, preActivation, _output, choice) {
      const entry = activationEntry(choice.kind);
      const build = () =>
        elementwise(
          gradient.shape,
          ['G', 'Z'],
          glslFunction('gradientOf', ['g', 'x'], (algebra, g = '', x = '') =>
            entry.gradient(algebra, g, x, choice),
          ),
          'gradientOf(g, z)',
        );
      return gpu.run(`activateBackward ${activationKey(choice)} ${size(gradient)}`, build, [
        gradient,
        preActivation,
      ]);
    },
    loss(outputs, targets, choice) {
      const [batch = 1, width = 1] = outputs.shape;
      const key = `${activationKey(choice)} ${batch} ${width}`;
      const gradient = gpu.run(`lossGradient ${key}`, () => lossGradient(choice, batch, width), [
        outputs,
        targets,
      ]);
      const rows = gpu.run(`lossRows ${key}`, () => lossRows(choice, batch, width), [outputs, targets]);
      return { gradient, value: gpu.run(`lossMean ${key}`, () => lossMean(choice, batch, width), [rows]) };
    },
    createParameters: (layers, initial) => new WebglParameters(gpu, layers, initial),
    record: (layers, _batchSize, measure) => new WebglRecorder(gpu, looks, layers, measure),
    async read(_layers, rows: readonly PendingRow[]) {
      const pending = rows as readonly WebglPendingRow[]; // made by this device
      const joined: { readonly tensor: Tensor; readonly rows: readonly WebglPendingRow[] }[] = [];
      for (const group of inGroups(pending, MAX_INPUTS)) {
        const counts = group.map((row) => row.count);
        const together = scope(() =>
          keep(
            gpu.run(
              `gather ${counts.join()}`,
              () => gatherRecords(counts),
              group.map((row) => row.values),
            ),
          ),
        );
        joined.push({ tensor: together, rows: group });
      }
      const parts = await Promise.all(joined.map((part) => part.tensor.data<'float32'>()));
      return joined.flatMap((part, index) => {
        part.tensor.dispose();
        const floats = parts[index] ?? new Float32Array();
        let at = 0;
        return part.rows.map((row) => row.decode(floats.subarray(at, (at += 4 * row.count))));
      });
    },
    readTensor: async (of) => (await of.data<'float32'>()).slice(),
    counts: () => ({ tensors: engine().memory().numTensors, programs: gpu.takeCount() }),
  };
}
