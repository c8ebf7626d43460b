// `npm test`: everything that must hold, from types to the built site in a browser. `node scripts/test.mjs check`
// (or unit, build, browser, pictures, firefox) runs that part alone; further arguments go to the part's program.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { findBrowser, findFirefox } from './browser.mjs';
import { isBuilt } from './build.mjs';
import { ensureInstalled, root } from './install.mjs';

const reports = {
  unit: 'test-results/unit.json',
  browser: 'test-results/browser.json',
  pictures: 'test-results/browser.json',
};
const parts = {
  check: [
    ['types', 'tsc'],
    ['lint', 'node', 'scripts/lint.mjs'],
    ['rooms', 'node', 'scripts/checkRooms.mjs'],
    ['format', 'biome', 'format'],
    ['unused code', 'knip'],
  ],
  unit: [
    [
      'unit tests',
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reports.unit}`,
    ],
  ],
  build: [
    ['build', 'node', 'scripts/build.mjs'],
    ['build checks', 'node', 'scripts/checkBuild.mjs'],
  ],
  browser: [['browser tests', 'playwright', 'test']],
  pictures: [['picture tests', 'playwright', 'test', '--project=pictures']],
  firefox: [['Firefox', 'node', 'scripts/firefox.mjs']],
};

const [only, ...extra] = process.argv.slice(2);
if (only !== undefined && !Object.hasOwn(parts, only)) {
  console.error(`No part '${only}'; there are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
/** A whole run installs no second browser: `npm run test:firefox` does. */
const withoutFirefox = only === undefined && findFirefox() === undefined;
/** The pictures are among the browser tests. */
const whole = Object.keys(parts).filter(
  (part) => part !== 'pictures' && !(part === 'firefox' && withoutFirefox),
);
const chosen = only === undefined ? whole : [only];
const env = {
  ...process.env,
  PATH: path.join(root, 'node_modules/.bin') + path.delimiter + process.env.PATH,
};

ensureInstalled();
const needsBrowser = ['browser', 'pictures', 'firefox'].some((part) => chosen.includes(part));
if (needsBrowser) {
  env.BACKBLAST_CHROMIUM = await findBrowser();
  env.BACKBLAST_TEST_PORT = String(await freePort());
  env.BACKBLAST_GALLERY_PORT = String(await freePort());
}
for (const part of chosen) rmSync(path.join(root, reports[part] ?? 'test-results/none'), { force: true });

const steps = chosen.flatMap((part) =>
  parts[part].map((step) => [...step, ...(only === undefined ? [] : extra)]),
);
if (only !== undefined && needsBrowser && !isBuilt()) steps.unshift(...parts.build);
const outcomes = [];
for (const [name, program, ...args] of steps) {
  console.log(`\n── ${name}`);
  const started = performance.now();
  const { status } = spawnSync(program, args, {
    cwd: root,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  outcomes.push({ name, failed: status !== 0, seconds });
  console.log(`── ${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  if (name === 'build' && status !== 0) break; // the rest would judge an old site
}

const failures = outcomes.filter(({ failed }) => failed).map(({ name }) => name);
console.log(
  `\n${outcomes.map(({ name, failed, seconds }) => `${name} ${seconds} s${failed ? ' FAILED' : ''}`).join(' · ')}`,
);
if (withoutFirefox) console.log('Not run: Firefox, since none is here. `npm run test:firefox` gets one.');
if (failures.length > 0) console.error(`Failed: ${failures.join(', ')}`);
const counts = chosen.filter((part) => part in reports).map((part) => countsOf(part));
if (counts.length > 0) {
  const passed = counts.reduce((sum, each) => sum + each.passed, 0);
  const failed = counts.reduce((sum, each) => sum + each.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
if (failures.length > 0) process.exitCode = 1;

/** Tests by outcome, from a part's report; a report that is missing, or a file that would not load, is a failure. */
function countsOf(part) {
  const file = path.join(root, reports[part]);
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  if (part === 'unit') {
    const unloaded = report.testResults.filter(
      (each) => each.status === 'failed' && each.assertionResults.length === 0,
    );
    return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
  }
  const { expected, flaky, unexpected } = report.stats;
  return { passed: expected + flaky, failed: unexpected + report.errors.length };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
