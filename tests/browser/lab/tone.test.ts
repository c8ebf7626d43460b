/** What is told to who does not see it: the running summary in the accessibility tree, and the gradient as a tone. */
import { type Page, test } from '@playwright/test';
import { violationsOf } from '../support/axe';
import { small } from '../support/experiments';
import { ask, button, choose, closeLab, expect, laneRegion, load, openLab } from '../support/lab';

declare global {
  interface Window {
    /** Every AudioContext that was made. */
    made?: AudioContext[];
  }
}

const countInstruments = () => {
  const made: AudioContext[] = [];
  window.made = made;
  window.AudioContext = class extends AudioContext {
    constructor() {
      super();
      made.push(this);
    }
  };
};
/** A test that asks a page something counts as a hand on it: here nobody has touched it. */
const untouched = () => {
  Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: false } });
};

test.describe.configure({ mode: 'serial' });
let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser, { before: countInstruments });
});
test.afterAll(() => closeLab(page));

const states = (of = page) => of.evaluate(() => (window.made ?? []).map(({ state }) => state));

test('nothing sounds until it is asked for; G starts it, says what it plays, and ends it', async () => {
  expect(await states()).toEqual([]);
  await page.keyboard.press('g');
  await expect.poll(() => states()).toEqual(['running']);
  await expect(page.locator('[aria-live="polite"].spoken')).toContainText(
    'the pitch is the gradient norm of the selected lane',
  );
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('g');
  await expect.poll(() => states()).toEqual(['closed']);
});

test('kept from last time, it waits for the first press', async () => {
  await choose(page, page.getByRole('button', { name: /^Look:/ }), 'Gradient as a tone');
  await expect.poll(() => states()).toEqual(['closed', 'running']);
  const again = await page.context().newPage();
  await again.addInitScript(countInstruments);
  await again.addInitScript(untouched);
  await again.goto(page.url());
  await ask(again, (api) => api.ready);
  await expect(again.getByRole('region', { name: 'Diagnosis' })).toBeVisible();
  expect(await states(again)).toEqual([]);
  await again.mouse.click(5, 400);
  await expect.poll(() => states(again)).toEqual(['running']);
  await again.keyboard.press('g');
  await expect.poll(() => states(again)).toEqual(['closed']);
  await again.close();
  await page.keyboard.press('g');
});

test('who cannot see the map is told what was changed, since when growth moved, and how a fork differs', async () => {
  await load(page, small());
  await ask(page, (api) => api.step(4));
  await laneRegion(page, 'A')
    .getByRole('button', { name: /^SGD at/ })
    .click();
  await page.getByRole('slider', { name: 'Learning rate' }).press('ArrowRight');
  await page.keyboard.press('Escape');
  await ask(page, (api) => api.step(4));
  const map = laneRegion(page, 'A').locator('.map canvas').first();
  await expect(map).toHaveAccessibleDescription(
    /Lane A at step 7: .*Since step 4 the growth .*Changed on the way: learning rate [\d.]+ at step 4\./,
  );
  await button(page, 'Fork').click();
  await laneRegion(page, 'B').waitFor();
  await expect(laneRegion(page, 'B').locator('.map canvas').first()).toHaveAccessibleDescription(/A fork\. /);
});
