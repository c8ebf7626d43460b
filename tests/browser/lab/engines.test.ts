/** Which engine computes: chosen, forced, and nothing else fetched. */
import { test } from '@playwright/test';
import { small } from '../support/experiments';
import { ask, closeLab, expect, laneRegion, load, openLab, statusBar, stepsOf } from '../support/lab';

const ENGINES = [
  { name: 'wasm', words: /On the processor \(WebAssembly\), 32 bit: chosen by you/ },
  { name: 'cpu', words: /On the processor \(JavaScript\), 32 bit: chosen by you/ },
  {
    name: 'webgl',
    words: /On the (graphics card \(WebGL\)|processor \(WebGL in software\)), 32 bit: chosen by you/,
  },
] as const;

for (const { name, words } of ENGINES) {
  test(`?backend=${name} trains there, says so, and fetches only what it needs`, async ({
    browser,
    baseURL,
  }) => {
    const addresses: string[] = [];
    const page = await openLab(browser, {
      query: `?paused&backend=${name}`,
      watch: (opened) => opened.context().on('request', (request) => addresses.push(request.url())),
    });
    expect(await ask(page, (api) => api.backend)).toMatchObject({ name, floatBits: 32 });
    await expect(statusBar(page)).toContainText(words);
    await ask(page, (api) => api.step(3));
    expect(await stepsOf(page, 1)).toBe(3);

    const hosts = new Set(
      addresses.filter((url) => !/^(data|blob):/.test(url)).map((url) => new URL(url).origin),
    );
    expect(hosts).toEqual(new Set([new URL(baseURL ?? '').origin]));
    const workers = addresses.flatMap((url) => /worker\.(\w+)-/.exec(url)?.[1] ?? []);
    expect(new Set(workers)).toEqual(new Set([name]));
    expect(addresses.some((url) => url.endsWith('.wasm'))).toBe(name === 'wasm');
    await closeLab(page);
  });
}

test('the engine is chosen in the status bar, and the run stays where it was', async ({ browser }) => {
  const page = await openLab(browser);
  await load(page, small());
  await ask(page, (api) => api.step(4));
  const before = await ask(page, (api) => api.backend?.name);
  expect(before).toBe('wasm');
  await statusBar(page).getByRole('button', { name: 'Engine: WebAssembly' }).click();
  await page.getByRole('menuitemradio', { name: 'Plain JavaScript' }).click();
  await expect(statusBar(page)).toContainText('On the processor (JavaScript)');
  await expect.poll(() => stepsOf(page, 0)).toBe(4);
  await closeLab(page);
});

test('with the network switched off a running lab goes on', async ({ browser }) => {
  const page = await openLab(browser, { query: '' });
  await page.context().setOffline(true);
  await ask(page, (api) => api.setSpeed(1000));
  await expect.poll(() => stepsOf(page, 1)).toBeGreaterThan(40);
  await laneRegion(page, 'B').getByRole('button', { name: 'Fork', exact: true }).click();
  await expect.poll(() => stepsOf(page, 2)).toBeGreaterThan(40);
  expect(await ask(page, (api) => api.status)).toBe('running');
  await closeLab(page);
});
