/** axe finds nothing, in any state of the page, at three sizes, in light and in dark. One page a size walks through all. */
import { type Browser, test } from '@playwright/test';
import { opening } from '../../../src/spec/presets/opening';
import type { Experiment } from '../../../src/spec/types';
import { violationsInBothThemes as found } from '../support/axe';
import { small } from '../support/experiments';
import {
  addressOf,
  ask,
  button,
  choose,
  closeLab,
  expect,
  type LabOptions,
  laneRegion,
  load,
  openLab,
  panelOf,
  statusBar,
} from '../support/lab';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;

/** What ⋯ of a lane opens, and the title of its panel. */
const SETTINGS = [
  'First weights',
  'Optimizer and rate',
  'Schedule of the rate',
  'Weight decay',
  'Batch',
  'Clipping',
  'Loss',
];

test.describe.configure({ mode: 'parallel' });
for (const size of SIZES) {
  test.describe(`${size.width} × ${size.height}`, () => {
    const isPhone = size.width < 768;
    const open = (browser: Browser, options: LabOptions = {}) =>
      openLab(browser, { viewport: size, ...options });

    test('running, dead with its autopsy, cured, full, and everything that opens', async ({ browser }) => {
      test.setTimeout(120_000);
      const page = await open(browser, { query: '' });
      await test.step('the opening runs', async () => {
        await ask(page, (api) => api.setSpeed(2));
        expect(await found(page)).toEqual([]);
      });
      await test.step('paused, one lane dead', async () => {
        await ask(page, (api) => api.pause());
        await ask(page, (api) => api.step(6));
        await expect(page.getByText(/^A blew up at step/).first()).toBeVisible();
        expect(await found(page)).toEqual([]);
      });
      await test.step('the cursor in the past', async () => {
        await ask(page, (api) => api.seek(1));
        await expect(button(page, 'Newest step')).toBeVisible();
        expect(await found(page)).toEqual([]);
      });
      for (const setting of SETTINGS)
        await test.step(`the panel of ${setting}`, async () => {
          await choose(page, button(page, 'More for B'), setting);
          await panelOf(page, setting, 'B').waitFor();
          // With one of them the whole page is looked at, with the others what is new on it.
          expect(await found(page, setting === SETTINGS[0] ? undefined : '.word-panel')).toEqual([]);
          await page.keyboard.press('Escape');
        });
      for (const menu of ['Experiments', 'More for A', /^Engine:/, /^Look:/])
        await test.step(`the menu ${String(menu)}`, async () => {
          await page.getByRole('button', { name: menu, exact: true }).click();
          await page.getByRole('menu').waitFor();
          expect(await found(page, ':popover-open')).toEqual([]);
          await page.keyboard.press('Escape');
        });
      await test.step('a menu of blocks', async () => {
        await laneRegion(page, 'A').getByRole('button', { name: 'Add a block', exact: true }).click();
        await page.getByRole('menu').waitFor();
        expect(await found(page, ':popover-open')).toEqual([]);
        await page.keyboard.press('Escape');
      });
      await test.step('the numbers as a table', async () => {
        await choose(page, button(page, 'More for A'), 'Show as table');
        await page.getByRole('table').waitFor();
        expect(await found(page, 'dialog')).toEqual([]);
        await page.keyboard.press('Escape');
      });
      await test.step('the list of keys', async () => {
        await button(page, 'Keys').click();
        await page.getByRole('dialog').waitFor();
        expect(await found(page, 'dialog')).toEqual([]);
        await page.keyboard.press('Escape');
      });
      await test.step('a lane that is being named', async () => {
        await choose(page, button(page, 'More for A'), 'Rename');
        await page.getByRole('textbox', { name: 'Name of A' }).waitFor();
        expect(await found(page, '.lane-head')).toEqual([]);
        await page.keyboard.press('Escape');
      });
      await test.step('a cure forked', async () => {
        const cures = laneRegion(page, 'A').locator('.cures button');
        await cures.first().click();
        await laneRegion(page, 'C').waitFor();
        await ask(page, (api) => api.pause());
        expect(await found(page)).toEqual([]);
      });
      await test.step('six lanes, the most there can be; the gradient norm in place of the loss', async () => {
        for (const letter of ['D', 'E', 'F']) {
          await page.keyboard.press('f');
          await laneRegion(page, letter).waitFor();
        }
        await page.getByText('Gradient norm of B', { exact: true }).click();
        expect(await found(page)).toEqual([]);
      });
      await closeLab(page);
    });

    test('blocks, their panels, the sheet, a stack in error, other data', async ({ browser }) => {
      test.setTimeout(120_000);
      const page = await open(browser);
      const stack = page.getByRole('region', { name: 'Blocks of A' });
      if (isPhone)
        await test.step('the sheet of settings', async () => {
          await button(page, 'Settings').click();
          await stack.waitFor();
          expect(await found(page)).toEqual([]);
        });
      for (const [word, title] of [
        ['Dense', 'Block'],
        ['ReLU', 'Activation'],
        ['two dense inside', 'Blocks inside'],
      ] as const)
        await test.step(`the panel of ${title}`, async () => {
          if (isPhone && !(await stack.isVisible())) await button(page, 'Settings').click();
          await stack.getByRole('button', { name: word, exact: true }).first().click();
          const panel = panelOf(page, title, 'A');
          await panel.waitFor();
          for (const part of await panel.locator('summary').all()) await part.click();
          expect(await found(page, '.word-panel')).toEqual([]);
          await page.keyboard.press('Escape');
        });
      await test.step('a stack that does not fit', async () => {
        await load(page, misfit(opening.experiment));
        await page.locator('.lane-error').first().waitFor();
        expect(await found(page)).toEqual([]);
      });
      for (const id of ['waveRegression', 'planeRegression', 'breastCancer'])
        await test.step(`the data ${id}`, async () => {
          await load(page, small({}, { dataset: { id, values: {} } }));
          await ask(page, (api) => api.step(2));
          expect(await found(page)).toEqual([]);
        });
      await closeLab(page);
    });

    test('a link that cannot be read, no WebGL, and the pages about it all', async ({ browser }) => {
      const page = await open(browser, { hash: 'not-a-link', query: '?paused', before: withoutWebgl });
      await expect(page.getByRole('status')).toContainText('is not a link of Backblast');
      await expect(statusBar(page)).toContainText('this browser has no WebGL 2');
      expect(await found(page)).toEqual([]);
      for (const other of ['about.html', 'article.html']) {
        await page.goto(addressOf().replace(/$/, other));
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect(await found(page)).toEqual([]);
      }
      await closeLab(page);
    });
  });
}

const withoutWebgl = () => {
  HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, {
    apply: (getContext, canvas, [kind, ...rest]: [string, ...unknown[]]) =>
      kind.startsWith('webgl') ? null : Reflect.apply(getContext, canvas, [kind, ...rest]),
  });
};

/** The last dense inside the residual is half as wide as what it is added to. */
const misfit = (experiment: Experiment): Experiment => ({
  ...experiment,
  lanes: experiment.lanes.map((lane) => ({
    ...lane,
    blocks: lane.blocks.map((block) => ({
      ...block,
      ...(block.stack && {
        stack: block.stack.map((inner, index) =>
          index === 0 ? inner : { ...inner, values: { ...inner.values, width: 32 } },
        ),
      }),
    })),
  })),
});
