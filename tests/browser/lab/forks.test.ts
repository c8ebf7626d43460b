/** One thing changed in a copy, run beside the original on the same weights and batches. */
import { type Page, test } from '@playwright/test';
import { small } from '../support/experiments';
import {
  ask,
  button,
  choose,
  closeLab,
  expect,
  experimentOf,
  hasSteps,
  laneRegion,
  lanesOf,
  load,
  lossesOf,
  openLab,
  openSetting,
  pick,
  startOf,
  stepsOf,
  type,
} from '../support/lab';

let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser);
});
test.afterAll(() => closeLab(page));
test.beforeEach(() => load(page, small()));

const forkOf = (letter: string) =>
  laneRegion(page, letter).getByRole('button', { name: 'Fork', exact: true });
const more = (letter: string) => button(page, `More for ${letter}`);
const names = async () => (await experimentOf(page)).lanes.map(({ id }) => id);

test('a fork starts from the same weights and sees the same batches, bit for bit', async () => {
  await forkOf('A').click();
  await expect(laneRegion(page, 'B').locator('.sentence')).toContainText('A copy of A');
  await expect.poll(async () => (await lanesOf(page)).length).toBe(2);
  await ask(page, (api) => api.step(30));
  await hasSteps(page, { a: 30, b: 30 });
  expect(await startOf(page, 'b')).toEqual(await startOf(page, 'a'));
  expect(await lossesOf(page, 'b')).toEqual(await lossesOf(page, 'a'));
});

test('a fork of a lane under way catches up', async () => {
  await ask(page, (api) => api.step(25));
  await forkOf('A').click();
  await expect(laneRegion(page, 'B')).toBeVisible();
  await ask(page, (api) => api.step(1));
  await hasSteps(page, { a: 26, b: 26 });
  expect(await lossesOf(page, 'b')).toEqual(await lossesOf(page, 'a'));
});

test('what was changed in a fork is marked, and from then on it goes its own way', async () => {
  await forkOf('A').click();
  await expect(laneRegion(page, 'B').locator('.word.changed')).toHaveCount(0);
  const panel = await openSetting(page, 'B', 'Clipping');
  await pick(panel, 'clipping by global norm');
  await type(panel.getByRole('textbox', { name: 'threshold, typed' }), '0.01');
  await expect(laneRegion(page, 'B').locator('.word.changed')).toHaveText(/clipping by global norm at 0.01/);
  await ask(page, (api) => api.step(30));
  const [a, b] = [await lossesOf(page, 'a'), await lossesOf(page, 'b')];
  expect(b[0]).toBe(a[0]);
  expect(b.at(-1)).not.toBe(a.at(-1));
});

test('there are six lanes at most', async () => {
  for (const letter of ['A', 'B', 'C', 'D', 'E']) await forkOf(letter).click();
  await expect.poll(async () => (await lanesOf(page)).length).toBe(6);
  for (const letter of ['A', 'B', 'C', 'D', 'E', 'F']) await expect(forkOf(letter)).toBeDisabled();
});

test('a lane is given a name', async () => {
  await choose(page, more('A'), 'Rename');
  const field = page.getByRole('textbox', { name: 'Name of A' });
  await field.fill('The calm one');
  await field.press('Enter');
  await expect(laneRegion(page, 'A').locator('.sentence')).toContainText('The calm one');
});

test('lanes change places', async () => {
  await forkOf('A').click();
  await choose(page, more('A'), 'Move down');
  await expect.poll(names).toEqual(['b', 'a']);
  await choose(page, more('B'), 'Move up');
  await expect.poll(names).toEqual(['a', 'b']);
});

test('a lane is deleted, and the others go on', async () => {
  await forkOf('A').click();
  await ask(page, (api) => api.step(5));
  await choose(page, more('A'), 'Delete');
  await expect.poll(names).toEqual(['b']);
  await ask(page, (api) => api.step(1));
  expect(await stepsOf(page, 0)).toBe(6);
});
