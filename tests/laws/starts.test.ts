/** The same run in several processes. Chromium's starts are compared in tests/browser/fuzz. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bitsOfRun } from './bitsOfRun';

const root = fileURLToPath(new URL('../../', import.meta.url));

test.each(['cpu', 'wasm'] as const)('another start of Node gives the same bits on %s', async (backend) => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/run.mjs', 'tests/laws/bitsOfRun.ts', backend],
    { cwd: root, encoding: 'utf8' },
  );
  const [, bits] = /^bits (.*)$/m.exec(stdout) ?? [];
  expect(bits, stderr).toBe(await bitsOfRun(backend));
  expect(bits?.split(' ')).toHaveLength(21);
});
