/** The page is never blocked by a run, and nothing is left behind by what is thrown away. */
import { type Page, test } from '@playwright/test';
import { denseBlock } from '../../../src/spec/presets/build';
import { small, twoLanes, xavier } from '../support/experiments';
import { ask, closeLab, expect, hasSteps, lanesOf, load, openLab, stepsOf } from '../support/lab';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

test('no task of the page takes 50 ms of its thread while two lanes of 24 × Dense 64 train on WASM', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const page = await openLab(browser, { query: '?paused&backend=wasm' });
  const deep = { blocks: [denseBlock('b1', 24, 64, 'tanh', xavier)] };
  await load(page, {
    ...twoLanes({ learningRate: 0.02 }, { ...deep, learningRate: 0.01 }),
    length: 100_000,
    dataset: { id: 'spirals', values: {} },
  });
  await ask(page, (api) => api.step(1));
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
  await ask(page, (api) => (api.setSpeed(1000), api.run()));
  await expect.poll(() => stepsOf(page, 0), { timeout: 60_000 }).toBeGreaterThan(120);
  await page.mouse.move(400, 300);
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: readonly TraceEvent[];
  };
  await ask(page, (api) => api.pause());
  expect((await lanesOf(page)).every(({ stoppedAt }) => stoppedAt === null)).toBe(true);
  const mains = trace.traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const tasks = trace.traceEvents.filter(
    ({ name, ph, pid, tid, tdur }) =>
      name.endsWith('RunTask') &&
      ph === 'X' &&
      tdur !== undefined &&
      mains.some((main) => main.pid === pid && main.tid === tid),
  );
  expect(tasks.length).toBeGreaterThan(100);
  const longest = Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
  test.info().annotations.push({ type: 'longest task', description: `${longest.toFixed(1)} ms` });
  expect(longest).toBeLessThan(50);
  await closeLab(page);
});

test.describe('tensors', () => {
  let page: Page;
  test.beforeAll(async ({ browser }) => {
    page = await openLab(browser, { query: '?paused&backend=wasm' });
  });
  test.afterAll(() => closeLab(page));
  test.beforeEach(() => load(page, small({ optimizer: { kind: 'adam' } }, { length: 100_000 })));

  /** As TensorFlow.js counts them in the worker; its engine stands on the worker's global object. */
  const tensors = async (): Promise<number> => {
    const [worker] = page.workers();
    if (!worker) throw new Error('No worker is at work.');
    return worker.evaluate(() => {
      const { _tfengine: engine } = globalThis as never as {
        _tfengine: { memory(): { numTensors: number } };
      };
      return engine.memory().numTensors;
    });
  };

  test('there are as many after 1,000 steps as after 10', async () => {
    await ask(page, (api) => api.step(10));
    const after10 = await tensors();
    await ask(page, (api) => api.step(990));
    const after1000 = await tensors();
    await ask(page, (api) => api.step(1000));
    const after2000 = await tensors();
    test.info().annotations.push({ type: 'tensors', description: `${after10}, ${after1000}, ${after2000}` });
    expect(after1000).toBe(after10);
    expect(after2000).toBe(after10);
  });

  test('rewinding, forking and deleting 50 times leaves none behind', async () => {
    test.setTimeout(90_000);
    await ask(page, (api) => api.step(2));
    const before = await tensors();
    await page.evaluate(async () => {
      const api = window.backblast!; // the lab has been waited for
      for (let turn = 0; turn < 50; turn++) {
        const id = await api.fork(0);
        await api.step(2);
        await api.rewind();
        const { lanes, ...rest } = api.experiment();
        await api.load({ ...rest, lanes: lanes.filter((lane) => lane.id !== id) });
        await api.step(2);
      }
    });
    await hasSteps(page, { a: 2 });
    expect(await tensors()).toBe(before);
    expect(page.workers()).toHaveLength(1);
  });
});
