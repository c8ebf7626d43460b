import { startCpu } from '../engine/backends/cpu';
import { serve } from './serve';

serve(async () => ({ device: await startCpu() }));
