/** What can fail around the network: the graphics card, the worker, the browser itself. The experiment survives. */
import { test } from '@playwright/test';
import { encodeLink } from '../../../src/spec/codec';
import { small } from '../support/experiments';
import { ask, closeLab, expect, hasSteps, load, lossesOf, openLab, statusBar, stepsOf } from '../support/lab';

test('a lost WebGL context is said, and the lane is trained to where it was', async ({ browser }) => {
  test.setTimeout(60_000);
  const page = await openLab(browser, { query: '?paused&backend=webgl&doors', hash: encodeLink(small()) });
  await ask(page, (api) => api.step(6));
  const losses = await lossesOf(page, 0);
  await page.evaluate(() => window.backblastDoors?.loseContext());
  await expect(page.getByRole('status')).toContainText('The graphics card dropped the network.');
  await expect(page.getByRole('status')).toContainText('trained to step 6 anew');
  await hasSteps(page, { a: 6 });
  expect(await lossesOf(page, 0)).toEqual(losses);
  expect(await ask(page, (api) => api.backend?.name)).toBe('webgl');
  await closeLab(page);
});

test('a worker that dies in a run is replaced, and the run goes on', async ({ browser }) => {
  const page = await openLab(browser, { query: '?paused&doors' });
  await load(page, small({}, { length: 100_000 }));
  await ask(page, (api) => (api.setSpeed(50), api.run()));
  await expect.poll(() => stepsOf(page, 0)).toBeGreaterThan(5);
  const losses = await lossesOf(page, 0);
  await page.evaluate(() => window.backblastDoors?.killWorker());
  await expect(page.getByRole('status')).toContainText('It was built again and trained to step');
  await expect.poll(() => stepsOf(page, 0)).toBeGreaterThan(losses.length + 5);
  expect((await lossesOf(page, 0)).slice(0, losses.length)).toEqual(losses);
  expect(await ask(page, (api) => api.status)).toBe('running');
  await closeLab(page);
});

const withoutWebgl = () => {
  HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, {
    apply: (getContext, canvas, [kind, ...rest]: [string, ...unknown[]]) =>
      kind.startsWith('webgl') ? null : Reflect.apply(getContext, canvas, [kind, ...rest]),
  });
};
const withoutWasm = () => {
  Reflect.deleteProperty(globalThis, 'WebAssembly');
};

test('without WebGL it computes on the processor, and says why', async ({ browser }) => {
  const page = await openLab(browser, { before: withoutWebgl });
  await expect(statusBar(page)).toContainText('On the processor (WebAssembly), 32 bit');
  await expect(statusBar(page)).toContainText('this browser has no WebGL 2');
  await ask(page, (api) => api.step(1));
  expect(await stepsOf(page, 1)).toBe(1);
  await closeLab(page);
});

test('without WebAssembly it computes in plain JavaScript, and says why', async ({ browser }) => {
  const page = await openLab(browser, { before: withoutWasm });
  await expect(statusBar(page)).toContainText('On the processor (JavaScript), 32 bit');
  await expect(statusBar(page)).toContainText('This browser has no WebAssembly.');
  await ask(page, (api) => api.step(1));
  expect(await stepsOf(page, 1)).toBe(1);
  await closeLab(page);
});

test('an engine that was asked for and cannot be had gets its sentence, and another can be chosen', async ({
  browser,
}) => {
  const page = await openLab(browser, {
    query: '?paused&backend=wasm',
    watch: (opened) => void opened.context().route('**/*.wasm', (route) => route.abort()),
  });
  await expect(page.getByRole('status')).toContainText('WebAssembly was asked for and cannot be used here.');
  await expect(page.getByRole('status')).toContainText('Choose another engine in the status bar');
  await statusBar(page)
    .getByRole('button', { name: /^Engine/ })
    .click();
  await page.getByRole('menuitemradio', { name: 'Plain JavaScript' }).click();
  await expect.poll(() => ask(page, (api) => api.backend?.name)).toBe('cpu');
  await ask(page, (api) => api.step(1));
  await expect.poll(() => stepsOf(page, 1)).toBe(1);
  await closeLab(page);
});
