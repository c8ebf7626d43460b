/** Plain JavaScript: where nothing else is, and in tests. */
import '@tensorflow/tfjs-backend-cpu/dist/base';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/backend_cpu';
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/BatchMatMul';
import { identityConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Identity';
import { reshapeConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Reshape';
import type { Device } from '../device';
import { heapDevice } from '../heap/heapDevice';
import { loopLooks } from '../heap/looks';
import { engine, registerKernel, setBackend, tensor, type Tensor } from '../tf';

for (const kernel of [batchMatMulConfig, identityConfig, reshapeConfig]) registerKernel(kernel);

export async function startCpu(): Promise<Device> {
  await setBackend('cpu');
  const backend = engine().backend as MathBackendCPU; // just set
  const view = (of: Tensor) => backend.data.get(of.dataId).values as Float32Array; // all our tensors are float32
  return heapDevice(
    { name: 'cpu', renderer: 'JavaScript', floatBits: 32, software: true },
    {
      slowTransposes: false,
      view,
      looks: loopLooks(view),
      kernels: null,
      allocate: (shape) =>
        tensor(new Float32Array(shape.reduce((product, length) => product * length, 1)), [...shape]),
    },
  );
}
