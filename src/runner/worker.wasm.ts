import { bytesOfTwin, hasNoOrigin, runInWorker } from '../data/twins';
import { startWasm } from '../engine/backends/wasm';
import { wasmPaths } from '../engine/backends/wasmPaths';
import { serve } from './worker/serve';

const fromTwin = (url: string) => bytesOfTwin(url, runInWorker);

serve(async () => ({ device: await startWasm(wasmPaths, hasNoOrigin() ? fromTwin : undefined) }));
