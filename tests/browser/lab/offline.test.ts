/** After the first visit everything is there without a network; a newer build waits until it is asked for. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Page, test } from '@playwright/test';
import { PRESETS } from '../../../src/spec/presets/registry';
import { violationsInBothThemes } from '../support/axe';
import { addressOf, ask, button, closeLab, expect, isReady, openLab, statusOf } from '../support/lab';

test.describe.configure({ mode: 'serial' });
let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser, { serviceWorkers: 'allow' });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, {
    timeout: 60_000,
  });
  await page.context().setOffline(true);
});
test.afterAll(() => closeLab(page));

const status = () => page.locator('.offline-word');

test('the page says that it is offline and that nothing is missing', async () => {
  await expect(status()).toHaveText('Offline, all here');
  expect(await violationsInBothThemes(page, '.lab-head')).toEqual([]);
});

test('it opens again, and every engine starts', async () => {
  for (const backend of ['wasm', 'webgl', 'cpu']) {
    await page.goto('about:blank');
    await page.goto(addressOf(`?paused&backend=${backend}`));
    await isReady(page);
    expect(await ask(page, (api) => api.backend?.name)).toBe(backend);
  }
});

test('every preset is built, and every file of the site can be had', async () => {
  test.setTimeout(180_000);
  await page.goto('about:blank');
  await page.goto(addressOf('?paused&backend=cpu'));
  await isReady(page);
  for (const { experiment } of [PRESETS.find(({ id }) => id === 'step') ?? PRESETS[0]!, PRESETS[0]!]) {
    await ask(page, (api, json) => api.load(json), experiment);
    expect(
      (await ask(page, (api) => api.lanes.map(({ error }) => error))).every((error) => error === null),
    ).toBe(true);
  }
  const missing = await page.evaluate(
    async (files) => {
      const answers = await Promise.all(files.map(async (file) => [file, (await fetch(file)).ok] as const));
      return answers.flatMap(([file, isOk]) => (isOk ? [] : [file]));
    },
    await filesOfBuild(),
  );
  expect(missing).toEqual([]);
});

/** All that the build wrote, as the worker lists it. */
async function filesOfBuild(): Promise<readonly string[]> {
  const [, list = '[]'] = /const FILES = (\[.*\]);/.exec(readFileSync(workerFile, 'utf8')) ?? [];
  const files: readonly string[] = JSON.parse(list);
  expect(files.length).toBeGreaterThan(30);
  expect(files).toContain('data/digits.bin');
  return files;
}

test('the other pages open too', async () => {
  for (const [file, title] of [
    ['about.html', 'About Backblast'],
    ['article.html', /./],
    ['embed.html', /./],
  ] as const) {
    await page.goto(`${addressOf()}${file}`);
    await expect(page).toHaveTitle(title);
    await expect(page.getByRole('heading').first()).toBeVisible();
  }
});

const workerFile = path.resolve(import.meta.dirname, '../../../dist/sw.js');

test('a newer build waits while a run goes on, and comes when it is asked for', async () => {
  const old = readFileSync(workerFile, 'utf8');
  try {
    await page.context().setOffline(false);
    await page.goto(addressOf('?paused&backend=cpu'));
    await isReady(page);
    await ask(page, (api) => api.run());
    writeFileSync(workerFile, old.replace(/backblast-[0-9a-f]+/, 'backblast-newer'));
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await expect(status()).toContainText('A newer version is here.', { timeout: 60_000 });
    expect(await statusOf(page)).toBe('running');
    expect(await page.evaluate(() => caches.keys())).toContain('backblast-newer');
    const loaded = page.waitForEvent('load');
    await button(page, 'Load it').click();
    await loaded;
    await expect.poll(() => page.evaluate(() => caches.keys())).toEqual(['backblast-newer']);
    await isReady(page);
    await expect(status()).toHaveText('');
  } finally {
    writeFileSync(workerFile, old);
  }
});

test('it can be installed: a manifest with icons that are there', async () => {
  const icons = await page.evaluate(async () => {
    const address = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')?.href ?? '';
    const manifest = await (await fetch(address)).json();
    const list: { src: string; sizes: string }[] = manifest.icons;
    return Promise.all(
      list.map(async ({ src, sizes }) => {
        const picture = new Image();
        picture.src = new URL(src, address).href;
        await picture.decode();
        return { sizes, width: picture.naturalWidth };
      }),
    );
  });
  expect(icons).toEqual(
    expect.arrayContaining([
      { sizes: '192x192', width: 192 },
      { sizes: '512x512', width: 512 },
    ]),
  );
});
