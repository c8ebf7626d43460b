import { opsTestsOn } from './opsTestsOn';

opsTestsOn('cpu');
