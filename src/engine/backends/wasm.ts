/** WebAssembly: the processor's vector units, where there is no GPU worth the name. */
import '@tensorflow/tfjs-backend-wasm/dist/base';
import { type BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm';
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/BatchMatMul';
import { identityConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Identity';
import { reshapeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape';
import type { KernelConfig } from '../tf';
import type { Device } from '../device';
import { heapDevice } from '../heap/heapDevice';
import { loopLooks } from '../heap/looks';
import { simdLooks } from '../simd/simdLooks';
import { simdMatrices } from '../simd/simdMatrices';
import { simdPointwise } from '../simd/simdPointwise';
import { engine, env, registerKernel, setBackend, type Tensor } from '../tf';

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
  const view = (of: Tensor) => backend.typedArrayFromHeap(of) as Float32Array; // all our tensors are float32
  const allocate = (shape: readonly number[]) =>
    engine().makeTensorFromTensorInfo(backend.makeOutput([...shape], 'float32'));
  const memory = memoryOf(backend);
  const heap = memory && {
    memory,
    view,
    allocate,
    addressOf: ({ dataId }: Tensor) => backend.getMemoryOffset(dataId),
    reserve: (bytes: number) => backend.getMemoryOffset(backend.makeOutput([bytes / 4], 'float32').dataId),
  };
  return heapDevice(
    { name: 'wasm', renderer: 'WebAssembly', floatBits: 32, software: true },
    {
      slowTransposes: true,
      view,
      allocate,
      looks: heap ? simdLooks(heap) : loopLooks(view),
      kernels: heap && { pointwise: simdPointwise(heap), ...simdMatrices(heap) },
    },
  );
}

/** TensorFlow.js's memory, in which its tensors lie; null where it is kept otherwise than we know. */
function memoryOf(backend: BackendWasm): WebAssembly.Memory | null {
  const { asm } = backend.wasm as unknown as { readonly asm?: Readonly<Record<string, unknown>> }; // as Emscripten makes it
  return Object.values(asm ?? {}).find((each) => each instanceof WebAssembly.Memory) ?? null;
}
