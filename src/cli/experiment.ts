/** Entry of `npm run experiment`. Run from the project's folder (scripts/experiment.mjs goes there). */
import { processIo } from './arguments';
import { experiment } from './experiment/command';

process.exitCode = await experiment(process.argv.slice(2), processIo());
