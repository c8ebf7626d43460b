/** A link with locked controls: the reader has what the author left, may always unlock a copy, and programs are free. */
import { type Page, test } from '@playwright/test';
import type { Experiment } from '../../../src/spec/types';
import { violationsInBothThemes } from '../support/axe';
import { twoLanes } from '../support/experiments';
import { ask, button, closeLab, expect, experimentOf, laneRegion, load, openLab } from '../support/lab';

test.describe.configure({ mode: 'serial' });
let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser);
});
test.afterAll(() => closeLab(page));

const locked = (others: 'shown' | 'hidden'): Experiment => {
  const experiment = twoLanes();
  return { ...experiment, view: { ...experiment.view, controls: { open: ['clipping'], others } } };
};
const clipping = () => laneRegion(page, 'A').getByRole('button', { name: /clipping/ });

test('the author locks in the dialog, and it is in the link', async () => {
  await load(page, twoLanes());
  await button(page, 'Share').click();
  const dialog = page.getByRole('dialog', { name: 'Share this experiment' });
  await dialog.getByText('Only this', { exact: true }).click();
  await expect(dialog.getByRole('checkbox', { name: 'clipping and its threshold' })).toBeChecked();
  expect(await violationsInBothThemes(page, '.share-dialog')).toEqual([]);
  await page.keyboard.press('Escape');
  expect((await experimentOf(page)).view.controls).toEqual({ open: ['clipping'], others: 'shown' });
  await button(page, 'Undo').click();
  expect((await experimentOf(page)).view.controls).toBeNull();
});

test('the reader has clipping, sees the rest, and cannot change it', async () => {
  await load(page, locked('shown'));
  await expect(page.getByText('You may change clipping and its threshold. The author')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Seed', exact: true })).toBeDisabled();
  await expect(page.getByRole('combobox', { name: 'Data' })).toBeDisabled();
  await expect(laneRegion(page, 'A').getByRole('button', { name: 'Fork', exact: true })).toBeHidden();
  await expect(laneRegion(page, 'A').getByRole('button', { name: /SGD/ })).toBeHidden();
  await expect(laneRegion(page, 'A').getByText('SGD', { exact: false }).first()).toBeVisible();
  const before = await experimentOf(page);
  await page.locator('body').click({ position: { x: 5, y: 5 } });
  for (const key of ['f', 'Shift+R', 'm', 'Delete', 'Alt+ArrowDown']) await page.keyboard.press(key);
  expect(await experimentOf(page)).toEqual(before);
  await clipping().click();
  await page.getByRole('radio', { name: 'by global norm' }).locator('..').click();
  await expect.poll(async () => (await experimentOf(page)).lanes[0]?.clipping.kind).toBe('globalNorm');
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
});

test('what is hidden is not there', async () => {
  await load(page, locked('hidden'));
  await expect(page.getByRole('textbox', { name: 'Seed', exact: true })).toBeHidden();
  await expect(page.getByRole('combobox', { name: 'Data' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Add a block' })).toHaveCount(0);
  await expect(button(page, 'Run')).toBeVisible();
  await expect(clipping()).toBeVisible();
});

test('a program may change everything', async () => {
  await ask(page, (api) => api.fork(0));
  expect((await experimentOf(page)).lanes).toHaveLength(3);
});

test('Unlock a copy gives everything back', async () => {
  await button(page, 'Unlock a copy').click();
  await expect(page.getByRole('textbox', { name: 'Seed', exact: true })).toBeEnabled();
  expect((await experimentOf(page)).view.controls).toBeNull();
});
