// `npm run test:firefox`: the lab's main job in Firefox, on WebAssembly, and the same finding as in Chromium. One run,
// step by step as a reader goes; what does not come true is an error with its sentence.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { openFirefox } from './bidi.mjs';
import { findBrowser, findFirefox, installFirefox } from './browser.mjs';
import { root } from './install.mjs';

/** What was found: how lanes A and B stand at step 0, and where A failed first. Runs in either page. */
const FINDING = `(async () => {
  const lab = window.backblast;
  await lab.seek(0);
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const lanes = ['a', 'b'].map((id) => {
    const { perStep, perLayer, layers, firstNonFinite } = lab.history(id);
    return { firstNonFinite, loss: perStep.loss[0], gradients: [...perLayer.gradientOutput].slice(0, layers.length) };
  });
  await lab.seek(null);
  return lanes;
})()`;
/** Two browsers' WebAssembly may add up in another order; the limit of parity in Node. */
const RELATIVE = 2e-5;

const lane = (letter) => `document.querySelector('[aria-label="Lane ${letter}"]')`;
const button = (name, within = 'document') =>
  `[...${within}.querySelectorAll('button')].find((each) => each.textContent.trim() === ${JSON.stringify(name)})`;
const choice = (name) =>
  `[...document.querySelectorAll('.word-panel label')].find((each) => each.textContent.trim() === ${JSON.stringify(name)})`;

const program = findFirefox() ?? installFirefox();
if (!program) {
  console.error(
    'No Firefox found and none could be installed. Install one, or name one in BACKBLAST_FIREFOX.',
  );
  process.exit(1);
}
const server = await preview({ root, logLevel: 'error', preview: { host: '127.0.0.1', port: 0 } });
const address = server.resolvedUrls.local[0];
const firefox = await openFirefox(program);
try {
  const found = await walk(firefox.page, `${address}?backend=wasm`);
  await agreesWithChromium(found, `${address}?backend=wasm&paused`);
  console.log(`Firefox ${firefox.version}: the main job is done, and its finding is Chromium's.`);
} catch (error) {
  console.error(error);
  const picture = 'test-results/firefox.png';
  mkdirSync('test-results', { recursive: true });
  await firefox.page.screenshot().then(
    (png) => writeFileSync(picture, png),
    () => undefined,
  );
  console.error(
    `Firefox ${firefox.version} failed; ${picture} shows the page. Its errors:`,
    firefox.page.errors(),
  );
  process.exitCode = 1;
} finally {
  await firefox.close();
  await server.close();
}

async function walk(page, url) {
  const ok = (what) => console.log(`  ok  ${what}`);
  await page.goto(url);
  await page.until('window.backblast');
  await page.evaluate('window.backblast.ready');
  assert.equal(await page.evaluate('window.backblast.backend.name'), 'wasm');
  ok('the production build opens and measures its first step');

  await page.until('window.backblast.lanes[0].stoppedAt !== null');
  await page.until(`/blew up at step/.test(document.querySelector('.autopsy')?.textContent)`);
  ok('the opening starts by itself, lane A dies, and its autopsy stands on the map');

  await page.evaluate('window.backblast.setSpeed(1000)');
  await page.until('window.backblast.lanes[1].steps >= 150', 120_000);
  const accuracy = await page.evaluate('Math.max(...window.backblast.history(1).heldOut.accuracy)');
  assert.ok(accuracy > 0.8, `Lane B has learnt too little: ${accuracy} of the held-out digits are right.`);
  ok(`lane B learns: ${(100 * accuracy).toFixed(0)} % of the held-out digits are right`);

  await page.click(button('Pause'));
  await page.until("window.backblast.status === 'paused'");
  ok('Pause');
  const found = await page.evaluate(FINDING);

  await page.click(button('Fork', lane('A')));
  await page.until(`window.backblast.lanes.length === 3 && ${lane('C')}`);
  ok('Fork makes lane C, a copy of A');

  await page.click(button('More', lane('C')) + ` ?? document.querySelector('[aria-label="More for C"]')`);
  await page.until(`document.querySelector('[role=menu]:popover-open')`);
  await page.click(
    `[...document.querySelectorAll('[role=menu]:popover-open button')].find((each) => /^Clipping/.test(each.textContent))`,
  );
  await page.until(`document.querySelector('.word-panel')`);
  await page.click(choice('clipping by global norm'));
  await page.until(`window.backblast.experiment().lanes[2].clipping.kind === 'globalNorm'`);
  ok('its clipping is changed in the panel');

  await page.click(button('Run'));
  await page.until('window.backblast.lanes[2].steps >= 40', 120_000);
  assert.equal(await page.evaluate('window.backblast.lanes[2].stoppedAt'), null);
  ok('Run: clipped, the copy lives where lane A died');
  assert.deepEqual(page.errors(), []);
  ok('no error was written to the console');
  return found;
}

async function agreesWithChromium(found, url) {
  const browser = await chromium.launch({
    executablePath: await findBrowser(() => undefined),
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(url);
    await page.waitForFunction(() => window.backblast !== undefined);
    await page.evaluate('window.backblast.ready.then(() => window.backblast.step(6))');
    const expected = JSON.parse(JSON.stringify(await page.evaluate(FINDING)));
    for (const [index, { firstNonFinite, loss, gradients }] of expected.entries()) {
      assert.deepEqual(found[index].firstNonFinite, firstNonFinite);
      const furthest = [
        [found[index].loss, loss],
        ...gradients.map((value, layer) => [found[index].gradients[layer], value]),
      ]
        .map(([own, other]) => Math.abs(own / other - 1))
        .reduce((most, each) => Math.max(most, each));
      assert.ok(furthest <= RELATIVE, `A number of step 0 differs by ${furthest} from Chromium's.`);
      console.log(
        `  ok  lane ${'AB'[index]} as in Chromium: ${firstNonFinite ? `first not finite at step ${firstNonFinite.step}, ${firstNonFinite.layer}` : 'finite'}; loss and gradients of step 0 within ${furthest.toExponential(0)}`,
      );
    }
  } finally {
    await browser.close();
  }
}
