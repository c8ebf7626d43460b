/** The scripts behind `npm run parity` and `npm run experiment`, called from another folder as a person does. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHere } from './here';

let here: ReturnType<typeof createHere>;
beforeEach(() => {
  here = createHere();
});
afterEach(() => here.remove());

const call = (script: string, ...args: string[]) => {
  const file = fileURLToPath(new URL(`../../scripts/${script}.mjs`, import.meta.url));
  const { npm_lifecycle_event: _, ...env } = process.env;
  return spawnSync(process.execPath, [file, ...args], { cwd: here.io.folder, env, encoding: 'utf8' });
};

test('parity counts file names from where it is called, and exits as it found', () => {
  here.doctor('networks/dense-depth5-linear-sgd.json', (json) => void (json.blocks[0].type = 'hopfield'));
  const { status, stdout, stderr } = call('parity', 'networks');
  expect(stdout).toBe(
    'missing\tdense-depth5-linear-sgd.json\tblock hopfield\t-\t-\t-\n0 ok, 0 outside, 1 missing\n',
  );
  expect(stderr).toBe('Engine: wasm (WebAssembly), 32 bit floats.\n');
  expect(status).toBe(2);
});

test('experiment writes where it is called', () => {
  const { status } = call('experiment', '--preset', 'plainDeep', '--steps', '2', '--out', 'run.json');
  expect(status).toBe(0);
  expect(here.read('run.json').histories.map(({ lane }: { lane: string }) => lane)).toEqual(['a', 'b']);
});
