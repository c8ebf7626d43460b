/** What a person made is still there tomorrow: drafts by themselves, named ones until they are deleted; and files. */
import { readFileSync } from 'node:fs';
import { type Page, test } from '@playwright/test';
import { violationsInBothThemes } from '../support/axe';
import { small } from '../support/experiments';
import {
  ask,
  button,
  closeLab,
  expect,
  experimentOf,
  isReady,
  lanesOf,
  load,
  openLab,
  startOf,
  type,
} from '../support/lab';
import { drop, tableOf } from '../support/tables';

test.describe.configure({ mode: 'serial' });
let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser);
});
test.afterAll(() => closeLab(page));

const dialog = () => page.getByRole('dialog', { name: 'Kept experiments' });
const entry = (name: string) => dialog().getByRole('button', { name, exact: true });
const open = () => button(page, 'Kept').click();
const again = async () => {
  await page.goto('about:blank');
  await page.goto('/?paused');
  await isReady(page);
};

test('what was changed is there in the next visit, without a word', async () => {
  await load(page, { ...small(), title: 'How far does it go?' });
  await type(page.getByRole('textbox', { name: 'Seed', exact: true }), '77');
  await again(); // at once: it is written as the page goes
  await open();
  await entry('How far does it go?').click();
  await expect(dialog()).toBeHidden();
  expect((await experimentOf(page)).seed).toBe(77);
});

test('an experiment that was only looked at is not a draft', async () => {
  await load(page, { ...small(), title: 'Only looked at?' });
  await again();
  await open();
  await expect(entry('How far does it go?')).toBeVisible();
  await expect(entry('Only looked at?')).toBeHidden();
});

test('a name is given, changed, deleted, and the deletion undone', async () => {
  await dialog().getByRole('textbox', { name: 'Name', exact: true }).fill('For Monday');
  await dialog().getByRole('button', { name: 'Keep this one' }).click();
  await expect(entry('For Monday')).toBeVisible();
  await button(page, 'Rename: For Monday').click();
  await type(dialog().getByRole('textbox', { name: 'New name of For Monday' }), 'For Tuesday');
  await expect(entry('For Tuesday')).toBeVisible();
  await button(page, 'Delete: For Tuesday').click();
  await expect(entry('For Tuesday')).toBeHidden();
  await button(page, 'Undo').last().click();
  await expect(entry('For Tuesday')).toBeVisible();
  expect(await violationsInBothThemes(page, '.kept-dialog')).toEqual([]);
});

test('one goes out as a file and comes in again', async () => {
  const coming = page.waitForEvent('download');
  await button(page, 'Export: For Tuesday').click();
  const file = await coming;
  expect(file.suggestedFilename()).toBe('For-Tuesday.json');
  const content = readFileSync(await file.path());
  await dialog()
    .locator('input[type="file"]')
    .setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: content });
  await expect(dialog().getByRole('status')).toContainText('One imported.');
  await dialog()
    .locator('input[type="file"]')
    .setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await expect(dialog().getByRole('status')).toContainText('version is missing');
  await again();
  await open();
  await expect(entry('For Tuesday')).toBeVisible();
});

test('one with a large table takes it along: to the next visit, and in its file to another browser', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  await page.keyboard.press('Escape');
  await load(page, small());
  await drop(page, 'wine.csv', tableOf(1500));
  await page.getByRole('button', { name: 'Train on it' }).click();
  await ask(page, (api) => api.step(0));
  const [made, start] = [await experimentOf(page), await startOf(page, 0)];
  expect(made.dataset.values).toMatchObject({ name: 'wine.csv', text: '' }); // too large for a link
  await open();
  await dialog().getByRole('textbox', { name: 'Name', exact: true }).fill('With a table');
  await dialog().getByRole('button', { name: 'Keep this one' }).click();
  await expect(entry('With a table')).toBeVisible();
  await again();
  await open();
  await entry('With a table').click();
  await expect(dialog()).toBeHidden();
  await ask(page, (api) => api.pause());
  expect(await experimentOf(page)).toEqual(made);
  expect(await startOf(page, 0)).toEqual(start);

  await open();
  const coming = page.waitForEvent('download');
  await button(page, 'Export: With a table').click();
  const whole = readFileSync(await (await coming).path(), 'utf8');
  const other = await openLab(browser);
  const theirs = other.getByRole('dialog', { name: 'Kept experiments' });
  const bring = async (content: string) => {
    const buffer = Buffer.from(content);
    const file = { name: 'given.json', mimeType: 'application/json', buffer };
    await theirs.locator('input[type="file"]').setInputFiles(file);
  };
  await button(other, 'Kept').click();
  // One whose table was changed, and one that lost it, say what is wrong.
  await bring(whole.replace('little', 'Little'));
  await expect(theirs.getByRole('status')).toHaveText(
    'The table in this file is not the wine.csv that its experiment was made with.',
  );
  await bring(JSON.stringify(made));
  await expect(theirs.getByRole('status')).toContainText(
    'needs wine.csv, which is not in this browser. Drop that file on the lab when you have opened it.',
  );
  await bring(whole);
  await expect(theirs.getByRole('status')).toHaveText('One imported.');
  await theirs.getByRole('button', { name: 'With a table', exact: true }).click();
  await expect(theirs).toBeHidden();
  await ask(other, (api) => api.pause());
  expect((await lanesOf(other))[0]?.error).toBeNull();
  expect(await startOf(other, 0)).toEqual(start);
  await closeLab(other);
});

test('where storage is refused it works without and says so', async ({ browser }) => {
  const other = await openLab(browser, {
    before: () =>
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('refused', 'SecurityError');
        },
      }),
  });
  await button(other, 'Kept').click();
  const its = other.getByRole('dialog', { name: 'Kept experiments' });
  await expect(its).toContainText('This browser keeps nothing for this page');
  await its.getByRole('textbox', { name: 'Name', exact: true }).fill('For this visit');
  await its.getByRole('button', { name: 'Keep this one' }).click();
  await its.getByRole('button', { name: 'For this visit', exact: true }).click();
  await expect(its).toBeHidden();
  await closeLab(other);
});
