import { gradientLawsOn } from './gradientsOn';
import { updateLawsOn } from './updatesOn';

gradientLawsOn('wasm');
updateLawsOn('wasm');
