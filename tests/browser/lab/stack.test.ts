/** Stacks of all kinds of blocks: built by mouse and by keyboard, mended where they do not fit, folded where they are long. */
import { type Page, test } from '@playwright/test';
import type { Block } from '../../../src/catalogue/types';
import { denseBlock } from '../../../src/spec/presets/build';
import { newBlock, newExperiment, newLane } from '../../../src/spec/defaults';
import { small, xavier } from '../support/experiments';
import {
  atRest,
  button,
  choose,
  closeLab,
  expect,
  experimentOf,
  laneRegion,
  load,
  openLab,
  panelOf,
  pick,
  startOf,
} from '../support/lab';

let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser, { query: '?paused&backend=cpu' });
});
test.afterAll(() => closeLab(page));

const blocks = async (): Promise<readonly Block[]> => (await experimentOf(page)).lanes[0]?.blocks ?? [];
const names = async () => (await startOf(page, 0)).layers;
const group = (name: string) => laneRegion(page, 'A').getByRole('group', { name, exact: true });
const tanh = (id: string, width: number, repeat = 1) => denseBlock(id, repeat, width, 'tanh', xavier);

/** Walks down the open menu with the arrow key, as far as the item named. */
async function walkTo(page: Page, name: RegExp): Promise<void> {
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  const item = page.getByRole('menuitem', { name });
  for (let press = 0; press < 20; press++) {
    if (await item.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(item).toBeFocused();
}

test('a residual with a norm is built by the mouse', async () => {
  await load(page, small({ blocks: [tanh('b1', 8, 2)] }));
  await choose(page, button(page, 'Add a block'), 'Residual');
  await expect.poll(async () => (await blocks()).map(({ type }) => type)).toEqual(['dense', 'residual']);
  await group('residual').getByRole('button', { name: 'Residual', exact: true }).click();
  const panel = panelOf(page, 'Block', 'A');
  await pick(panel, 'pre');
  await expect.poll(async () => (await blocks())[1]?.values.normPlacement).toBe('pre');
  await expect
    .poll(async () => (await names()).filter((name) => name.startsWith('layerNorm')))
    .toHaveLength(1);
  await expect(group('residual')).toContainText('pre-norm');
});

test('the same by the keyboard alone, with a norm inside it, moved up', async () => {
  await load(page, small({ blocks: [tanh('b1', 8, 2)] }));
  await button(page, 'Add a block').focus();
  await page.keyboard.press('Enter');
  await walkTo(page, /^Residual/);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await blocks()).map(({ type }) => type)).toEqual(['dense', 'residual']);
  await group('residual').getByRole('button', { name: 'two dense inside' }).press('Enter');
  const panel = panelOf(page, 'Blocks inside', 'A');
  await panel.getByRole('button', { name: 'Add inside residual' }).press('Enter');
  await walkTo(page, /^Layer norm/);
  await page.keyboard.press('Enter');
  const inside = async () => (await blocks())[1]?.stack?.map(({ type }) => type);
  await expect.poll(inside).toEqual(['dense', 'dense', 'layerNorm']);
  const last = panel.getByText(/^3\. layer norm/);
  await last.press('Enter');
  await panel.getByRole('button', { name: 'Move up' }).last().press('Enter');
  await expect.poll(inside).toEqual(['dense', 'layerNorm', 'dense']);
  await expect
    .poll(async () => (await names()).filter((name) => name.startsWith('layerNorm')))
    .toHaveLength(1);
});

test('blocks nest no deeper than the limit', async () => {
  const inner = (id: string, stack: readonly Block[]): Block => ({ ...newBlock('residual'), id, stack });
  await load(
    page,
    small({ blocks: [tanh('b1', 8), inner('b2', [inner('b3', [inner('b4', [tanh('b5', 8)])])])] }),
  );
  await group('residual')
    .getByRole('button', { name: /inside/ })
    .first()
    .click();
  const panel = panelOf(page, 'Blocks inside', 'A');
  const inside = panel.locator('summary').filter({ hasText: '1. residual' });
  await inside.nth(0).click();
  await inside.nth(1).click();
  await panel.getByRole('button', { name: 'Add inside residual' }).first().click();
  await expect(page.getByRole('menuitem', { name: /^Dense/ })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: /^Residual/ })).toHaveCount(0);
});

test('a block that does not fit is said and mended at a press, in one undo step', async () => {
  const lane = newLane({
    blocks: [{ ...newBlock('conv2d'), id: 'b1' }, { ...newBlock('flatten'), id: 'b2' }, tanh('b3', 16)],
    batchSize: 16,
  });
  await load(page, newExperiment({ dataset: { id: 'digits', values: { layout: 'image' } }, lanes: [lane] }));
  const said = page.getByRole('region', { name: 'What the networks see and say' });
  await expect(said).toBeVisible();
  await choose(page, group('flatten').getByRole('button', { name: 'More for flatten' }), 'Delete');
  const misfit = laneRegion(page, 'A').locator('.lane-error');
  await expect(misfit).toContainText('A dense block takes a row of numbers');
  await expect(said).toHaveCount(0); // it was the network before that said it
  await group('convolution').getByRole('button', { name: 'More for convolution' }).click();
  await expect(page.getByRole('menuitem', { name: 'Settings of the block' })).toBeVisible();
  await page.keyboard.press('Escape');
  await misfit.getByRole('button', { name: 'Put a flatten before it' }).click();
  await expect
    .poll(async () => (await blocks()).map(({ type }) => type))
    .toEqual(['conv2d', 'flatten', 'dense']);
  await expect(misfit).toHaveCount(0);
  await expect.poll(async () => (await names()).length).toBe(4);
  await button(page, 'Undo').click();
  await expect(misfit).toBeVisible();
});

test('a recurrent block is open, a row a time step, and folds to one', async () => {
  const rnn = { ...newBlock('simpleRnn'), id: 'b1', values: { width: 8, handsOn: 'last' } };
  const lane = newLane({ blocks: [rnn], loss: { kind: 'mse' }, batchSize: 16 }, 'adding');
  await load(page, newExperiment({ dataset: { id: 'adding', values: { length: 30 } }, lanes: [lane] }));
  await expect(laneRegion(page, 'A').locator('.verdict')).toContainText('a time step');
  const height = async () => (await group('simple RNN').boundingBox())?.height ?? 0;
  await expect.poll(height).toBeGreaterThanOrEqual(30 * 5);
  const open = await atRest(height);
  await group('simple RNN').getByRole('button', { name: 'Fold simple RNN to one row' }).click();
  await expect.poll(height).toBeLessThan(30);
  await group('simple RNN')
    .getByRole('button', { name: 'Open simple RNN: a row for each layer' })
    .press('Enter');
  await expect.poll(height).toBe(open);
});
