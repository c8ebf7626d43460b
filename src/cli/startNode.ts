/** The engine's backends that run in Node. Run from the project's folder. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startCpu } from '../engine/backends/cpu';
import { startWasm } from '../engine/backends/wasm';
import type { Device } from '../engine/device';

export function startDevice(backend: 'cpu' | 'wasm'): Promise<Device> {
  if (backend === 'cpu') return startCpu();
  const { resolve } = createRequire(pathToFileURL(path.resolve('package.json')));
  const binary = (name: string) => resolve(`@tensorflow/tfjs-backend-wasm/dist/${name}.wasm`);
  return startWasm({ simd: binary('tfjs-backend-wasm-simd'), plain: binary('tfjs-backend-wasm') });
}
