/** Entry of `npm run findings`. Run from the project's folder (scripts/findings.mjs goes there). */
import { processIo } from './arguments';
import { findings } from './findings/command';

process.exitCode = await findings(process.argv.slice(2), processIo());
