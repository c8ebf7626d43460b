/** The first ten seconds: a question, an experiment that starts by itself, and its point. */
import { type Page, test } from '@playwright/test';
import { difference } from '../../../src/spec/difference';
import { opening } from '../../../src/spec/presets/opening';
import {
  ask,
  closeLab,
  expect,
  experimentOf,
  isReady,
  laneRegion,
  lanesOf,
  openPage,
  statusBar,
  statusOf,
  verdictOf,
} from '../support/lab';

let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openPage(browser, { query: '' });
});
test.afterAll(() => closeLab(page));

test('the question is the headline', async () => {
  await expect(page.getByRole('heading', { level: 1 })).toContainText(opening.question);
});

test('a setting of the data that is a word stands there as its word', async () => {
  await expect(page.getByRole('combobox', { name: 'laid out as' })).toHaveValue('row');
});

test('an experiment starts by itself', async () => {
  await expect.poll(() => statusOf(page)).toBe('running');
  await expect
    .poll(async () => Math.max(...(await lanesOf(page)).map(({ steps }) => steps)))
    .toBeGreaterThan(0);
});

test('the two lanes differ in one setting, and one word says so', async () => {
  await isReady(page);
  const { lanes } = await experimentOf(page);
  expect(lanes).toHaveLength(2);
  const settings = difference(lanes[1]!, lanes[0]!).map((path) => path.replace(/^blocks\.\w+\./, ''));
  expect(new Set(settings)).toEqual(new Set(['initializer']));
  await expect(laneRegion(page, 'B').locator('.sentence .word.changed')).toHaveCount(1);
});

test('lane A becomes not finite and stops', async () => {
  await expect.poll(async () => (await lanesOf(page))[0]?.stoppedAt, { timeout: 10_000 }).not.toBeNull();
  const { first, losses } = await ask(page, (api) => {
    const history = api.history(0);
    return { first: history.firstNonFinite, losses: [...history.perStep.loss] };
  });
  expect(first).not.toBeNull();
  expect(Number.isFinite(losses.at(-1))).toBe(false);
  await expect(verdictOf(page, 'A')).toContainText('Not finite since step');
});

test('lane B lives and learns', async () => {
  await ask(page, (api) => api.setSpeed(1000));
  await expect
    .poll(async () => (await lanesOf(page))[1]?.steps, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(200);
  const { accuracy, stoppedAt } = await ask(page, (api) => ({
    accuracy: [...api.history(1).heldOut.accuracy],
    stoppedAt: api.lanes[1]?.stoppedAt,
  }));
  expect(stoppedAt).toBeNull();
  expect(Math.max(...accuracy)).toBeGreaterThan(0.8);
});

test('the status bar names the engine and its precision', async () => {
  await expect(statusBar(page)).toContainText('WebAssembly');
  await expect(statusBar(page)).toContainText('32 bit');
});
