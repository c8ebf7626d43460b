/** How the end-to-end tests open the built lab and ask it: by roles and names as a person does, numbers from window.backblast. */
import {
  expect as playwrightExpect,
  type Browser,
  type BrowserContextOptions,
  type Locator,
  type Page,
  test,
} from '@playwright/test';
import type { BackblastApi } from '../../../src/app/api';
import type { Experiment } from '../../../src/spec/types';

/** Patient: on a busy machine a network is built and trained in seconds, not in milliseconds. */
export const expect = playwrightExpect.configure({ timeout: 20_000 });

export interface LabOptions extends BrowserContextOptions {
  /** `?paused`, `?backend=cpu` … */
  readonly query?: string;
  /** The link's part after `#`. */
  readonly hash?: string;
  /** Runs in the page before its own scripts. */
  readonly before?: () => void;
  /** Sees the page before it goes anywhere. */
  readonly watch?: (page: Page) => void;
}

/** A page of its own with the lab, as soon as the engine has measured the first step or said why it cannot. */
export async function openLab(browser: Browser, options: LabOptions = {}): Promise<Page> {
  const page = await openPage(browser, options);
  await isReady(page);
  return page;
}

/** The same, not waited for. */
export async function openPage(browser: Browser, options: LabOptions = {}): Promise<Page> {
  const { query = '?paused', hash = '', before, watch, ...context } = options;
  const page = await (
    await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block', ...context })
  ).newPage();
  watch?.(page);
  if (before) await page.addInitScript(before);
  await page.goto(addressOf(query, hash), { waitUntil: 'domcontentloaded' });
  return page;
}

export const addressOf = (query = '', hash = ''): string =>
  `${test.info().project.use.baseURL}${query}${hash === '' ? '' : `#${hash}`}`;

export const isReady = (page: Page): Promise<void> => ask(page, (api) => api.ready);

/** Waits until the address holds what is on the page: it follows once changes have rested. */
export async function addressStands(page: Page): Promise<void> {
  const { hash } = new URL(await ask(page, (api) => api.link()));
  await expect.poll(() => new URL(page.url()).hash).toBe(hash);
}

/** As somebody does who looks at what they made before they reload. */
export async function reload(page: Page): Promise<void> {
  await addressStands(page);
  await page.reload();
  await isReady(page);
}

export const closeLab = (page: Page | undefined): Promise<void> =>
  page ? page.context().close() : Promise.resolve();

/**
 * What a program would ask of `window.backblast`. The question runs in the page: it sees nothing of the test but
 * `argument`, which travels as JSON.
 */
export async function ask<T, A = undefined>(
  page: Page,
  question: (api: BackblastApi, argument: A) => T | Promise<T>,
  argument?: A,
): Promise<T> {
  await page.waitForFunction(() => window.backblast !== undefined);
  return page.evaluate<T>(`(${String(question)})(window.backblast, ${JSON.stringify(argument)})`);
}

/** Puts another experiment on the page, closes what is open, and waits for its step 0. */
export async function load(page: Page, experiment: Experiment): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await ask(page, (api, json) => api.load(json), experiment);
}

export const lanesOf = (page: Page) => ask(page, (api) => api.lanes.map((lane) => ({ ...lane })));
export const experimentOf = (page: Page) => ask(page, (api) => api.experiment());
export const statusOf = (page: Page) => ask(page, (api) => api.status);

/** Losses of a lane by step, from the first. */
export const lossesOf = (page: Page, lane: string | number) =>
  ask(page, (api, which) => [...api.history(which).perStep.loss], lane);

/** Everything measured at step 0 that a link promises to be the same. */
export const startOf = (page: Page, lane: string | number) =>
  ask(
    page,
    (api, which) => {
      const { layers, perLayer, classes, perStep, heldOut } = api.history(which);
      const first = (values: Float64Array | Uint8Array) => [...values].slice(0, layers.length);
      return {
        loss: perStep.loss[0],
        norm: perStep.globalNorm[0],
        heldOut: [heldOut.loss[0], heldOut.accuracy[0]],
        layers: [...layers],
        gradients: first(perLayer.gradientOutput),
        gradientWeights: first(perLayer.gradientWeights),
        weights: first(perLayer.weights),
        spread: first(perLayer.std),
        classes: first(classes.gradientOutput),
      };
    },
    lane,
  );

export const editsOf = (page: Page, lane: string | number) =>
  ask(page, (api, which) => [...api.history(which).edits], lane);

/** What is read, once it has come to rest: two readings in a row agree. */
export async function atRest<T>(read: () => Promise<T>): Promise<T> {
  let last = await read();
  await expect
    .poll(async () => {
      const before = last;
      last = await read();
      return last === before;
    })
    .toBe(true);
  return last;
}

// --- what stands on the page ---

export const laneRegion = (page: Page, letter: string) =>
  page.getByRole('region', { name: `Lane ${letter}`, exact: true });

/** A button by its whole name. */
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

export const verdictOf = (page: Page, letter: string) => laneRegion(page, letter).locator('.verdict');

export const statusBar = (page: Page) => page.getByRole('contentinfo', { name: 'Status' });

/** Opens a menu and takes an entry of it. */
export async function choose(page: Page, menu: Locator, item: string): Promise<void> {
  await menu.click();
  await page.getByRole('menuitem', { name: item }).locator('visible=true').first().click();
}

/** Types into a field as one does: everything is replaced, Enter takes it. */
export async function type(field: Locator, value: string): Promise<void> {
  await field.fill(value);
  await field.press('Enter');
}

/** Opens a setting of a lane from its menu, and returns its panel. */
export async function openSetting(page: Page, letter: string, item: string, title = item) {
  await choose(page, button(page, `More for ${letter}`), item);
  const panel = panelOf(page, title, letter);
  await panel.waitFor();
  return panel;
}

export const panelOf = (page: Page, title: string, letter: string) =>
  page.getByRole('region', { name: `${title} of ${letter}`, exact: true });

/** Presses one of the words that stand to be chosen. */
export const pick = (within: Locator, name: string) =>
  within.getByRole('radio', { name, exact: true }).locator('..').click();

/** Waits until the lanes have made so many steps, by id. */
export const hasSteps = (page: Page, steps: Readonly<Record<string, number>>) =>
  expect
    .poll(async () => Object.fromEntries((await lanesOf(page)).map(({ id, steps: made }) => [id, made])))
    .toEqual(steps);

export const stepsOf = async (page: Page, index: number): Promise<number> =>
  (await lanesOf(page))[index]?.steps ?? -1;
