// `node scripts/examples.mjs`: runs the figures of public/examples in the built site and draws their posters; writes
// their links, controls and words into the pages. To be run when a preset or the look of a map has changed.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findBrowser } from './browser.mjs';
import { root } from './install.mjs';

/** By preset: how many steps the poster shows, and the control. */
const figures = {
  plainDeep: {
    steps: 200,
    control: 'a~blocks.b1.initializer.c~0.5~16~logarithmic~Variance of A’s weights, × n',
  },
  opening: {
    steps: 120,
    control: 'a~blocks.b1.initializer.c~0.5~8~logarithmic~Variance of A’s weights, × n',
  },
  step: { steps: 120, control: 'b~learningRate~0.03~10~logarithmic~Learning rate of B' },
  depth: { steps: 20, control: '*~blocks.b1.initializer.c~0.5~8~logarithmic~Variance of all weights, × n' },
  rnnExplodes: {
    steps: 100,
    control: 'a~blocks.b1.recurrentInitializer.radius~0.5~2.5~linear~Spectral radius of A',
  },
};

const folder = path.join(root, 'public/examples');
const server = await preview({ root, logLevel: 'error', preview: { host: '127.0.0.1', port: 0 } });
const { port } = server.httpServer.address();
const args = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const browser = await chromium.launch({ executablePath: await findBrowser(() => undefined), args });
try {
  for (const [preset, { steps, control }] of Object.entries(figures)) {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/index.html?paused&preset=${preset}`);
    await page.waitForFunction(() => window.backblast !== undefined);
    const drawn = await page.evaluate(async (count) => {
      const api = window.backblast;
      await api.ready;
      const link = api.link().split('#')[1];
      await api.step(count);
      const words = [...document.querySelectorAll('.lane')].map((lane) => {
        const said = lane.querySelector('.verdict').textContent.replace(/[.]$/, '');
        return `${lane.getAttribute('aria-label')} after ${count} steps: ${said}.`;
      });
      return { link, light: await api.poster('light'), dark: await api.poster('dark'), alt: words.join(' ') };
    }, steps);
    await page.close();
    for (const [suffix, picture] of [
      ['', drawn.light],
      ['.dark', drawn.dark],
    ]) {
      const bytes = Buffer.from(picture.split(',')[1], 'base64');
      writeFileSync(path.join(folder, `posters/${preset}${suffix}.webp`), bytes);
      console.log(`${preset}${suffix}: ${bytes.length} bytes`);
    }
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.html')))
      rewrite(path.join(folder, name), preset, { ...drawn, control });
  }
} finally {
  await browser.close();
  await server.close();
}

function rewrite(file, preset, { link, control, alt }) {
  const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const picture = (suffix) => encodeURIComponent(`examples/posters/${preset}${suffix}.webp`);
  const src =
    `../embed.html#${link}&poster=${picture('')}&posterDark=${picture('.dark')}` +
    `&alt=${encodeURIComponent(alt)}&control=${encodeURIComponent(control)}`;
  const values = { spec: link, control, alt, src };
  const html = readFileSync(file, 'utf8')
    .replace(new RegExp(`<(?:back-blast|iframe) data-figure="${preset}"[^>]*>`, 'g'), (tag) =>
      Object.entries(values).reduce(
        (text, [name, value]) => text.replace(new RegExp(` ${name}="[^"]*"`), ` ${name}="${escaped(value)}"`),
        tag,
      ),
    )
    .replace(new RegExp(`(data-link="${preset}" href=")[^"]*`, 'g'), `$1../index.html#${link}`);
  writeFileSync(file, html);
}
