/** A lane that explodes stops, says what happened, and offers cures; the others go on. */
import { type Page, test } from '@playwright/test';
import { opening } from '../../../src/spec/presets/opening';
import {
  ask,
  button,
  choose,
  closeLab,
  expect,
  experimentOf,
  lanesOf,
  load,
  openLab,
  openSetting,
  statusOf,
  stepsOf,
  type,
} from '../support/lab';

let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser);
});
test.afterAll(() => closeLab(page));
test.beforeEach(async () => {
  await load(page, opening.experiment);
  await ask(page, (api) => api.step(5));
});

const paper = () => page.getByRole('region', { name: 'Autopsy of A' });
const CURES = ['Clip the gradient at 1', 'Use He’s weights', 'Make it residual, branches × 1/8'];

test('the dead lane names step, tensor, layer and pass as they were recorded', async () => {
  const { first, place } = await ask(page, (api) => {
    const { firstNonFinite, layers } = api.history(0);
    const layer: unknown = firstNonFinite?.layer; // an index, or a name of `layers`
    return {
      first: firstNonFinite,
      place: typeof layer === 'number' ? layer : layers.indexOf(String(layer)),
    };
  });
  expect(first).toMatchObject({ pass: 'forward', tensor: 'preActivation' });
  await expect(paper().getByRole('heading')).toHaveText(`A blew up at step ${first?.step}`);
  await expect(paper()).toContainText(`the pre-activation of layer ${place + 1},`);
  await expect(paper()).toContainText('in the forward pass');
});

test('the dead lane says which came first, growth through depth', async () => {
  await expect(paper()).toContainText('the gradient grew');
  await expect(page.getByRole('region', { name: 'Diagnosis' })).toContainText(
    'The gradient grew through depth, and that came first.',
  );
});

test('the other lane goes on', async () => {
  const [a, b] = await lanesOf(page);
  expect(a?.stoppedAt).toBe((a?.steps ?? 0) - 1);
  expect(b).toMatchObject({ steps: 5, stoppedAt: null });
});

test('three cures are offered in words', async () => {
  for (const cure of CURES) await expect(paper().getByRole('button', { name: cure })).toBeVisible();
});

for (const cure of CURES) {
  test(`“${cure}” makes a lane and runs it, and it lives`, async () => {
    await paper().getByRole('button', { name: cure }).click();
    await expect.poll(async () => (await lanesOf(page)).length).toBe(3);
    await expect.poll(() => statusOf(page)).toBe('running');
    await expect.poll(() => stepsOf(page, 1)).toBeGreaterThan(5);
    const { lanes } = await experimentOf(page);
    expect(lanes[1]?.parent).toBe('a');
    expect((await lanesOf(page))[1]?.stoppedAt).toBeNull();
    await ask(page, (api) => api.pause());
  });
}

test('a change of a dead lane starts it again', async () => {
  const panel = await openSetting(page, 'A', 'Optimizer and rate');
  await type(panel.getByRole('textbox', { name: 'Learning rate, typed' }), '0.0001');
  await expect.poll(async () => (await lanesOf(page))[0]?.stoppedAt).toBeNull();
  await ask(page, (api) => api.step(5));
  expect((await lanesOf(page))[0]).toMatchObject({ stoppedAt: null, steps: 10 });
});

test('skipping the steps that are not finite keeps a lane alive', async () => {
  await choose(page, button(page, 'More for B'), 'Delete');
  const panel = await openSetting(page, 'A', 'Clipping');
  await panel.getByRole('checkbox', { name: /^Skip the step/ }).check();
  await expect.poll(async () => (await experimentOf(page)).lanes[0]?.skipNonFinite).toBe(true);
});
