// The parts of `npm run bench` that are about the page: how soon it opens, how long an action waits for its picture, and
// how long each chart takes to draw. The last two under Chromium's 4× throttle of the page's processor.
const THROTTLE = 4;
/** The shortest duration that Event Timing tells; it counts in steps of 8 ms. */
const SHORTEST_MS = 16;

/**
 * Opens the built page in a fresh profile and waits for its first steps; milliseconds since navigation began. An embed
 * waits to be touched: `touch` is what.
 */
export async function openFresh(browser, url, throttle, touch = null) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    if (throttle > 1) {
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    }
    await page.addInitScript(() => {
      const seen = { paint: 0 };
      window.benchSeen = seen;
      const NativeWorker = window.Worker;
      window.Worker = class extends NativeWorker {
        constructor(...rest) {
          super(...rest);
          const started = performance.now();
          this.addEventListener('message', ({ data }) => {
            if (data?.type === 'preview') seen.firstPass ??= performance.now() - started;
            if (data?.type === 'steps') seen.firstStep ??= performance.now() - started;
          });
        }
      };
      // The map alone puts a part of an image (seven arguments): its newest columns.
      const { prototype } = OffscreenCanvasRenderingContext2D;
      const { putImageData } = prototype;
      prototype.putImageData = function (...rest) {
        putImageData.apply(this, rest);
        if (rest.length === 7 && seen.column === undefined) {
          seen.column = performance.now();
          requestAnimationFrame(() => setTimeout(() => (seen.column = performance.now())));
        }
      };
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.paint = entry.startTime;
      }).observe({ type: 'largest-contentful-paint', buffered: true });
    });
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForFunction(
      (poster) => {
        const answers = poster ? document.querySelector(poster)?.checkVisibility() : window.backblast;
        if (answers) window.benchSeen.interactive ??= performance.now();
        return Boolean(answers);
      },
      touch,
      { timeout: 120_000 },
    );
    if (touch) {
      await page.evaluate(() =>
        addEventListener('click', () => (window.benchSeen.touched = performance.now()), true),
      );
      await page.click(touch);
    }
    await page.waitForFunction(() => window.benchSeen.firstStep && window.benchSeen.column, undefined, {
      timeout: 120_000,
    });
    await page.waitForTimeout(300);
    return await page.evaluate(() => {
      const [navigation] = performance.getEntriesByType('navigation');
      const resources = performance.getEntriesByType('resource');
      return {
        ...window.benchSeen,
        sinceTouch: window.benchSeen.column - (window.benchSeen.touched ?? 0),
        load: navigation.loadEventEnd,
        bytes: [navigation, ...resources].reduce((sum, entry) => sum + entry.encodedBodySize, 0),
      };
    });
  } finally {
    await context.close();
  }
}

/** By this name the wait is told that comes from the machine alone: nothing answers the click. */
export const NOTHING = 'a click on nothing';

/**
 * The longest wait, in ms, of each action while two lanes train: from the input to the next paint (Event Timing), and of
 * it the longest that the page's own scripts took to answer one input.
 */
export async function measureInteractions(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript((shortest) => {
      window.benchWaits = [];
      new PerformanceObserver((list) => {
        for (const { interactionId, duration, name, processingStart, processingEnd } of list.getEntries())
          if (interactionId || name === 'pointermove' || name === 'mousemove')
            window.benchWaits.push({ wait: duration, work: processingEnd - processingStart });
      }).observe({ type: 'event', durationThreshold: shortest, buffered: true });
    }, SHORTEST_MS);
    await page.goto(`${address}?backend=wasm&paused`);
    await page.waitForFunction(() => window.backblast !== undefined);
    await page.evaluate(async () => {
      await window.backblast.ready;
      const experiment = window.backblast.experiment();
      const lanes = ['a', 'b'].map((id) => ({ ...experiment.lanes[1], id, parent: id === 'b' ? 'a' : null }));
      await window.backblast.load({ ...experiment, length: 100_000, lanes });
      window.backblast.setSpeed(20);
      await window.backblast.run();
    });
    await page.waitForFunction(() => window.backblast.lanes.every(({ steps }) => steps > 10));
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });

    const waits = {};
    const during = async (what, act) => {
      await page.evaluate(() => (window.benchWaits = []));
      await act();
      // An entry comes after its paint, and a busy page paints late.
      await page.evaluate(
        () =>
          new Promise((resolve) =>
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 200))),
          ),
      );
      waits[what] = await page.evaluate(
        (shortest) => ({
          wait: Math.max(shortest, ...window.benchWaits.map(({ wait }) => wait)),
          work: Math.max(0, ...window.benchWaits.map(({ work }) => work)),
        }),
        SHORTEST_MS,
      );
    };
    // What is still read and laid out after the start has its own time.
    await page.waitForTimeout(1000);
    const headline = await page.locator('header').first().boundingBox();
    await during(NOTHING, () => page.mouse.click(headline.x + headline.width / 2, headline.y + 3));
    await during('a click on a word', () => page.locator('[data-lane="a"] .sentence .word').nth(1).click());
    const slider = page.locator('.word-panel input[type="range"]').first();
    await during('a slider moved by keys', async () => {
      await slider.focus();
      for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowRight');
    });
    await page.keyboard.press('Escape');
    const box = await page.locator('.map canvas').last().boundingBox();
    await during('a drag of the cursor over the map', async () => {
      await page.mouse.move(box.x + 80, box.y + 60);
      await page.mouse.down();
      await page.mouse.move(box.x + 200, box.y + 60, { steps: 10 });
      await page.mouse.up();
    });
    const add = page.getByRole('button', { name: 'Add a block', exact: true }).last();
    await during('the menu of blocks opened', () => add.click());
    await during('a block added', () => page.getByRole('menuitem').locator('visible=true').first().click());
    return waits;
  } finally {
    await context.close();
  }
}

/** Of each chart: the case of the gallery that takes longest, and its ms a draw. `page` has tests/bench/chartsPage.ts. */
export async function measureCharts(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  return page.evaluate(() => window.benchCharts());
}
