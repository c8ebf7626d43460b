// `npm run experiment -- FILE.json|--preset ID --out run.json`: runs an experiment without a page.
import { runCommand } from './command.mjs';

await runCommand('experiment');
