import { explosionsOn } from './explosionsOn';

explosionsOn('wasm');
