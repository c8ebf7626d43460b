/** For everyone: no scrolling sideways, and the keyboard alone. What axe finds is in axe.test.ts. */
import { type Page, test } from '@playwright/test';
import { small } from '../support/experiments';
import {
  addressStands,
  ask,
  button,
  closeLab,
  expect,
  experimentOf,
  lanesOf,
  load,
  openLab,
  statusOf,
} from '../support/lab';

test.describe('one page', () => {
  let page: Page;
  test.beforeAll(async ({ browser }) => {
    page = await openLab(browser);
  });
  test.afterAll(() => closeLab(page));

  for (const width of [1440, 1024, 768, 390, 360]) {
    test(`nothing is wider than ${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 844 });
      await ask(page, (api) => api.step(1));
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
        .toBeLessThanOrEqual(0);
    });
  }

  test('the skip link leads to the lanes and leaves the link of the experiment in the address', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await load(page, small());
    await addressStands(page);
    const link = page.url();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the lanes' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('group', { name: 'Lanes' })).toBeFocused();
    expect(page.url()).toBe(link);
    await page.keyboard.press('Tab');
    await expect(button(page, 'Select lane A')).toBeFocused();
  });

  test('the keyboard alone reaches Run, a word’s slider and Fork, and works them', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await load(page, small());
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await tabTo(page, 'Run');
    await page.keyboard.press('Space');
    await expect.poll(() => statusOf(page)).toBe('running');
    await expect(button(page, 'Pause')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect.poll(() => statusOf(page)).toBe('paused');

    await tabTo(page, 'SGD at 0.05');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Learning rate');
    await page.keyboard.press('ArrowRight');
    await expect
      .poll(async () => (await experimentOf(page)).lanes[0]?.edits.at(-1))
      .toMatchObject({ path: 'learningRate' });
    await page.keyboard.press('Escape');

    await tabTo(page, 'Fork');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await lanesOf(page)).length).toBe(2);
  });
});

/** Presses the tab key until what has this name holds the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
      return element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '';
    });
  for (let presses = 0; presses < 80; presses++) {
    if ((await focused()) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The tab key does not reach “${name}”.`);
}
