import { gradientLawsOn } from './gradientsOn';
import { updateLawsOn } from './updatesOn';

gradientLawsOn('cpu');
updateLawsOn('cpu');
