// `npm run posters [ID …]`: runs presets in the built site and draws their posters, light and dark, as Share draws them;
// public/posters/posters.json gets their links, controls and words, and so do the pages of public/examples.
// To be run when a preset or the look of a map has changed (tests/app/share/shipped.test.ts says when it must be).
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { createServer, preview } from 'vite';
import { CHROMIUM_ARGS, findBrowser } from './browser.mjs';
import { root } from './install.mjs';

/** A poster shows the whole experiment, or its first so many steps. */
const MOST_STEPS = 200;

/** Where the setting to play with is another than the one that Share would choose. */
const controls = {
  plainDeep: 'a~blocks.b1.initializer.c~0.5~16~logarithmic~Spread of A’s weights, variance × n',
  noise: 'a~blocks.b1.initializer.c~0.5~8~logarithmic~Spread of the weights, variance × n',
  dies: 'a~blocks.b1.initializer.c~0.5~8~logarithmic~Spread of the weights, variance × n',
  opening: 'a~blocks.b1.initializer.c~0.5~8~logarithmic~Spread of A’s weights, variance × n',
  step: 'b~learningRate~0.03~10~logarithmic~Learning rate of B',
  depth: '*~blocks.b1.initializer.c~0.5~8~logarithmic~Spread of all weights, variance × n',
  clip: 'b~clipping.threshold~0.01~100~logarithmic~Largest norm that B lets through',
  rnnExplodes: 'a~blocks.b1.recurrentInitializer.radius~0.5~2.5~linear~Spectral radius of A',
};

const folder = path.join(root, 'public/posters');
const list = path.join(folder, 'posters.json');
const examples = path.join(root, 'public/examples');

const { presets, heights, usualControl, writeControl } = await readSources();
const wanted = process.argv.length > 2 ? process.argv.slice(2) : presets.map(({ id }) => id);
mkdirSync(folder, { recursive: true });
const known = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : {};
const server = await preview({ root, logLevel: 'error', preview: { host: '127.0.0.1', port: 0 } });
const { port } = server.httpServer.address();
const browser = await chromium.launch({
  executablePath: await findBrowser(() => undefined),
  args: CHROMIUM_ARGS,
});
try {
  for (const { id, experiment } of presets.filter((preset) => wanted.includes(preset.id))) {
    const usual = usualControl(experiment);
    const control = controls[id] ?? (usual ? writeControl(usual) : '');
    const { light, dark, ...drawn } = await draw(id, Math.min(MOST_STEPS, experiment.length));
    for (const [suffix, picture] of [
      ['', light],
      ['.dark', dark],
    ]) {
      const bytes = Buffer.from(picture.split(',')[1], 'base64');
      writeFileSync(path.join(folder, `${id}${suffix}.webp`), bytes);
      console.log(`${id}${suffix}: ${bytes.length} bytes`);
    }
    known[id] = { ...drawn, control };
  }
} finally {
  await browser.close();
  await server.close();
}
const sorted = Object.fromEntries(presets.flatMap(({ id }) => (known[id] ? [[id, known[id]]] : [])));
writeFileSync(list, `${JSON.stringify(sorted, null, 2)}\n`);
for (const name of readdirSync(examples).filter((each) => each.endsWith('.html')))
  rewrite(path.join(examples, name), sorted);

async function readSources() {
  const vite = await createServer({ root, server: { middlewareMode: true }, logLevel: 'error' });
  const { PRESETS } = await vite.ssrLoadModule('/src/spec/presets/registry.ts');
  const control = await vite.ssrLoadModule('/src/app/share/control.ts');
  const address = await vite.ssrLoadModule('/src/embed/address.ts');
  const { complete } = await vite.ssrLoadModule('/src/spec/complete.ts');
  const { figureHeight } = await vite.ssrLoadModule('/src/app/share/height.ts');
  const { loadData } = await vite.ssrLoadModule('/src/data/load.ts');
  const { readPublicFile } = await vite.ssrLoadModule('/src/data/loadNode.ts');
  const presets = PRESETS.map(({ id, experiment }) => ({ id, experiment: complete(experiment) }));
  const heights = {};
  for (const { id, experiment } of presets) {
    const data = await loadData(experiment.dataset, experiment.seed, readPublicFile);
    heights[id] = figureHeight(experiment, data);
  }
  await vite.close();
  return { presets, heights, usualControl: control.usualControl, writeControl: address.writeControl };
}

async function draw(id, steps) {
  const page = await browser.newPage();
  // What Share would show of this preset is what is drawn here: it must not find an older one.
  await page.route('**/posters/posters.json', (route) => route.abort());
  await page.goto(`http://127.0.0.1:${port}/index.html?paused&preset=${id}`);
  await page.waitForFunction(() => window.backblast !== undefined);
  const { link, light, dark } = await page.evaluate(async (count) => {
    const api = window.backblast;
    await api.ready;
    const [, hash] = api.link().split('#');
    await api.step(count);
    return { link: hash, light: await api.poster('light'), dark: await api.poster('dark') };
  }, steps);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const snippet = page.getByRole('textbox', { name: 'Text to paste into a page' });
  await page.waitForFunction((area) => area.value.includes('ends='), await snippet.elementHandle());
  const src = /src="([^"]*)"/.exec(await snippet.inputValue())[1].replaceAll('&amp;', '&');
  const [, ...keys] = new URL(src).hash.split('&');
  const said = new URLSearchParams(keys.join('&').replaceAll('+', '%2B'));
  await page.close();
  return { link, light, dark, ends: said.get('ends'), alt: said.get('alt') };
}

/** The figures of a page are named by their preset; all else of their tags is written here. */
function rewrite(file, posters) {
  let html = readFileSync(file, 'utf8');
  for (const [preset, { link, control, alt, ends }] of Object.entries(posters)) {
    const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    const keys = {
      poster: `posters/${preset}.webp`,
      posterDark: `posters/${preset}.dark.webp`,
      ends,
      alt,
      control,
    };
    const more = Object.entries(keys).map(([key, value]) => `&${key}=${encodeURIComponent(value)}`);
    const values = {
      spec: link,
      poster: `../${keys.poster}`,
      'poster-dark': `../${keys.posterDark}`,
      ends,
      alt,
      control,
      src: `../embed.html#${link}${more.join('')}`,
      height: String(heights[preset]),
    };
    html = html
      .replace(new RegExp(`<(?:back-blast|iframe) data-figure="${preset}"[^>]*>`, 'g'), (tag) =>
        Object.entries(values).reduce(
          (text, [name, value]) =>
            text.replace(new RegExp(` ${name}="[^"]*"`), ` ${name}="${escaped(value)}"`),
          tag,
        ),
      )
      .replace(new RegExp(`(data-link="${preset}" href=")[^"]*`, 'g'), `$1../index.html#${link}`);
  }
  writeFileSync(file, html);
}
