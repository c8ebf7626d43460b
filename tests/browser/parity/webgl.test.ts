/** The numbers of the lab on WebGL, in a real browser, against PyTorch's. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'vite';
import type { Parity } from './page';

declare global {
  interface Window {
    parity: Parity;
  }
}

const fixtures = new URL('../../fixtures/oracle/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, fixtures), 'utf8'));

const NETWORKS = readdirSync(new URL('networks/', fixtures));
const EXPLOSIONS = readdirSync(new URL('explosions/', fixtures));

// One page for all: its shaders are compiled once.
test.describe.configure({ mode: 'serial' });
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  const bundle = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: {
        input: fileURLToPath(new URL('./page.ts', import.meta.url)),
        output: { format: 'iife' },
      },
    },
  });
  if (!('output' in bundle)) throw new Error('One bundle was expected.');
  const script = bundle.output.find((file) => file.type === 'chunk');
  page = await browser.newPage();
  await page.addScriptTag({ content: script?.type === 'chunk' ? script.code : '' });
});
test.afterAll(() => page.close());

test('WebGL 2 runs it, with 32 bit floats, and the probe run passes', async () => {
  expect(await page.evaluate(() => window.parity.backend())).toMatchObject({ name: 'webgl', floatBits: 32 });
  expect(await page.evaluate(() => window.parity.probe())).toBeNull();
});

for (const name of ['activations', 'losses', 'optimizers', 'clipping'] as const) {
  test(`${name} agree with PyTorch`, async () => {
    test.setTimeout(120_000);
    const result = await page.evaluate(([kind, file]) => window.parity.entries(kind, file as never), [
      name,
      read(`${name}.json`),
    ] as const);
    expect(result.backend).toBe('webgl');
    expect(result.outside).toEqual([]);
    expect(result.compared).toBeGreaterThan(200);
  });
}

test('a step with a gradient that is not finite is skipped, and nothing remembers it', async () => {
  const { compared, outside } = await page.evaluate(() => window.parity.skips());
  expect(outside).toEqual([]);
  expect(compared).toBe(14);
});

for (const name of NETWORKS) {
  test(`${name} agrees with PyTorch at every comparable step`, async () => {
    test.setTimeout(120_000);
    const result = await page.evaluate((file) => window.parity.network(file), read(`networks/${name}`));
    expect(result.backend).toBe('webgl');
    expect(result.outside).toEqual([]);
    expect(result.compared).toBeGreaterThan(10);
  });
}

for (const name of EXPLOSIONS) {
  test(`${name} fails first where PyTorch fails, and not when clipped`, async () => {
    test.setTimeout(120_000);
    const file = read(`explosions/${name}`);
    const { backend, first, expected, normError, clippedIsFinite } = await page.evaluate(
      (json) => window.parity.explosion(json),
      file,
    );
    expect(backend).toBe('webgl');
    // Past the comparable steps rounding has grown into the run: a step earlier or later is the same finding.
    const slack = file.comparableSteps < expected.step ? 1 : 0;
    expect({ ...first, step: 0 }).toEqual({ ...expected, step: 0 });
    expect(Math.abs((first?.step ?? Number.NaN) - expected.step)).toBeLessThanOrEqual(slack);
    expect(normError).toBeLessThan(3e-2);
    expect(clippedIsFinite).toBe(true);
  });
}

test('a run replays bit for bit, measured or not, and leaves no tensor', async () => {
  test.setTimeout(180_000);
  const { tensors, ...promises } = await page.evaluate(() => window.parity.replay());
  expect(promises).toEqual({
    backend: 'webgl',
    healthyReplays: true,
    explodingReplays: true,
    measuringChangesNothing: true,
  });
  expect(tensors[0]).toBe(tensors[1]);
  expect(tensors[2]).toBe(0);
});
