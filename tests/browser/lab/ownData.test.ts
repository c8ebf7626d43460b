/** Training on a table of one's own: dropped or chosen, kept in the link where it is small, missed by its name where not. */
import { type Page, test } from '@playwright/test';
import { violationsInBothThemes } from '../support/axe';
import { small } from '../support/experiments';
import {
  addressOf,
  ask,
  button,
  closeLab,
  expect,
  experimentOf,
  reload,
  laneRegion,
  lanesOf,
  load,
  lossesOf,
  openLab,
  startOf,
} from '../support/lab';
import { drop as dropOn, tableOf } from '../support/tables';

let page: Page;
test.beforeEach(async ({ browser }) => {
  page = await openLab(browser, { query: '?paused&backend=wasm' });
  await load(page, small());
});
test.afterEach(() => closeLab(page));

const drop = (name: string, content: string) => dropOn(page, name, content);

const panel = () => page.getByRole('dialog', { name: 'Your own CSV' });
const train = async () => {
  await panel().getByRole('button', { name: 'Train on it' }).click();
  await expect(panel()).toHaveCount(0);
  await ask(page, (api) => api.step(0));
};

/** What stands out of the page on the right; a wide table scrolls in its own region. */
const tooWide = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.own-preview'))
      .map((each) => `${each.tagName} ${each.className}`),
  );

test('a small table that is dropped is trained on, and its link brings it back', async () => {
  await drop('flowers.csv', tableOf(120));
  await expect(panel().getByRole('heading', { name: 'flowers.csv' })).toBeVisible();
  await expect(panel().getByRole('combobox', { name: 'Predict' })).toHaveValue('kind');
  await expect(panel()).toContainText('96 rows to train on and 24 held out');
  await expect(panel()).toContainText(
    'From 5 inputs (a word is one input) to 2 classes of ‘kind’: little, much.',
  );
  await panel().getByRole('checkbox', { name: 'colour' }).uncheck();
  await expect(panel()).toContainText('From 2 inputs to 2 classes');
  await expect(panel()).toContainText('small enough to stand in the link');
  await train();
  expect((await experimentOf(page)).dataset).toMatchObject({
    id: 'csv',
    values: { name: 'flowers.csv', inputs: 'long,wide', target: 'kind', task: 'classes' },
  });
  await ask(page, (api) => api.step(40));
  const losses = await lossesOf(page, 0);
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) * 0.8);
  const [experiment, start] = [await experimentOf(page), await startOf(page, 0)];
  await reload(page);
  expect(await experimentOf(page)).toEqual(experiment);
  expect(await startOf(page, 0)).toEqual(start);
  // One undo step for the file and its columns together.
  await button(page, 'flowers.csv').click();
  await panel().getByRole('combobox', { name: 'Predict' }).selectOption('long');
  await train();
  await expect.poll(async () => (await experimentOf(page)).lanes[0]?.loss.kind).toBe('mse');
  await button(page, 'Undo').click();
  expect(await experimentOf(page)).toEqual(experiment);
});

test('a file is chosen with the keyboard, and a bad one gets the line and the reason', async () => {
  const before = await experimentOf(page);
  const menu = page.getByRole('combobox', { name: 'Data' }).first();
  await menu.focus();
  await menu.selectOption('Your own CSV');
  await expect(panel()).toBeVisible();
  expect(await experimentOf(page)).toEqual(before);
  const input = panel().getByLabel('Choose a file');
  await input.focus();
  await expect(input).toBeFocused();
  await input.setInputFiles({
    name: 'bad.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${tableOf(30)}\n1,2,3`),
  });
  await expect(panel().getByRole('alert')).toHaveText('bad.csv: Line 32 has 3 cells, the header has 4.');
  await expect(panel().getByRole('button', { name: 'Train on it' })).toHaveCount(0);
  const slip = tableOf(30).replace(/\n[^,]*,/, '\ntwelve,');
  await input.setInputFiles({ name: 'slip.csv', mimeType: 'text/csv', buffer: Buffer.from(slip) });
  await expect(panel()).toContainText('Line 2, column ‘long’: ‘twelve’ is no number.');
  await expect(panel().getByRole('checkbox', { name: 'long' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(panel()).toHaveCount(0);
  await expect(menu).toBeFocused();
  expect(await experimentOf(page)).toEqual(before);
});

test('a large table is kept in this browser; elsewhere its link misses it by name, and goes on when it is dropped', async ({
  browser,
}) => {
  const content = tableOf(1500);
  await drop('wine.csv', content);
  await expect(panel()).toContainText('the link names wine.csv');
  await train();
  expect((await experimentOf(page)).dataset.values.text).toBe('');
  const [experiment, start] = [await experimentOf(page), await startOf(page, 0)];
  await reload(page);
  expect(await startOf(page, 0)).toEqual(start);

  const hash = new URL(page.url()).hash.slice(1);
  await closeLab(page);
  page = await openLab(browser, { query: '?paused&backend=wasm', hash });
  const sentence = 'This experiment was made with wine.csv, which is too large for a link.';
  await expect(page.locator('.notice')).toContainText(sentence);
  await expect(laneRegion(page, 'A')).toContainText(sentence);
  expect(await experimentOf(page)).toEqual(experiment);
  expect((await lanesOf(page))[0]?.error).toBe(sentence);

  await drop('other.csv', tableOf(1500, 2));
  await expect(panel()).toContainText('it was wine.csv, this is other.csv.');
  await expect(panel().getByRole('button', { name: 'Train on this one instead' })).toBeEnabled();
  await page.keyboard.press('Escape');

  await drop('renamed.csv', content);
  await expect(panel()).toHaveCount(0);
  await expect.poll(async () => (await lanesOf(page))[0]?.error).toBeNull();
  await expect(page.locator('.notice')).toHaveCount(0);
  expect(await experimentOf(page)).toEqual(experiment);
  await expect.poll(() => startOf(page, 0)).toEqual(start); // it is measured a moment after the data have come
});

test('where the browser keeps no files the table is trained on for this visit, and that is said', async ({
  browser,
}) => {
  await closeLab(page);
  page = await openLab(browser, {
    query: '?paused&backend=wasm',
    before: () => {
      Object.defineProperty(window, 'indexedDB', {
        get() {
          throw new DOMException('No.', 'SecurityError');
        },
      });
    },
  });
  await load(page, small());
  await drop('wine.csv', tableOf(1500));
  await train();
  await expect(page.locator('.notice')).toContainText('wine.csv is here for this visit only');
  await ask(page, (api) => api.step(3));
  expect((await lanesOf(page))[0]).toMatchObject({ error: null, steps: 3 });
});

test('hostile names and cells are text and nothing else, and axe finds nothing at two widths', async () => {
  const rows = Array.from(
    { length: 40 },
    (_, row) => `${row},"<img src=x onerror=alert(1)>",${row % 2 ? '__proto__' : '=cmd()'}`,
  );
  page.on('dialog', () => {
    throw new Error('A script of the table ran.');
  });
  await drop('<b>bold.csv', ['<script>alert(1)</script>,constructor,toString', ...rows].join('\r\n'));
  await expect(panel().getByRole('heading', { name: '<b>bold.csv' })).toBeVisible();
  await expect(panel()).toContainText('Column ‘constructor’ is ‘<img src=x onerror=alert(1)>’ in every row.');
  await expect(panel()).toContainText('2 classes of ‘toString’: =cmd(), __proto__.');
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 844 });
    await expect.poll(tooWide).toEqual([]);
    expect(await violationsInBothThemes(page, '.own-data')).toEqual([]);
  }
  await train();
  expect((await lanesOf(page))[0]?.error).toBeNull();
  expect(page.url()).toBe(addressOf('?paused&backend=wasm', new URL(page.url()).hash.slice(1)));
});
