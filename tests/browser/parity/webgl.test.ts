/** The numbers of the lab on WebGL, in a real browser, against PyTorch's. */
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'vite';
import { outside } from '../../../src/cli/parity/findings';
import type { Recognised } from '../../../src/cli/parity/recognise';
import { differences } from '../../laws/everyBlock';
import { KEPT_CONSTANTS } from '../../laws/opsCases';
import { ENTRIES, explosionFindings, fixture, namesIn, STEADY_STEPS } from '../../parity/fixtures';
import { RECURRENT_START } from '../../parity/replayChecks';
import { FINE, verdict } from '../../parity/verdict';
import type { Parity } from './page';

declare global {
  interface Window {
    parity: Parity;
  }
}

// One page for all: its shaders are compiled once.
test.describe.configure({ mode: 'serial' });
let page: Page;
let code: string;

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
  code = script?.type === 'chunk' ? script.code : '';
  page = await browser.newPage();
  await page.addScriptTag({ content: code });
});
test.afterAll(() => page.close());

test('WebGL 2 runs it, with 32 bit floats, and the probe run passes', async () => {
  expect(await page.evaluate(() => window.parity.backend())).toMatchObject({ name: 'webgl', floatBits: 32 });
  expect(await page.evaluate(() => window.parity.probe())).toBeNull();
});

test('every operation of blocks gives what plain float64 loops give', async () => {
  test.setTimeout(180_000);
  const { compared, off, tensorsLeft } = await page.evaluate(() => window.parity.ops());
  expect(off).toEqual([]);
  expect(tensorsLeft).toBe(KEPT_CONSTANTS);
  expect(compared).toBeGreaterThan(10_000);
});

/** As far as it is steady under float32's own roundings, which WebGL's sums have more of. */
function steady(name: string): Recognised {
  const recognised = fixture(name);
  if (recognised.kind !== 'network' || !(name in STEADY_STEPS)) return recognised;
  return { kind: 'network', file: { ...recognised.file, comparableSteps: STEADY_STEPS[name] ?? 0 } };
}
const compare = (name: string) => page.evaluate((file) => window.parity.compare(file), steady(name));

test('a recorder says of every matrix, with few rows or many, what plain float64 says', async () => {
  test.setTimeout(120_000);
  const { compared, off } = await page.evaluate(() => window.parity.measures());
  expect(off).toEqual([]);
  expect(compared).toBe(864);
});

for (const [name, atLeast] of ENTRIES) {
  test(`${name} agree with PyTorch`, async () => {
    test.setTimeout(120_000);
    const { compared, ...found } = verdict(await compare(`${name}.json`));
    expect(found).toEqual(FINE);
    expect(compared).toBeGreaterThan(atLeast);
  });
}

test('a step with a gradient that is not finite is skipped, and nothing remembers it', async () => {
  const findings = await page.evaluate(() => window.parity.skips());
  expect(outside(findings)).toEqual([]);
  expect(findings).toHaveLength(14);
});

test('dropout drops the same numbers as everywhere', async () => {
  expect(await page.evaluate(() => window.parity.wronglyDropped())).toBe(0);
});

for (const name of namesIn('networks')) {
  test(`${name} agrees with PyTorch at every comparable step`, async () => {
    test.setTimeout(120_000);
    const outcome = await compare(name);
    const { compared, ...found } = verdict(outcome);
    expect(outcome.findings.length).toBeGreaterThan(10);
    expect(found).toEqual(FINE);
    expect(compared).toBeGreaterThan(100);
  });
}

for (const name of namesIn('explosions')) {
  test(`${name} fails first where PyTorch fails, and not when clipped`, async () => {
    test.setTimeout(120_000);
    const outcome = await compare(name);
    const { compared: _, ...found } = verdict(outcome);
    expect(found).toEqual(FINE);
    expect(outcome.findings.map(({ quantity }) => quantity)).toEqual(explosionFindings(fixture(name)));
  });
}

test('a run replays bit for bit, measured or not, and leaves no tensor', async () => {
  test.setTimeout(180_000);
  const { tensors, ...promises } = await page.evaluate(() => window.parity.replay());
  expect(promises).toEqual({
    backend: 'webgl',
    healthyReplays: true,
    explodingReplays: true,
    batchNormReplays: true,
    explodingLstmReplays: true,
    recurrentStart: RECURRENT_START,
    measuringChangesNothing: true,
  });
  expect(tensors[0]).toBe(tensors[1]);
  expect(tensors[2]).toBe(0);
});

test('every block measures the same as on plain JS', async ({ browser }) => {
  test.setTimeout(180_000);
  const other = await browser.newPage();
  await other.addScriptTag({ content: code });
  const plain = await other.evaluate(() => window.parity.everyBlockInPlainJs());
  await other.close();
  const webgl = await page.evaluate(() => window.parity.everyBlock());
  expect(differences(webgl, plain, 5e-4)).toEqual([]);
});
