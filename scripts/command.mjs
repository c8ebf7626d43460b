// Runs a command of src/cli from anywhere: goes to the project's folder, and tells the command where it was called.
import { ensureInstalled, root } from './install.mjs';

export async function runCommand(name) {
  // npm goes to the project's folder by itself and says where it was called.
  const isNpm = process.env.npm_lifecycle_event === name && process.env.INIT_CWD !== undefined;
  process.env.BACKBLAST_FOLDER = isNpm ? process.env.INIT_CWD : process.cwd();
  process.chdir(root);
  ensureInstalled();
  process.argv.splice(1, 1, 'scripts/run.mjs', `src/cli/${name}.ts`);
  await import('./run.mjs');
}
