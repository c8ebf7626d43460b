/** A lane is changed where it stands: its blocks, its words, and what all lanes share. */
import { type Page, test } from '@playwright/test';
import type { Block } from '../../../src/catalogue/types';
import { denseBlock } from '../../../src/spec/presets/build';
import { small, xavier } from '../support/experiments';
import {
  ask,
  button,
  choose,
  closeLab,
  editsOf,
  expect,
  experimentOf,
  laneRegion,
  lanesOf,
  load,
  lossesOf,
  openLab,
  openSetting,
  panelOf,
  pick,
  startOf,
  stepsOf,
  type,
  verdictOf,
} from '../support/lab';

let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser);
});
test.afterAll(() => closeLab(page));
test.beforeEach(() => load(page, small()));

const lane = async () => (await experimentOf(page)).lanes[0]!;
const blocks = async (): Promise<readonly Block[]> => (await lane()).blocks;
const blockIds = async () => (await blocks()).map(({ id }) => id);
const dense = (index: number) =>
  laneRegion(page, 'A').getByRole('group', { name: 'dense', exact: true }).nth(index);
const rows = async () => (await startOf(page, 0)).layers.length;

test.describe('blocks', () => {
  test('a block is added at the end', async () => {
    await choose(page, button(page, 'Add a block'), 'Dense');
    await expect.poll(blockIds).toEqual(['b1', 'b2', 'b3']);
    await expect.poll(rows).toBe(8);
  });

  test('a block is added between two', async () => {
    await choose(page, button(page, 'Add a block before dense'), 'Dense');
    await expect.poll(blockIds).toEqual(['b1', 'b3', 'b2']);
  });

  test('a block is removed by its menu', async () => {
    await choose(page, dense(0).getByRole('button', { name: 'More for dense' }), 'Delete');
    await expect.poll(blockIds).toEqual(['b2']);
  });

  test('a block is removed by the delete key', async () => {
    await dense(1)
      .getByRole('button', { name: /^Move dense/ })
      .focus();
    await page.keyboard.press('Delete');
    await expect.poll(blockIds).toEqual(['b1']);
  });

  test('a block is moved by Alt and the arrow keys', async () => {
    await dense(0)
      .getByRole('button', { name: /^Move dense/ })
      .focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(blockIds).toEqual(['b2', 'b1']);
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(blockIds).toEqual(['b1', 'b2']);
  });

  test('a block is moved by Move up and Move down', async () => {
    await choose(page, dense(0).getByRole('button', { name: 'More for dense' }), 'Move down');
    await expect.poll(blockIds).toEqual(['b2', 'b1']);
    await choose(page, dense(1).getByRole('button', { name: 'More for dense' }), 'Move up');
    await expect.poll(blockIds).toEqual(['b1', 'b2']);
  });

  test('a block is dragged below another', async () => {
    const handle = dense(0).getByRole('button', { name: /^Move dense/ });
    const target = await dense(1).boundingBox();
    await handle.dragTo(dense(1), { targetPosition: { x: 20, y: (target?.height ?? 20) - 3 } });
    await expect.poll(blockIds).toEqual(['b2', 'b1']);
  });

  test('a block is repeated by + and −', async () => {
    await dense(0).getByRole('button', { name: 'More dense' }).click();
    await expect.poll(rows).toBe(8);
    await dense(0).getByRole('button', { name: 'Fewer dense' }).click();
    await dense(0).getByRole('button', { name: 'Fewer dense' }).click();
    await expect.poll(rows).toBe(6);
  });

  test('how often a block repeats is typed', async () => {
    await type(dense(0).getByRole('textbox', { name: 'How often dense repeats' }), '9');
    await expect.poll(rows).toBe(12);
  });

  test('a width is typed, and the step before the first is measured again', async () => {
    const before = await startOf(page, 0);
    await type(dense(0).getByRole('textbox', { name: 'width of dense' }), '24');
    await expect.poll(async () => (await blocks())[0]?.values.width).toBe(24);
    await expect.poll(async () => (await startOf(page, 0)).weights[0]).not.toBe(before.weights[0]);
  });

  test('an activation is chosen by its word', async () => {
    await dense(0).getByRole('button', { name: 'tanh', exact: true }).click();
    await pick(panelOf(page, 'Activation', 'A'), 'sigmoid');
    await expect(dense(0).getByRole('button', { name: 'sigmoid', exact: true })).toBeVisible();
    expect((await blocks())[0]?.activation).toEqual({ kind: 'sigmoid' });
  });

  test('a block has first weights of its own', async () => {
    await dense(1).getByRole('button', { name: 'Dense', exact: true }).click();
    const panel = panelOf(page, 'Block', 'A');
    await panel.getByText('First weights', { exact: true }).click();
    await pick(panel, 'orthogonal');
    await type(panel.getByRole('textbox', { name: 'gain, typed' }), '1.5');
    await expect
      .poll(async () => (await blocks())[1]?.initializer)
      .toEqual({ kind: 'orthogonal', gain: 1.5 });
    expect((await blocks())[0]?.initializer).toEqual({ kind: 'glorotNormal' });
  });

  test('a block does without biases, or has them spread', async () => {
    await dense(0).getByRole('button', { name: 'Dense', exact: true }).click();
    const panel = panelOf(page, 'Block', 'A');
    await type(panel.getByRole('textbox', { name: 'bias σ, typed' }), '0.3');
    await expect.poll(async () => (await blocks())[0]?.values.biasSigma).toBe(0.3);
    await panel.getByRole('checkbox', { name: 'bias' }).uncheck();
    await expect.poll(async () => (await blocks())[0]?.values.bias).toBe(false);
  });
});

test.describe('words', () => {
  test('a word of the sentence opens its choices and Escape closes them', async () => {
    await laneRegion(page, 'A').getByRole('button', { name: 'SGD at 0.05' }).click();
    const panel = panelOf(page, 'Optimizer and rate', 'A');
    await expect(panel).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(laneRegion(page, 'A').getByRole('button', { name: 'SGD at 0.05' })).toBeFocused();
  });

  test('all first weights are drawn otherwise at once, with their parameter', async () => {
    const panel = await openSetting(page, 'A', 'First weights');
    await pick(panel, 'normal');
    await type(panel.getByRole('textbox', { name: 'σ, typed' }), '0.4');
    await expect
      .poll(async () => (await blocks()).map(({ initializer }) => initializer))
      .toEqual(Array(2).fill({ kind: 'normal', sigma: 0.4 }));
  });
});

/** In force at a lane's next step, whether it runs or stands. */
const NEXT_STEP = [
  {
    what: 'the learning rate',
    item: 'Optimizer and rate',
    change: (panel: ReturnType<typeof panelOf>) =>
      type(panel.getByRole('textbox', { name: 'Learning rate, typed' }), '0.002'),
    edit: { path: 'learningRate', value: 0.002 },
  },
  {
    what: 'the schedule',
    item: 'Schedule of the rate',
    change: (panel: ReturnType<typeof panelOf>) => pick(panel, 'cosine'),
    edit: { path: 'schedule', value: expect.objectContaining({ kind: 'cosine' }) },
  },
  {
    what: 'weight decay',
    item: 'Weight decay',
    change: (panel: ReturnType<typeof panelOf>) =>
      type(panel.getByRole('textbox', { name: 'Weight decay, typed' }), '0.01'),
    edit: { path: 'weightDecay', value: 0.01 },
  },
  {
    what: 'clipping',
    item: 'Clipping',
    change: (panel: ReturnType<typeof panelOf>) => pick(panel, 'clipping by global norm'),
    edit: { path: 'clipping', value: expect.objectContaining({ kind: 'globalNorm' }) },
  },
  {
    what: 'skipping a step that is not finite',
    item: 'Clipping',
    change: (panel: ReturnType<typeof panelOf>) =>
      panel.getByRole('checkbox', { name: /^Skip the step/ }).check(),
    edit: { path: 'skipNonFinite', value: true },
  },
] as const;

for (const { what, item, change, edit } of NEXT_STEP) {
  test(`${what} takes hold at the next step and is written down`, async () => {
    await ask(page, (api) => api.step(5));
    const before = await lossesOf(page, 0);
    const panel = await openSetting(page, 'A', item);
    await expect(panel).toContainText('This takes hold at the next step.');
    await change(panel);
    await expect.poll(() => editsOf(page, 0)).toEqual([{ step: 5, ...edit }]);
    await ask(page, (api) => api.step(1));
    expect((await lossesOf(page, 0)).slice(0, 5)).toEqual(before.slice(0, 5));
    expect(await stepsOf(page, 0)).toBe(6);
  });
}

test('a clip’s threshold is changed in a run that goes on, which is not built anew', async () => {
  await load(page, small({ clipping: { kind: 'globalNorm', threshold: 1 } }, { length: 100_000 }));
  await ask(page, (api) => (api.setSpeed(100), api.run()));
  await expect.poll(() => stepsOf(page, 0)).toBeGreaterThan(5);
  const panel = await openSetting(page, 'A', 'Clipping');
  const before = await lossesOf(page, 0);
  await type(panel.getByRole('textbox', { name: 'threshold, typed' }), '0.01');
  await expect.poll(async () => (await editsOf(page, 0)).length).toBe(1);
  const [edit] = await editsOf(page, 0);
  expect(edit).toMatchObject({ path: 'clipping.threshold', value: 0.01 });
  await expect.poll(() => stepsOf(page, 0)).toBeGreaterThan((edit?.step ?? 0) + 5);
  await ask(page, (api) => api.pause());
  const [took] = await editsOf(page, 0); // where it came when its step had been made, it counts from the next
  const clipped = await ask(page, (api) => [...api.history(0).perStep.globalNormClipped]);
  expect(Math.max(...clipped.slice(took?.step))).toBeLessThan(0.0101);
  expect((await lossesOf(page, 0)).slice(0, before.length)).toEqual(before);
});

/** Another network, or other data: the lane starts again, and says so before. */
const REBUILD = [
  {
    what: 'another optimizer',
    item: 'Optimizer and rate',
    change: (panel: ReturnType<typeof panelOf>) => pick(panel, 'Adam'),
  },
  {
    what: 'other first weights',
    item: 'First weights',
    change: (panel: ReturnType<typeof panelOf>) => pick(panel, 'He normal'),
  },
  {
    what: 'another batch size',
    item: 'Batch',
    change: (panel: ReturnType<typeof panelOf>) =>
      type(panel.getByRole('textbox', { name: 'Rows a step, typed' }), '16'),
  },
] as const;

for (const { what, item, change } of REBUILD) {
  test(`${what} builds the lane anew and says so before`, async () => {
    await ask(page, (api) => api.step(5));
    const panel = await openSetting(page, 'A', item);
    await expect(panel).toContainText('starts A again from step 0');
    await change(panel);
    await expect.poll(() => stepsOf(page, 0)).toBe(0);
    expect(await editsOf(page, 0)).toEqual([]);
  });
}

test('a lane that is built anew in a run catches up', async () => {
  await load(page, small({}, { length: 100_000 }));
  await ask(page, (api) => (api.setSpeed(100), api.run()));
  await expect.poll(() => stepsOf(page, 0)).toBeGreaterThan(5);
  const [first] = await lossesOf(page, 0);
  await type(dense(0).getByRole('textbox', { name: 'width of dense' }), '16');
  await expect.poll(async () => (await lossesOf(page, 0))[0]).not.toBe(first);
  await expect.poll(() => stepsOf(page, 0)).toBeGreaterThan(8);
  await ask(page, (api) => api.pause());
});

test('other data are chosen, and the lanes are built on them', async () => {
  await page.getByRole('combobox', { name: 'Data' }).selectOption('Spirals');
  await expect.poll(async () => (await experimentOf(page)).dataset.id).toBe('spirals');
  await expect.poll(async () => (await lanesOf(page))[0]?.error).toBeNull();
  await page.getByRole('combobox', { name: 'Data' }).selectOption('Wave');
  await expect.poll(async () => (await lane()).loss.kind).toBe('mse');
  await ask(page, (api) => api.step(2));
  expect(await stepsOf(page, 0)).toBe(2);
});

test('another seed draws other weights', async () => {
  const before = await startOf(page, 0);
  await type(page.getByRole('textbox', { name: 'Seed', exact: true }), '77');
  await expect.poll(async () => (await startOf(page, 0)).loss).not.toBe(before.loss);
  await type(page.getByRole('textbox', { name: 'Seed', exact: true }), '3');
  await expect.poll(() => startOf(page, 0)).toEqual(before);
});

test('the fuse is held: profile and verdict follow the hand on the slider', async () => {
  await load(page, small({ blocks: [denseBlock('b1', 12, 32, 'relu', xavier)] }));
  const panel = await openSetting(page, 'A', 'First weights');
  await pick(panel, 'normal with variance c/fan-in');
  const c = async () => (await blocks())[0]?.initializer?.c;
  await expect.poll(c).toBeDefined();
  const before = await c();
  const slider = panel.getByRole('slider', { name: 'c', exact: true });
  // hover waits until the panel stands still: its curve comes a moment after the choice.
  await slider.hover({ position: { x: 8, y: 6 } });
  await page.mouse.down();
  await expect.poll(c).toBeLessThan(0.5);
  const box = (await slider.boundingBox())!;
  const y = box.y + box.height / 2;
  await expect(verdictOf(page, 'A')).toContainText('Vanishing');
  const low = await startOf(page, 0);
  await page.mouse.move(box.x + box.width * 0.9, y, { steps: 4 });
  await expect(verdictOf(page, 'A')).toContainText('Exploding'); // the button is still down
  const high = await startOf(page, 0);
  await page.mouse.up();
  const ratio = ({ gradients }: typeof low) => gradients[0]! / gradients[11]!;
  expect(ratio(low)).toBeLessThan(1 / 30);
  expect(ratio(high)).toBeGreaterThan(30);
  expect(await stepsOf(page, 0)).toBe(0);

  await page.keyboard.press('Escape');
  await button(page, 'Undo').click(); // one drag, one step back
  await expect.poll(c).toBe(before);
});
