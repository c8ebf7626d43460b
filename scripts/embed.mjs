// The embed's part of `npm run build`: embed.html with its first script inside, and the figure as one classic script,
// since a sandboxed frame loads no modules. Runs after the site's build, whose workers it names.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './install.mjs';

const policy = (hash) =>
  [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' '${hash}'`,
    "worker-src 'self' blob:",
    "img-src 'self' data: blob:",
    "style-src 'unsafe-inline'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

export async function buildEmbed(dist) {
  const assets = readdirSync(path.join(dist, 'assets'));
  const figure = await classic('src/embed/figure/figure.ts', {}, assets);
  const named = (test) =>
    assets
      .filter((each) => test.test(each))
      .map((each) => `./assets/${each}`)
      .reverse();
  const name = `assets/embed-${hashOf('sha256', figure).replace(/\W/g, '').slice(0, 8)}.js`;
  writeFileSync(path.join(dist, name), figure);
  const boot = await classic('src/embed/poster/boot.ts', {
    EMBED_FIGURE: JSON.stringify(`./${name}`),
    EMBED_ENGINES: JSON.stringify({
      webgl: named(/^worker\.webgl-.*\.js$/),
      wasm: named(/^worker\.wasm-.*\.js$|wasm-simd-.*\.wasm$/),
    }),
    EMBED_KB: String(costOfRun(dist, figure, assets)),
  });
  writeFileSync(path.join(dist, 'embed.html'), page(boot.trim()));
  const element = await classic('src/embed/element/backBlast.ts', {});
  writeFileSync(path.join(dist, 'back-blast.js'), element);
  writePresets(dist);
}

/** `posters/ID.js` for `embed.html?preset=ID`: a script each, which a frame without an origin may read as well. */
function writePresets(dist) {
  const posters = JSON.parse(readFileSync(path.join(dist, 'posters/posters.json'), 'utf8'));
  for (const [id, { link, ...rest }] of Object.entries(posters)) {
    const keys = { poster: `posters/${id}.webp`, posterDark: `posters/${id}.dark.webp`, ...rest };
    const address = [
      link,
      ...Object.entries(keys).map(([key, value]) => `${key}=${encodeURIComponent(value)}`),
    ];
    const text = `backblastPreset=${JSON.stringify(address.join('&'))}`;
    writeFileSync(path.join(dist, `posters/${id}.js`), text);
  }
}

/** One module and all that it imports as a classic script. */
async function classic(entry, define, assets = []) {
  const { build } = await import('vite');
  const { output } = await build({
    configFile: false,
    root,
    base: '/',
    publicDir: false,
    logLevel: 'warn',
    define,
    plugins: [builtWorkers(assets), withoutTransitions],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: path.join(root, entry),
        output: { format: 'iife', codeSplitting: false },
        // Vite's own way to load chunks, of which there are none here.
        onLog: (level, log, usual) => log.code !== 'EMPTY_IMPORT_META' && usual(level, log),
      },
    },
  });
  return output.find(({ type }) => type === 'chunk').code;
}

/** `?worker&url`: the workers are there already. */
const builtWorkers = (assets) => ({
  name: 'backblast:built-workers',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('?worker&url') ? `\0${path.basename(id)}` : undefined),
  load(id) {
    const [, worker] = /^\0(worker\.\w+)\?worker&url$/.exec(id) ?? [];
    if (!worker) return undefined;
    const file = assets.find((name) => name.startsWith(`${worker}-`) && name.endsWith('.js'));
    return `export default ${JSON.stringify(`./assets/${file}`)};`;
  },
});

/** d3 hangs its transitions on its selections as it loads: 9 kB of both, though the charts use neither. */
const withoutTransitions = {
  name: 'backblast:without-transitions',
  transform: (code, id) =>
    /\/d3-(selection|transition)\//.test(id) ? { code, map: null, moduleSideEffects: false } : undefined,
};

/** Kilobytes of the figure, its larger engine and the digits, as they travel, rounded up to tens. */
function costOfRun(dist, figure, assets) {
  const size = (test) =>
    assets
      .filter((name) => test.test(name))
      .reduce((sum, name) => sum + gzipSync(readFileSync(path.join(dist, 'assets', name))).length, 0);
  const engines = [size(/^worker\.webgl-.*\.js$/), size(/^worker\.wasm-.*\.js$|wasm-simd-.*\.wasm$/)];
  const digits = readFileSync(path.join(dist, 'data/digits.bin')).length;
  return Math.ceil((gzipSync(figure).length + Math.max(...engines) + digits) / 10_000) * 10;
}

function page(script) {
  const html = readFileSync(path.join(root, 'embed.html'), 'utf8')
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\n\s+/g, '\n')
    .replace(/<script type="module"[^>]*><\/script>/, () => `<script>${script}</script>`);
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(`sha256-${hashOf('sha256', script)}`)}">`;
  return html.replace('<head>', () => `<head>\n${meta}`);
}

const hashOf = (algorithm, text) => createHash(algorithm).update(text).digest('base64');
