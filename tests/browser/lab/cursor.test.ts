/** Back to any step: all panels show it, as it was. */
import { type Page, test } from '@playwright/test';
import { small } from '../support/experiments';
import { ask, closeLab, expect, laneRegion, load, openLab } from '../support/lab';

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
async function picture(chart: ReturnType<Page['locator']>): Promise<string> {
  const pixels = () => chart.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  let last = await pixels();
  await expect
    .poll(async () => {
      const before = last;
      last = await pixels();
      return last === before;
    })
    .toBe(true);
  return last;
}

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
  await ask(page, (api) => (api.setSpeed(1), api.run()));
  const live = await seenLive();
  await ask(page, (api) => api.pause());
  await ask(page, (api) => api.step(40));
  await expect(prediction()).not.toContainText(atStep(live.step));
  expect(await picture(prediction())).not.toBe(live.prediction);
  expect(await picture(spread())).not.toBe(live.spread);

  await ask(page, (api, step) => api.seek(step), live.step);
  await expect(prediction()).toContainText(atStep(live.step));
  expect(await picture(prediction())).toBe(live.prediction);
  expect(await picture(spread())).toBe(live.spread);
  expect(await prediction().innerText()).toBe(live.words);
});

/** What stands there while the run goes on, once a step stays long enough to be looked at. */
async function seenLive() {
  for (let tries = 0; tries < 8; tries++) {
    const words = await prediction().innerText();
    const step = Number(/at step (\d+)/.exec(words)?.[1] ?? 0);
    if (step > 1) {
      const seen = { step, words, prediction: await picture(prediction()), spread: await picture(spread()) };
      if ((await prediction().innerText()) === words) return seen;
    }
    await expect.poll(() => prediction().innerText()).not.toBe(words);
  }
  throw new Error('No step of the run stood still.');
}

test('dragging over the map takes all panels back', async () => {
  await load(page, small());
  await ask(page, (api) => api.step(40));
  const box = (await map().boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.6, y);
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
