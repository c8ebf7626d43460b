/** A frame cannot grow: the height that Share writes into one must hold the figure, and not waste the page. */
import { type FrameLocator, test } from '@playwright/test';
import { figureHeight } from '../../../src/app/share/height';
import { loadData } from '../../../src/data/load';
import { readPublicFile } from '../../../src/data/loadNode';
import { complete } from '../../../src/spec/complete';
import { PRESETS } from '../../../src/spec/presets/registry';
import { expect } from '../support/lab';
import { serveSite } from '../support/site';

/** One lane, a shallow network, fifty rows, an LSTM in its time steps, four lanes. */
const IDS = ['dies', 'step', 'rnnExplodes', 'gates', 'depth'];
const WIDTHS = [320, 390, 560, 640, 690, 720, 1100];

for (const { id, experiment } of PRESETS.filter((preset) => IDS.includes(preset.id)))
  test(`${id}: in a frame of Share’s height nothing is scrolled, and nearly all of it is used`, async ({
    page,
  }) => {
    const whole = complete(experiment);
    const height = figureHeight(whole, await loadData(whole.dataset, whole.seed, readPublicFile));
    const site = await serveSite(undefined, {
      'page.html': `<body style="margin:0"><iframe src="embed.html?preset=${id}" style="display:block;border:0"
        width="${WIDTHS[0]}" height="${height}"></iframe>`,
    });
    try {
      await page.setViewportSize({ width: 1200, height: 900 });
      await page.goto(`${site.url}page.html`);
      const frame = page.frameLocator('iframe');
      await frame.locator('#play').click();
      await expect(frame.locator('#note')).toHaveText(/Step [3-9]/);
      await expect(frame.locator('.verdict').first()).not.toBeEmpty();
      for (const width of WIDTHS) {
        await page
          .locator('iframe')
          .evaluate((element, px) => element.setAttribute('width', String(px)), width);
        await expect
          .poll(() => frame.locator('html').evaluate((html) => html.clientWidth), { message: `${width} px` })
          .toBe(width);
        await expect.poll(() => scrolledIn(frame), { message: `scrolled at ${width} px` }).toBe(0);
        await expect.poll(() => unusedIn(frame), { message: `unused at ${width} px` }).toBeLessThan(100);
      }
    } finally {
      await site.close();
    }
  });

const scrolledIn = (frame: FrameLocator): Promise<number> =>
  frame.locator('html').evaluate(({ scrollHeight }) => Math.max(0, scrollHeight - innerHeight));

/** Blank pixels below the loss. */
const unusedIn = (frame: FrameLocator): Promise<number> =>
  frame.locator('#stage').evaluate((stage) => {
    const loss = stage.querySelector('.loss');
    return stage.getBoundingClientRect().bottom - (loss?.getBoundingClientRect().bottom ?? Number.NaN);
  });
