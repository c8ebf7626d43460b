/** What the Share dialog hands on: a link, a code, two snippets, and a picture small enough to stand in one. */
import { type Page, test } from '@playwright/test';
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

test('the element’s text carries a picture of the charts that is small enough for a poster of 15 kB', async () => {
  await dialog().getByText('Element', { exact: true }).click();
  await expect(snippet()).toHaveValue(/poster="data:image\/webp/);
  const poster = /poster="([^"]+)"/.exec(await snippet().inputValue())?.[1] ?? '';
  expect(poster.length).toBeLessThan(9000);
  const size = await page.evaluate(async (src) => {
    const picture = new Image();
    picture.src = src;
    await picture.decode();
    return [picture.naturalWidth, picture.naturalHeight];
  }, poster);
  expect(size[0]).toBe(600);
  expect(size[1]).toBe(250);
});

test('nothing in it keeps anybody out', async () => {
  expect(await violationsInBothThemes(page, '.share-dialog')).toEqual([]);
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
