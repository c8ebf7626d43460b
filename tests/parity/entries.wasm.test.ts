import { entriesOn } from './entriesOn';

entriesOn('wasm');
