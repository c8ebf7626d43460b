/** Run, Pause, Step, Rewind, speed and length; Undo and Redo; a tab that is hidden. */
import { type Page, test } from '@playwright/test';
import { small } from '../support/experiments';
import {
  ask,
  button,
  closeLab,
  editsOf,
  expect,
  experimentOf,
  lanesOf,
  load,
  lossesOf,
  openLab,
  openSetting,
  startOf,
  statusOf,
  stepsOf,
  type,
} from '../support/lab';

let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser);
});
test.afterAll(() => closeLab(page));
test.beforeEach(() => load(page, small()));

const rate = async () => (await experimentOf(page)).lanes[0]?.learningRate;
const typeRate = async (value: string) => {
  const panel = await openSetting(page, 'A', 'Optimizer and rate');
  await type(panel.getByRole('textbox', { name: 'Learning rate, typed' }), value);
  await page.keyboard.press('Escape');
};

test('Step makes one step', async () => {
  await button(page, 'Step').click();
  await expect.poll(() => stepsOf(page, 0)).toBe(1);
  await page.keyboard.press('.');
  await expect.poll(() => stepsOf(page, 0)).toBeGreaterThanOrEqual(2);
});

test('Run runs, Pause stands, Run goes on from there', async () => {
  await button(page, 'Run').click();
  await expect.poll(() => stepsOf(page, 0)).toBeGreaterThan(1);
  await button(page, 'Pause').click();
  await expect(button(page, 'Run')).toBeVisible();
  const stood = await lossesOf(page, 0);
  await page.keyboard.press('k');
  await expect.poll(() => stepsOf(page, 0)).toBeGreaterThan(stood.length);
  await page.keyboard.press('k');
  await expect.poll(() => statusOf(page)).toBe('paused');
  expect((await lossesOf(page, 0)).slice(0, stood.length)).toEqual(stood);
});

test('the speed is set by its slider', async () => {
  const speed = page.getByRole('slider', { name: 'Speed' });
  await speed.fill('0');
  await expect(speed).toHaveAttribute('aria-valuetext', '1 a second');
  await button(page, 'Run').click();
  const started = Date.now();
  await expect.poll(() => stepsOf(page, 0)).toBeGreaterThanOrEqual(2);
  expect(Date.now() - started).toBeGreaterThan(900);
  await speed.press('End');
  await expect(speed).toHaveAttribute('aria-valuetext', 'full speed');
  await expect.poll(() => stepsOf(page, 0)).toBe(500);
});

test('at its length the run pauses and can be run on', async () => {
  await type(page.getByRole('textbox', { name: 'Length in steps' }), '30');
  await ask(page, (api) => api.setSpeed(1000));
  await button(page, 'Run').click();
  await button(page, 'Run on').click();
  await expect.poll(() => stepsOf(page, 0)).toBe(60);
  await expect(button(page, 'Run on')).toBeVisible();
});

test('a hidden tab pauses, and runs on when it is shown again', async () => {
  const hide = (hidden: boolean) =>
    page.evaluate((isHidden) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await load(page, small({}, { length: 100_000 }));
  await ask(page, (api) => (api.setSpeed(50), api.run()));
  await expect.poll(() => stepsOf(page, 0)).toBeGreaterThan(2);
  await hide(true);
  await expect.poll(() => statusOf(page)).toBe('paused');
  await hide(false);
  await expect.poll(() => statusOf(page)).toBe('running');
  await ask(page, (api) => api.pause());
});

test('a change is undone and done again, by button and by key', async () => {
  await typeRate('0.2');
  await expect.poll(rate).toBe(0.2);
  await button(page, 'Undo').click();
  await expect.poll(rate).toBe(0.05);
  await button(page, 'Redo').click();
  await expect.poll(rate).toBe(0.2);
  await page.locator('body').press('ControlOrMeta+z');
  await expect.poll(rate).toBe(0.05);
  await page.locator('body').press('ControlOrMeta+Shift+z');
  await expect.poll(rate).toBe(0.2);
});

test('Rewind makes the settings as they stand the start, and Undo brings both back', async () => {
  const start = await startOf(page, 0);
  await ask(page, (api) => api.step(8));
  await typeRate('0.002');
  await expect.poll(() => editsOf(page, 0)).toHaveLength(1);
  const edits = await editsOf(page, 0);

  await button(page, 'Rewind').click();
  await expect.poll(() => stepsOf(page, 0)).toBe(0);
  expect(await rate()).toBe(0.002);
  expect(await editsOf(page, 0)).toEqual([]);
  await expect.poll(async () => (await startOf(page, 0)).gradients).toEqual(start.gradients);

  await button(page, 'Undo').click();
  await expect.poll(rate).toBe(0.05);
  expect((await experimentOf(page)).lanes[0]?.edits).toEqual(edits);
});

test('a run that is rewound comes out the same, bit for bit', async () => {
  await ask(page, (api) => api.step(40));
  const first = await lossesOf(page, 0);
  await button(page, 'Rewind').click();
  await expect.poll(() => stepsOf(page, 0)).toBe(0);
  await ask(page, (api) => api.step(40));
  expect(await lossesOf(page, 0)).toEqual(first);
});

test('a new experiment from the menu takes the place of the old one', async () => {
  await button(page, 'Experiments').click();
  await page.getByRole('menuitem', { name: /^tanh cannot exceed 1/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('tanh cannot exceed 1');
  await expect.poll(async () => (await lanesOf(page)).length).toBe(2);
});
