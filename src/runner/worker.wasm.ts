import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { startWasm } from '../engine/backends/wasm';
import { serve } from './serve';

serve(async () => ({ device: await startWasm({ simd, plain }) }));
