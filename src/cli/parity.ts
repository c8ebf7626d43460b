/** Entry of `npm run parity`. Run from the project's folder (scripts/parity.mjs goes there). */
import { processIo } from './arguments';
import { parity } from './parity/command';

process.exitCode = await parity(process.argv.slice(2), processIo());
