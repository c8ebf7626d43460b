/** What the Share dialog hands on: a link, a code, two snippets, and a picture small enough to stand in one. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { type Browser, type Page, test } from '@playwright/test';
import { decodeLink } from '../../../src/spec/codec';
import { violationsInBothThemes } from '../support/axe';
import { twoLanes } from '../support/experiments';
import { ask, button, closeLab, expect, experimentOf, load, openLab } from '../support/lab';

test.describe.configure({ mode: 'serial' });
let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser);
  await load(page, { ...twoLanes(), title: 'Is "A" < B?' });
  await ask(page, (api) => api.step(4));
  await ask(page, (api) => api.seek(2));
  await button(page, 'Share').click();
});
test.afterAll(() => closeLab(page));

const dialog = () => page.getByRole('dialog', { name: 'Share this experiment' });
const snippet = () => dialog().getByRole('textbox', { name: 'Text to paste into a page' });

test('the link holds the experiment and the step that is shown', async () => {
  const link = dialog().getByRole('textbox', { name: 'Link' });
  await expect(link).toHaveValue(await ask(page, (api) => api.link()));
  const shared = decodeLink(new URL(await link.inputValue()).hash);
  expect(shared).toEqual(await experimentOf(page));
  expect(shared.view.cursor).toBe(2);
  await expect(dialog()).toContainText('It shows step 2');
  await expect(dialog().getByRole('img', { name: 'QR code of the link' })).toBeVisible();
});

test('a camera reads the link from the code, at the size at which it stands', async ({ browser }) => {
  const camera = await browser.newPage();
  await camera.evaluate(readFileSync(createRequire(import.meta.url).resolve('jsqr'), 'utf8'));
  const code = dialog().getByRole('img', { name: 'QR code of the link' });
  const link = await ask(page, (api) => api.link());
  // Like a camera it looks again: the preview below may still come and move the code while its picture is taken.
  await expect(async () => expect(await readCode(camera, await code.screenshot())).toBe(link)).toPass();
  await camera.close();
});

function readCode(camera: Page, picture: Buffer): Promise<string | null> {
  return camera.evaluate(
    async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      const { width, height } = image;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(image, 0, 0);
      const pixels = context?.getImageData(0, 0, width, height);
      const { jsQR } = window as unknown as { jsQR: ReadCode };
      return pixels ? (jsQR(pixels.data, width, height)?.data ?? null) : null;
    },
    `data:image/png;base64,${picture.toString('base64')}`,
  );
}

type ReadCode = (
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
) => { readonly data: string } | null;

test('the frame’s text gives a frame with that experiment', async () => {
  const frame = await page.evaluate(
    (html) => {
      const made = new DOMParser().parseFromString(html, 'text/html').querySelector('iframe');
      return made && { src: made.src, title: made.title, sandbox: made.sandbox.value };
    },
    await snippet().inputValue(),
  );
  expect(frame?.title).toBe('Is "A" < B?');
  expect(frame?.src).toContain('/embed.html#');
  expect(decodeLink(new URL(frame?.src ?? '').hash.split('&')[0] ?? '')).toEqual(await experimentOf(page));
  expect(frame?.sandbox).toContain('allow-same-origin');
});

test('the element’s text carries a light and a dark picture of the charts, small enough for a poster of 15 kB', async () => {
  await dialog().getByText('Element', { exact: true }).click();
  await expect(snippet()).toHaveValue(/poster="data:image\/webp/);
  const html = await snippet().inputValue();
  expect(gzipSync(html).length).toBeLessThan(9000);
  expect(html).toMatch(/ ends="÷10⁴~×10⁴~/);
  const brightness: number[] = [];
  for (const name of ['poster', 'poster-dark']) {
    const src = new RegExp(` ${name}="([^"]+)"`).exec(html)?.[1] ?? '';
    const seen = await page.evaluate(async (source) => {
      const picture = new Image();
      picture.src = source;
      await picture.decode();
      const context = new OffscreenCanvas(600, 250).getContext('2d');
      context?.drawImage(picture, 0, 0);
      // Its last corner is paper.
      const [red = 0] = context?.getImageData(597, 247, 1, 1).data ?? [];
      return { size: [picture.naturalWidth, picture.naturalHeight], red };
    }, src);
    expect(seen.size).toEqual([600, 250]);
    brightness.push(seen.red);
  }
  expect(brightness[0]).toBeGreaterThan(220);
  expect(brightness[1]).toBeLessThan(60);
});

test('the preview is the element itself, and runs', async () => {
  const element = dialog().locator('back-blast');
  const frame = element.locator('iframe').contentFrame();
  await expect(frame.getByRole('heading')).toHaveText('Is "A" < B?');
  await expect(frame.getByRole('img')).toHaveAccessibleName(/^Lane A at step/);
  await frame.locator('#play').click();
  await expect(frame.locator('#note')).toHaveText(/Step [1-9]/);
  await dialog().getByText('Frame', { exact: true }).click(); // keys are the page's again
});

test('of a preset it hands on the site’s own posters and control, and the locks decide which control', async () => {
  const other = await openLab(page.context().browser() as Browser, { query: '?paused&preset=clip' });
  await button(other, 'Share').click();
  const its = other.getByRole('dialog', { name: 'Share this experiment' });
  const text = its.getByRole('textbox', { name: 'Text to paste into a page' });
  await expect(text).toHaveValue(/poster=posters%2Fclip\.webp&amp;posterDark=posters%2Fclip\.dark\.webp/);
  expect((await text.inputValue()).length).toBeLessThan(2500);
  await expect(text).toHaveValue(/control=b~clipping\.threshold/);
  const frame = its.frameLocator('.share-preview iframe');
  await expect(frame.locator('#poster')).toBeVisible();
  await its.getByText('Only this', { exact: true }).click(); // clipping and its threshold, to begin with
  await expect(frame.locator('#control-label')).toHaveText('Clipping of B, threshold');
  await its.getByRole('checkbox', { name: 'clipping and its threshold' }).uncheck();
  await its.getByRole('checkbox', { name: 'the seed' }).check();
  await expect(text).not.toHaveValue(/control=/);
  await expect(frame.locator('#control')).toBeHidden();
  await closeLab(other);
});

test('nothing in it keeps anybody out', async () => {
  expect(await violationsInBothThemes(page, '.share-dialog')).toEqual([]);
});

for (const kind of ['Frame', 'Element'])
  test(`Esc closes it from within the preview too (${kind.toLowerCase()}), and the focus is on Share again`, async () => {
    await dialog().getByText(kind, { exact: true }).click();
    const preview = dialog().locator(kind === 'Frame' ? '.share-preview > iframe' : 'back-blast iframe');
    await expect(preview.contentFrame().locator('#play')).toBeVisible();
    await preview.contentFrame().locator('#slider').focus();
    await preview.contentFrame().locator('#slider').press('Escape');
    await expect(dialog()).toBeHidden();
    await expect(button(page, 'Share')).toBeFocused();
    await button(page, 'Share').click();
  });

test('Esc closes it and the focus is on Share again', async () => {
  await page.keyboard.press('Escape');
  await expect(dialog()).toBeHidden();
  await expect(button(page, 'Share')).toBeFocused();
});

test('a link from the future says so and opens what can be read of it', async ({ browser }) => {
  const hash = (await ask(page, (api) => api.link())).split('#')[1]?.replace(/^\d+/, '99') ?? '';
  const other = await openLab(browser, { hash });
  await expect(other.getByRole('status')).toContainText('made by a newer Backblast (version 99)');
  await button(other, 'Open it all the same').click();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Is "A" < B?');
  await closeLab(other);
});
