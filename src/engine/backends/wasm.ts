/** WebAssembly: the processor's vector units, where there is no GPU worth the name. */
import '@tensorflow/tfjs-backend-wasm/dist/base';
import { type BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm';
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/BatchMatMul';
import { identityConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Identity';
import { reshapeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape';
import type { KernelConfig } from '../tf';
import type { Device } from '../device';
import { heapDevice } from '../heap/heapDevice';
import { engine, env, registerKernel, setBackend } from '../tf';

for (const kernel of [batchMatMulConfig, identityConfig, reshapeConfig])
  registerKernel(kernel as KernelConfig);

/** Where the binaries lie: URLs on a page, absolute file names in Node. */
export interface WasmPaths {
  readonly simd: string;
  readonly plain: string;
}

/**
 * Throws where the browser has no WebAssembly or the binary cannot be had. `read`: how the binary comes where it may
 * not be fetched.
 */
export async function startWasm(
  paths: WasmPaths,
  read?: (url: string) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Device> {
  if (read) env().platform.fetch = async (url) => new Response(await read(url));
  setWasmPaths(
    {
      'tfjs-backend-wasm.wasm': paths.plain,
      'tfjs-backend-wasm-simd.wasm': paths.simd,
      'tfjs-backend-wasm-threaded-simd.wasm': paths.simd,
    },
    read !== undefined,
  );
  if (!(await setBackend('wasm'))) throw new Error('WebAssembly could not be started.');
  const backend = engine().backend as BackendWasm; // just set
  return heapDevice(
    { name: 'wasm', renderer: 'WebAssembly', floatBits: 32, software: true },
    {
      slowTransposes: true,
      view: (of) => backend.typedArrayFromHeap(of) as Float32Array, // all our tensors are float32
      allocate: (shape) => engine().makeTensorFromTensorInfo(backend.makeOutput([...shape], 'float32')),
    },
  );
}
