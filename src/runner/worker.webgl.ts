import { startWebgl } from '../engine/backends/webgl';
import { serve } from './worker/serve';

serve((forced) => startWebgl(forced));
