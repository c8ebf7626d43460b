/** The whole main job by the keyboard alone. After every key something that can be seen has the focus. */
import { type Page, test } from '@playwright/test';
import { denseBlock } from '../../../src/spec/presets/build';
import { exploding, scaled, small } from '../support/experiments';
import {
  ask,
  closeLab,
  expect,
  experimentOf,
  lanesOf,
  load,
  openLab,
  stepsOf,
  statusOf,
} from '../support/lab';

let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser, { query: '' }); // it runs by itself, as for anybody
});
test.afterAll(() => closeLab(page));

test('load, pause, read, change, fork, run, read the autopsy, cure, rewind, undo, delete: no mouse, no lost focus', async () => {
  test.setTimeout(90_000);
  const blocks = async (lane = 0) => (await experimentOf(page)).lanes[lane]?.blocks ?? [];

  await test.step('the opening runs; Space pauses it, wherever nothing has the focus', async () => {
    await expect.poll(() => stepsOf(page, 1)).toBeGreaterThan(0);
    await page.keyboard.press('Space');
    await expect.poll(() => statusOf(page)).toBe('paused');
  });
  await load(page, dying());

  await test.step('the map speaks what the arrow keys find', async () => {
    await tabTo(page, 'Map of A');
    const map = page.getByLabel('Map of A', { exact: true });
    await expect(map).toHaveAttribute('role', 'application');
    await press(page, 'ArrowUp');
    await expect(spoken(page)).toContainText(/A, step 0, layer \d+: gradient of the output [\d.,]+/);
    const before = await spoken(page).textContent();
    await press(page, 'ArrowDown');
    await expect(spoken(page)).not.toHaveText(before ?? '');
    await press(page, 'Tab');
    await expect(map).toHaveAttribute('role', 'img');
  });

  await test.step('another activation, other first weights', async () => {
    await tabTo(page, 'ReLU');
    await press(page, 'Enter');
    await press(page, 'ArrowRight', /^(?!ReLU$)/); // the next of the words
    await expect.poll(async () => (await blocks())[0]?.activation?.kind).not.toBe('relu');
    await press(page, 'ArrowLeft', 'ReLU');
    await press(page, 'Escape', 'ReLU');
    await menu(page, 'More for A', 'First weights');
    await press(page, 'ArrowRight', /^c/);
    await expect.poll(async () => (await blocks())[0]?.initializer?.c).toBeGreaterThan(8);
    await press(page, 'Escape', /as spread as/); // the word in the sentence that the panel belongs to
  });

  await test.step('a block is added, moved and removed', async () => {
    await menu(page, 'Add a block', 'Dense');
    await expect.poll(async () => (await blocks()).length).toBe(2);
    const [first, second] = (await blocks()).map(({ id }) => id);
    await tabTo(page, /^Move dense/, 1);
    await press(page, 'Alt+ArrowUp', /^Move dense/);
    await expect.poll(async () => (await blocks()).map(({ id }) => id)).toEqual([second, first]);
    await press(page, 'Delete', 'Dense');
    await expect.poll(async () => (await blocks()).map(({ id }) => id)).toEqual([first]);
    await expect(spoken(page)).toContainText('dense deleted.');
  });

  await test.step('a lane is forked, its clipping changed, both run', async () => {
    await tabTo(page, 'Fork');
    await press(page, 'Enter');
    await expect.poll(() => laneWithFocus(page)).toBe('Lane B');
    await menu(page, 'More for B', 'Clipping');
    await press(page, 'ArrowRight');
    await expect.poll(async () => (await experimentOf(page)).lanes[1]?.clipping.kind).not.toBe('none');
    await press(page, 'Escape', /clip/);
    await tabTo(page, 'Run');
    await press(page, 'Enter', 'Pause');
    await expect.poll(async () => (await lanesOf(page))[0]?.stoppedAt).not.toBeNull();
  });

  await test.step('pause, step, back to the explosion', async () => {
    if ((await statusOf(page)) === 'running') await press(page, 'Enter', /^Run/);
    await expect.poll(() => statusOf(page)).toBe('paused');
    await press(page, '.');
    await press(page, 'End');
    await press(page, 'Home');
    await expect(spoken(page)).toContainText(/step 0,/);
    await press(page, 'ArrowRight');
    await expect(spoken(page)).toContainText(/step 1,/);
  });

  await test.step('the autopsy’s cure is taken', async () => {
    await tabTo(page, /^Clip the gradient/);
    await press(page, 'Enter', undefined);
    await expect.poll(async () => (await lanesOf(page)).length).toBe(3);
    await expect.poll(() => laneWithFocus(page)).toBe('Lane C');
    await ask(page, (api) => api.pause());
  });

  await test.step('rewind, undo, redo; a lane is deleted and comes back', async () => {
    await press(page, 'r');
    await expect.poll(async () => (await lanesOf(page))[0]?.steps).toBe(0);
    await menu(page, 'More for C', 'Delete');
    await expect.poll(async () => (await lanesOf(page)).length).toBe(2);
    await expect.poll(() => focused(page)).toBe('More for B');
    await press(page, 'Control+z');
    await expect.poll(async () => (await lanesOf(page)).length).toBe(3);
    await tabTo(page, 'Redo');
    await press(page, 'Enter', 'Redo'); // nothing more to redo, and the focus stays
    await expect.poll(async () => (await lanesOf(page)).length).toBe(2);
  });

  await test.step('help opens and closes, and the focus is back', async () => {
    await press(page, '?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Keys' })).toBeFocused();
    await press(page, 'Escape', 'Redo');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});

test('heading, field, maps and charts are named once, and say what they show', async () => {
  await load(page, exploding());
  await ask(page, (api) => api.pause());
  await expect(page.getByRole('banner')).toMatchAriaSnapshot(`
    - heading "Does a small network live?" [level=1]
    - textbox "The question of this experiment": Does a small network live?
  `);
  const map = page.getByRole('img', { name: 'Map of A', exact: true });
  await expect(map).toHaveAccessibleDescription(
    /^Lane A at step 0: Exploding, ×[\d.]+ a layer\. From layer 24 back to layer 1 .* Arrow keys:/,
  );
  await expect(page.getByRole('img', { name: 'Profile of A', exact: true })).toHaveAccessibleDescription(
    /^A, step 0, layer 24: gradient of the output .* A, step 0, layer 1: gradient of the output/,
  );
  await expect(page.getByRole('img', { name: 'Loss and gradient norm' })).toHaveAccessibleDescription(
    /^Step 0: loss of A [\d.]+\./,
  );
});

test('a lane’s numbers are a table, and its cells are the record’s', async () => {
  await load(page, exploding());
  await ask(page, (api) => api.step(2));
  await menu(page, 'More for A', 'Show as table');
  const table = page.getByRole('table');
  await expect(table.getByRole('columnheader')).toHaveText(['Row', 'Step 0', 'Step 1']);
  const loss = await ask(page, (api) => api.history(0).perStep.loss[0] ?? Number.NaN);
  const cell = table.getByRole('row', { name: 'Loss' }).getByRole('cell').first();
  expect(Number(await cell.textContent())).toBeCloseTo(loss, 1);
  await expect(table.getByRole('row', { name: /^Layer 24/ }).getByRole('cell')).toHaveCount(2);
  await press(page, 'Escape', 'More for A');
});

/** 24 rows of ReLU whose weights are four times He’s variance: the first step throws them out of 32 bits. */
const dying = () => small({ blocks: [denseBlock('b1', 24, 32, 'relu', scaled(8))] });

/** The sentences in the live region; two that come at once are both there. */
const spoken = (on: Page) => on.locator('p.spoken[aria-live]');

const laneWithFocus = (on: Page) =>
  on.evaluate(() => document.activeElement?.closest('[data-lane]')?.getAttribute('aria-label'));

/** The name of what has the focus. */
const focused = (on: Page) =>
  on.evaluate(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
    return (element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '').trim();
  });

/** Presses a key; then something in sight has the focus, what is named where a name is given. */
async function press(on: Page, key: string, name?: string | RegExp): Promise<void> {
  await on.keyboard.press(key);
  if (name !== undefined) await expect.poll(() => focused(on)).toMatch(name);
  await expect
    .poll(() => on.evaluate(() => document.activeElement === document.body), `${key} loses the focus`)
    .toBe(false);
}

/** Presses the tab key until what has this name holds the focus: the first such, or one further on. */
async function tabTo(on: Page, name: string | RegExp, skip = 0): Promise<void> {
  const isIt = (found: string) => (typeof name === 'string' ? found === name : name.test(found));
  let left = skip;
  for (let presses = 0; presses < 160; presses++) {
    if (isIt(await focused(on)) && left-- === 0) return expectRing(on, String(name));
    await on.keyboard.press('Tab');
  }
  throw new Error(`The tab key does not reach “${String(name)}”.`);
}

/** Opens a menu and takes an entry, with arrow keys. */
async function menu(on: Page, name: string, item: string): Promise<void> {
  await tabTo(on, name);
  await on.keyboard.press('Enter');
  await expect
    .poll(() => on.evaluate(() => document.activeElement?.closest('[role="menu"]') !== null))
    .toBe(true);
  for (let presses = 0; presses < 30; presses++) {
    if ((await focused(on)).startsWith(item)) return on.keyboard.press('Enter');
    await on.keyboard.press('ArrowDown');
  }
  throw new Error(`The menu ${name} has no “${item}”.`);
}

/** A ring is drawn round what has the focus (round its word, for a radio), and it lies in the window. */
async function expectRing(on: Page, name: string): Promise<void> {
  const ring = await on.evaluate(() => {
    const element = document.activeElement;
    const seen = element?.matches('.choice-word input') ? element.nextElementSibling : element;
    if (!seen) return null;
    const { top, bottom } = seen.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(seen);
    return { outlineStyle, outlineWidth, inSight: bottom > 0 && top < innerHeight };
  });
  expect(ring, `the ring round ${name}`).toEqual({
    outlineStyle: 'solid',
    outlineWidth: '2px',
    inSight: true,
  });
}
