// `npm run opening -- [--seeds N] [--backend cpu|wasm|webgl]`: the table by which the opening experiment was chosen,
// on all three backends (Node for two, a headless browser for WebGL). Exit code 1 where fewer than 19 of 20 seeds tell.
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { CHROMIUM_ARGS, findBrowser } from './browser.mjs';
import { root } from './install.mjs';

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '20' }, backend: { type: 'string' } },
});
const seeds = Number(values.seeds);
const wanted = (backend) => values.backend === undefined || values.backend === backend;
process.chdir(root);

for (const backend of ['cpu', 'wasm'].filter(wanted)) {
  const args = ['scripts/run.mjs', 'src/cli/opening.ts', '--backend', backend, '--seeds', String(seeds)];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
if (wanted('webgl')) {
  const bundle = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: path.resolve('src/cli/openingPage.ts'), output: { format: 'iife' } },
    },
  });
  const browser = await chromium.launch({
    executablePath: await findBrowser(console.error),
    args: CHROMIUM_ARGS,
  });
  const page = await browser.newPage();
  await page.addScriptTag({ content: bundle.output.find((file) => file.type === 'chunk').code });
  const file = [...(await readFile('public/data/digits.bin'))];
  const rows = [];
  for (let seed = 1; seed <= seeds; seed++)
    rows.push(await page.evaluate(([one, bytes]) => window.openingSeed(one, bytes), [seed, file]));
  console.log(await page.evaluate((all) => window.openingTable('webgl', all), rows));
  await browser.close();
}
