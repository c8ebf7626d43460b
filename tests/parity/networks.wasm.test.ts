import { networksOn } from './networksOn';

networksOn('wasm');
