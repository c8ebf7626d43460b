/** What a person made is still there tomorrow: drafts by themselves, named ones until they are deleted; and files. */
import { readFileSync } from 'node:fs';
import { type Page, test } from '@playwright/test';
import { violationsInBothThemes } from '../support/axe';
import { small } from '../support/experiments';
import { button, closeLab, expect, experimentOf, isReady, load, openLab, type } from '../support/lab';

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
