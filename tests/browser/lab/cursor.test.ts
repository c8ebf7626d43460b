/** Back to any step: all panels show it, as it was. */
import { type Page, test } from '@playwright/test';
import { small } from '../support/experiments';
import { ask, atRest, closeLab, expect, laneRegion, load, openLab, stepsOf } from '../support/lab';

let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser);
});
test.afterAll(() => closeLab(page));

const map = () => page.getByRole('img', { name: 'Map of A' });
const summary = () =>
  laneRegion(page, 'A')
    .getByText(/^Lane A at step/)
    .first();
const prediction = () => page.getByRole('region', { name: 'What the networks see and say' });
const spread = () => page.getByRole('region', { name: /^How the numbers are spread/ });
const gains = () => page.getByRole('region', { name: /^Why it grows/ });

/** The pixels of a chart, when it has come to rest. */
const picture = (chart: ReturnType<Page['locator']>): Promise<string> =>
  atRest(() => chart.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL()));

/** Step 4, and not 40 with it. */
const atStep = (step: number) => new RegExp(`at step ${step}(?!\\d)`);

/** What all panels say of the step they show. */
async function expectStep(step: number): Promise<void> {
  await expect(summary()).toContainText(`Lane A at step ${step}:`);
  await expect(gains()).toContainText(`step ${step}`);
  await expect(prediction()).toContainText(atStep(step));
}

test('prediction and histogram of a past step are those that were seen live', async () => {
  await load(page, small());
  await ask(page, (api) => (api.setSpeed(10), api.run()));
  await expect.poll(() => stepsOf(page, 0)).toBeGreaterThan(2);
  await ask(page, (api) => api.pause());
  const live = await seenLive();
  await ask(page, (api) => api.step(40));
  await expect(prediction()).not.toContainText(atStep(live.step));
  await expect.poll(() => picture(prediction())).not.toBe(live.prediction);
  await expect.poll(() => picture(spread())).not.toBe(live.spread);

  await ask(page, (api, step) => api.seek(step), live.step);
  await expect(prediction()).toContainText(atStep(live.step));
  await expect.poll(() => picture(prediction())).toBe(live.prediction);
  await expect.poll(() => picture(spread())).toBe(live.spread);
  expect(await prediction().innerText()).toBe(live.words);
});

/** What stands there of the newest step, where the run was stopped: nothing of it was recomputed. */
async function seenLive() {
  const step = await atRest(async () => (await stepsOf(page, 0)) - 1);
  await expect(prediction()).toContainText(atStep(step));
  await expect(spread()).toContainText(atStep(step));
  const words = await atRest(() => prediction().innerText());
  return { step, words, prediction: await picture(prediction()), spread: await picture(spread()) };
}

test('dragging over the map takes all panels back', async () => {
  await load(page, small());
  await ask(page, (api) => api.step(40));
  await map().hover(); // waits until the page stands still, and with it what is measured next
  const box = (await map().boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.down();
  await page.mouse.move(box.x + 44 + 33 * 5.5, y, { steps: 5 }); // the first ten columns are 33 px wide
  await page.mouse.up();
  await expectStep(5);
});

test('the arrow keys, Home and End move the cursor', async () => {
  await load(page, small());
  await ask(page, (api) => api.step(40));
  await page.locator('body').press('Home');
  await expectStep(0);
  await page.keyboard.press('ArrowRight');
  await expectStep(1);
  await page.keyboard.press('Shift+ArrowRight');
  await expectStep(11);
  await page.keyboard.press('ArrowLeft');
  await expectStep(10);
  await page.keyboard.press('End');
  await expect(summary()).toContainText('Lane A at step 39:');
});

test('the cursor stays where it is while the run goes on', async () => {
  await load(page, small());
  await ask(page, (api) => api.step(12));
  await ask(page, (api) => api.seek(4));
  await expectStep(4);
  await ask(page, (api) => api.step(20));
  await expectStep(4);
});
