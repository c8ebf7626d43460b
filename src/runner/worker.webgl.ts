import { startWebgl } from '../engine/backends/webgl';
import { serve } from './serve';

serve((forced) => startWebgl(forced));
