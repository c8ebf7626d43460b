/** The pages of public/examples, each as its reader uses it. */
import { test, type Locator, type Page } from '@playwright/test';
import { atRest, expect } from '../support/lab';
import { serveSite, type Site } from '../support/site';
import { reaches } from './embed';

let site: Site;
test.beforeEach(async () => {
  site = await serveSite();
});
test.afterEach(() => site.close());

const open = (page: Page, name: string) => page.goto(`${site.url}examples/${name}.html`);
const frameOf = (figure: Locator) => figure.locator('iframe').contentFrame();
const play = (figure: Locator) => frameOf(figure).locator('#play').click();
const note = (figure: Locator) => frameOf(figure).locator('#note');

test('a post: three posters cost less than 15 kB each, and of two figures that are run one rests', async ({
  page,
}) => {
  await open(page, 'post');
  const figures = page.locator('back-blast');
  await expect(figures).toHaveCount(3);
  for (const figure of await figures.all()) {
    await figure.scrollIntoViewIfNeeded();
    await expect(frameOf(figure).getByRole('button', { name: 'Run it here' })).toBeVisible();
  }
  await page.waitForLoadState('networkidle');
  const bytes = site.sent
    .filter(
      ({ path }) => !path.startsWith('examples/post') && !path.endsWith('.css') && !path.endsWith('.svg'),
    )
    .reduce((sum, { bytes: each }) => sum + each, 0);
  expect(bytes).toBeLessThan(3 * 15_000);
  expect(page.workers()).toHaveLength(0);

  await play(figures.nth(0));
  await expect(note(figures.nth(0))).toHaveText(/Step [1-9]/);
  expect(page.workers()).toHaveLength(1);
  await play(figures.nth(1));
  await expect(note(figures.nth(1))).toHaveText(/Step [1-9]/);
  await expect(note(figures.nth(0))).toHaveText(/^At rest at step \d+: another figure of this page runs\.$/);
  await expect.poll(() => page.workers().length).toBe(1);
  // What was drawn stays to be seen, and the figure is as high as what it holds.
  await expect(frameOf(figures.nth(0)).getByRole('img', { name: 'Map of A' })).toBeVisible();
  for (const figure of [figures.nth(0), figures.nth(1)]) {
    const overflow = await frameOf(figure)
      .locator('html')
      .evaluate((html) => html.scrollHeight - html.clientHeight);
    expect(overflow).toBeLessThanOrEqual(1);
  }
});

test('a figure that rested goes on from its step, with its old numbers, and never stands at 0 meanwhile', async ({
  page,
}) => {
  await open(page, 'post');
  const [first, second] = [page.locator('back-blast').nth(0), page.locator('back-blast').nth(1)];
  await play(first);
  await expect(note(first)).toHaveText(/Step [3-9]/);
  const before = await lossesOf(first);
  await play(second);
  await expect(note(first)).toHaveText(/^At rest/);
  const rested = Number(/at step (\d+)/.exec((await note(first).textContent()) ?? '')?.[1]);
  expect(rested).toBeGreaterThanOrEqual(before.length);
  const frame = frameOf(first);
  await expect(frame.locator('canvas')).toHaveCount(0); // their memory is given back
  // From here on it writes down which steps it says it is at.
  await frame.locator('#note').evaluate((element) => {
    const said: string[] = [];
    new MutationObserver(() => said.push(element.textContent ?? '')).observe(element, { childList: true });
    Object.assign(window, { said });
  });
  await frame.getByRole('button', { name: 'Go on' }).click();
  await expect
    .poll(async () => Number(/Step (\d+)/.exec((await note(first).textContent()) ?? '')?.[1]))
    .toBeGreaterThan(rested);
  const said = await frame.locator('body').evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said[0]).toBe(`It takes its ${rested} steps again and then goes on: now at step 0 of ${rested}.`);
  const steps = said.flatMap((words) => [...words.matchAll(/Step (\d+)/g)].map(([, step]) => Number(step)));
  expect(steps.length).toBeGreaterThan(0);
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(rested);
  expect((await lossesOf(first)).slice(0, before.length)).toEqual(before);
});

/** Of lane A, from the first step on. */
const lossesOf = (figure: Locator): Promise<number[]> =>
  figure.evaluate(async (element) => [...(await (element as BackBlastElement).history('a')).perStep.loss]);

test('a figure out of sight pauses, and runs on when it is seen again', async ({ page }) => {
  await open(page, 'post');
  const first = page.locator('back-blast').nth(0);
  await play(first);
  await expect(note(first)).toHaveText(/Step [1-9]/);
  const state = () => frameOf(first).locator('#run').textContent();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect.poll(state).toBe('Run');
  const stood = await atRest(() => note(first).textContent());
  await page.locator('back-blast').nth(2).scrollIntoViewIfNeeded();
  expect(await note(first).textContent()).toBe(stood);
  await page.evaluate(() => scrollTo(0, 0));
  await expect.poll(state).toBe('Pause');
  await expect(note(first)).not.toHaveText(stood ?? '');
});

test('a page with its own buttons: steps, a seek, a setting and the history go through the element', async ({
  page,
}) => {
  await open(page, 'buttons');
  const said = page.getByRole('status');
  await page.getByRole('button', { name: 'Five steps' }).click();
  await expect(said).toHaveText('Lane b is at step 4.');
  const figure = page.locator('back-blast');
  await expect(frameOf(figure).getByRole('button')).toHaveCount(0); // controls="none"
  await page.getByRole('button', { name: 'Back to step 0' }).click();
  await expect(frameOf(figure).getByRole('img', { name: 'Map of B' })).toHaveAccessibleDescription(
    /at step 0/,
  );
  await page.getByRole('button', { name: 'Read the first gradients' }).click();
  const first = page.getByRole('row').first();
  await expect(first).toContainText('dense1');
  const wide = Number((await first.getByRole('cell').last().textContent()) ?? '');
  await page.getByRole('button', { name: 'He’s weights for A' }).click();
  await expect
    .poll(async () => {
      await page.getByRole('button', { name: 'Read the first gradients' }).click();
      return Number((await first.getByRole('cell').last().textContent()) ?? '');
    })
    .toBeLessThan(wide / 10);
});

test('a slide deck: leaving the slide gives the engine back, and an untouched figure is not woken', async ({
  page,
}) => {
  await open(page, 'slides');
  const next = page.getByRole('button', { name: 'Next' });
  await next.click();
  await next.click();
  expect(page.workers()).toHaveLength(0);
  await page.getByRole('button', { name: 'Back' }).click();
  const figure = page.locator('back-blast');
  await play(figure);
  await expect(note(figure)).toHaveText(/Step [1-9]/);
  expect(page.workers()).toHaveLength(1);
  await next.click();
  await expect.poll(() => page.workers().length).toBe(0);
});

test('a slide holds its figure, before and while it runs: nothing is scrolled, on projectors and a phone', async ({
  page,
}) => {
  await open(page, 'slides');
  await page.getByRole('button', { name: 'Next' }).click();
  const figure = page.locator('back-blast');
  const overflow = async () => {
    const over = (element: Element) => element.scrollHeight - innerHeight;
    return [await page.locator('html').evaluate(over), await frameOf(figure).locator('html').evaluate(over)];
  };
  const holds = async () => {
    for (const [width, height] of [
      [1280, 720],
      [1024, 768],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect.poll(overflow, { message: `${width} × ${height}` }).toEqual([0, 0]);
    }
  };
  await expect(frameOf(figure).locator('#play')).toBeVisible();
  await holds();
  await play(figure);
  await expect(note(figure)).toHaveText(/Step [1-9]/);
  await holds();
});

test('a course page: the sandboxed frame runs, and the plain link beside it opens the lab', async ({
  page,
}) => {
  await open(page, 'course');
  const frame = page.frameLocator('iframe');
  await frame.locator('#play').click();
  await reaches(frame, 2);
  await expect(frame.getByRole('region', { name: 'Lane A' }).locator('.verdict')).toHaveText(
    /^Not finite since step/,
  );
  await page.getByRole('link', { name: 'Open the experiment itself' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/One layer, used fifty times over/);
});

test('ten on one page, run one after the other: one worker at a time, plain frames and elements alike', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await open(page, 'many');
  const figures = page.locator('body > back-blast, body > iframe');
  await expect(figures).toHaveCount(10);
  for (let index = 0; index < 10; index++) {
    const figure = figures.nth(index);
    await figure.scrollIntoViewIfNeeded();
    const isElement = (await figure.evaluate((element) => element.localName)) === 'back-blast';
    const frame = isElement ? frameOf(figure) : figure.contentFrame();
    await frame.locator('#play').click();
    await expect(frame.locator('#note')).toHaveText(/Step [1-9]/);
    await expect.poll(() => page.workers().length).toBe(1);
  }
  await expect
    .poll(async () => {
      const canvases = await Promise.all(page.frames().map((frame) => frame.locator('canvas').count()));
      return canvases.filter((count) => count > 0).length;
    })
    .toBe(1);
});

/** Figures of the page by their place; called through the page alone, as Playwright's own script would weigh 1 MB a frame. */
const call = (page: Page, index: number, method: 'step' | 'rest', ...args: readonly number[]) =>
  page.evaluate(
    ([place, name, given]) => {
      const figure = document.querySelectorAll<BackBlastElement>('back-blast')[place];
      figure?.scrollIntoView();
      return figure?.[name](...given);
    },
    [index, method, args] as const,
  );

test('a figure that rests keeps its script and a picture, however long it ran: less than 3 MB', async ({
  page,
}) => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  /** What the scripts of the page and of all its frames hold, in MB. */
  const heap = async () => {
    for (let times = 0; times < 3; times++) await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6;
  };
  await open(page, 'many');
  const kept: number[] = [];
  let before = Number.NaN;
  // The first one brings what all share.
  for (const [index, steps] of [1, 5, 200].entries()) {
    await call(page, index, 'step', steps);
    await call(page, index, 'rest');
    await expect.poll(() => page.workers().length).toBe(0);
    const now = await heap();
    kept.push(now - before);
    before = now;
  }
  const [, short = Number.NaN, long = Number.NaN] = kept;
  const words = `${short.toFixed(2)} MB after 5 steps, ${long.toFixed(2)} MB after 200`;
  test.info().annotations.push({ type: 'measured', description: words });
  expect(short).toBeLessThan(3);
  expect(long).toBeLessThan(short + 0.5);
});
