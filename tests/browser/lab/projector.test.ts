/** Projector mode and the printed page. */
import { type Page, test } from '@playwright/test';
import { decodeLink } from '../../../src/spec/codec';
import { violationsInBothThemes, violationsOf } from '../support/axe';
import { ask, button, closeLab, expect, experimentOf, laneRegion, openLab } from '../support/lab';

test.describe.configure({ mode: 'serial' });
let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser, { viewport: { width: 1280, height: 720 } });
  await ask(page, (api) => api.step(20));
});
test.afterAll(() => closeLab(page));

test('P makes everything large, and both lanes’ rows are seen at 1280 × 720', async () => {
  await page.keyboard.press('p');
  await expect(page.locator('html.projector')).toBeAttached();
  for (const letter of ['A', 'B']) {
    const map = laneRegion(page, letter).locator('.map canvas').first();
    await expect
      .poll(async () => {
        const box = await map.boundingBox();
        return box && box.height > 100 && box.y + box.height <= 780;
      })
      .toBe(true); // below the rows stand the axis and its last words
  }
  const sizes = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main p, main button, main h2')]
      .filter((each) => each.checkVisibility() && each.textContent !== '' && !each.closest('.spoken'))
      .map((each) => parseFloat(getComputedStyle(each).fontSize) * 1.5),
  );
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(18);
});

test('its charts are drawn for the screen’s own pixels', async () => {
  const map = laneRegion(page, 'A').locator('.map canvas').first();
  const difference = () =>
    map.evaluate((canvas: HTMLCanvasElement) =>
      Math.abs(canvas.width - canvas.getBoundingClientRect().width),
    );
  await expect.poll(difference).toBeLessThan(2);
});

test('it keeps nobody out, and is left as it was entered', async () => {
  expect(await violationsInBothThemes(page)).toEqual([]);
  await button(page, 'Leave the projector').click();
  await expect(page.locator('html.projector')).not.toBeAttached();
  await expect(button(page, 'Share')).toBeVisible();
});

test('a printed page is white and has the experiment, its figure, the link and its code', async () => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const note = page.getByRole('region', { name: 'The experiment, to run and to change' });
  await expect(note.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  const link = (await note.locator('.print-link').textContent()) ?? '';
  expect(decodeLink(new URL(link).hash)).toEqual(await experimentOf(page));
  await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
  await expect(laneRegion(page, 'B').locator('.sentence')).toBeVisible();
  await expect(button(page, 'Run')).toBeHidden();
  const colours = await page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    return [style.backgroundColor, style.color];
  });
  expect(colours).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
  expect(await violationsOf(page)).toEqual([]);
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  await expect(note).toBeHidden();
});
