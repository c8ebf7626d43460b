import { startCpu } from '../engine/backends/cpu';
import { serve } from './worker/serve';

serve(async () => ({ device: await startCpu() }));
