import { opsTestsOn } from './opsTestsOn';

opsTestsOn('wasm');
