import { startWasm } from '../engine/backends/wasm';
import { wasmPaths } from '../engine/backends/wasmPaths';
import { serve } from './worker/serve';

serve(async () => ({ device: await startWasm(wasmPaths) }));
