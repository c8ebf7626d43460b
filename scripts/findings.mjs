// `npm run findings -- [--preset ID] [--seeds K]`: does every preset show what it is there to show?
import { runCommand } from './command.mjs';

await runCommand('findings');
