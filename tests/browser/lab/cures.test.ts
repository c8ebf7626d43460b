/** All cures at once, from one press to one undo. */
import { expect as now, test } from '@playwright/test';
import { addressOf, ask, closeLab, expect, laneRegion, lanesOf, openLab } from '../support/lab';

test('one press tries all cures of a sick lane from the same start, one undo takes them back', async ({
  browser,
}) => {
  const page = await openLab(browser, { query: '?paused&backend=wasm&preset=dies' });
  await laneRegion(page, 'A').getByRole('button', { name: 'Try all cures' }).click();
  await expect.poll(async () => (await lanesOf(page)).length).toBe(5);
  await ask(page, (api) => api.pause());
  const lanes = await ask(page, (api) => api.experiment().lanes);
  now(lanes.map(({ parent }) => parent)).toEqual([null, 'a', 'a', 'a', 'a']);
  now(lanes.map(({ clipping }) => clipping.kind)).toEqual(['none', 'globalNorm', 'none', 'none', 'none']);
  now(lanes.map(({ blocks }) => blocks.map(({ type }) => type).join())).toEqual([
    'dense',
    'dense',
    'dense',
    'residual',
    'group',
  ]);
  await expect(laneRegion(page, 'A').getByRole('button', { name: 'Try all cures' })).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await lanesOf(page)).length).toBe(1);
  await closeLab(page);
});

test('a question on the page of claims opens its experiment', async ({ browser }) => {
  const page = await browser.newPage();
  await page.goto(`${addressOf()}article.html`);
  await page.getByRole('link', { name: /^Five layers make the gradient/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Five layers make the gradient');
  await expect.poll(async () => (await lanesOf(page)).length).toBe(4);
  await page.close();
});
