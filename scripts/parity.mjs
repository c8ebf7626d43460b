// `npm run parity -- DIR [--backend cpu|wasm|webgl]`: holds the engine against every reference file under DIR.
import { runCommand } from './command.mjs';

await runCommand('parity');
