/** The engine's heap backends in Node. */
import { createRequire } from 'node:module';
import { startCpu } from '../../src/engine/backends/cpu';
import { startWasm } from '../../src/engine/backends/wasm';
import { createEngine } from '../../src/engine/engine';
import type { Device } from '../../src/engine/device';
import type { Engine } from '../../src/engine/types';

const { resolve } = createRequire(import.meta.url);
const wasm = (name: string) => resolve(`@tensorflow/tfjs-backend-wasm/dist/${name}.wasm`);

export function startDeviceInNode(backend: 'cpu' | 'wasm'): Promise<Device> {
  return backend === 'cpu'
    ? startCpu()
    : startWasm({ simd: wasm('tfjs-backend-wasm-simd'), plain: wasm('tfjs-backend-wasm') });
}

export async function startNode(backend: 'cpu' | 'wasm'): Promise<Engine> {
  return createEngine(await startDeviceInNode(backend));
}
