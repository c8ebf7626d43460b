import { infiniteGradientsOn } from './activationsOn';
import { gradientLawsOn } from './gradientsOn';
import { recurrentLawsOn } from './recurrentOn';
import { updateLawsOn } from './updatesOn';

gradientLawsOn('wasm');
updateLawsOn('wasm');
recurrentLawsOn('wasm');
infiniteGradientsOn('wasm');
