/** Where the build puts the two WebAssembly binaries. Apart from wasm.ts, since Node has no such addresses. */
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { WasmPaths } from './wasm';

export const wasmPaths: WasmPaths = { simd, plain };
