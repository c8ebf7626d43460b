import { infiniteGradientsOn } from './activationsOn';
import { gradientLawsOn } from './gradientsOn';
import { recurrentLawsOn } from './recurrentOn';
import { updateLawsOn } from './updatesOn';

gradientLawsOn('cpu');
updateLawsOn('cpu');
recurrentLawsOn('cpu');
infiniteGradientsOn('cpu');
