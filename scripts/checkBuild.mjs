// What the built site must hold to: TensorFlow.js in the workers only, first loads and workers within their bytes.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Kilobytes of 1000 bytes; gzip for text and wasm, the file itself for fonts (woff2 is compressed already). */
const limits = { firstLoad: 200, fonts: 140, 'worker.webgl': 150, 'worker.wasm': 240, 'worker.cpu': 120 };
/** The embed: page and script of the poster (its picture has 6 kB more), what touching it loads besides an engine, the element. */
const embedLimits = { 'embed.html': 9, 'its script': 5, 'assets/embed-': 115, 'back-blast.js': 4 };

/** Names that TensorFlow.js's core and backends register at run time, so they outlive minifying. */
const tensorFlow = /_tfengine|WEBGL_VERSION|WASM_HAS_SIMD_SUPPORT|KEEP_INTERMEDIATE_TENSORS/;

/** Measures the site in `dist`; `rows` is the table, `complaints` the sentences that fail the check. */
export function inspect(dist) {
  const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'));
  const files = readdirSync(path.join(dist, 'assets')).map((name) => `assets/${name}`);
  const read = (file) => readFileSync(path.join(dist, file));
  const gzipKb = (list) =>
    list.reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0) / 1000;
  const rows = [];
  const complaints = [];
  const measure = (what, kb, limit) => {
    rows.push({ what, kb, limit });
    if (kb > limit) complaints.push(`${what}: ${kb.toFixed(1)} kB, the limit is ${limit} kB`);
  };

  const embed = read('embed.html').toString();
  const [, script = ''] = /<script>([^]*?)<\/script>/.exec(embed) ?? [];
  const kbOf = (text) => gzipSync(text, { level: 9 }).length / 1000;
  measure('embed.html: the poster’s page, script included', kbOf(embed), embedLimits['embed.html']);
  measure('embed.html: its script', kbOf(script), embedLimits['its script']);
  measure(
    'embed: the figure',
    gzipKb(files.filter((file) => /^assets\/embed-.*\.js$/.test(file))),
    embedLimits['assets/embed-'],
  );
  measure('back-blast.js', kbOf(read('back-blast.js')), embedLimits['back-blast.js']);
  if (/<(?:script|link|img)[^>]*(?:src|href)="(?!data:)/.test(embed))
    complaints.push('embed.html: it loads something before it is touched');

  for (const page of readdirSync(dist).filter((name) => name.endsWith('.html'))) {
    const html = read(page).toString();
    measure(
      `${page}: scripts and styles of the first load`,
      gzipKb(firstLoad(manifest, html)),
      limits.firstLoad,
    );
    if (!html.includes('Content-Security-Policy')) complaints.push(`${page}: no content security policy`);
    if (/(src|href)="\//.test(html)) complaints.push(`${page}: an address from the server's root`);
  }
  if (!rows.some(({ what, kb }) => what.startsWith('index.html') && kb > 0))
    complaints.push('index.html: no page, or no script in it');
  for (const backend of ['webgl', 'wasm', 'cpu']) {
    const script = files.filter(
      (file) => file.startsWith(`assets/worker.${backend}-`) && file.endsWith('.js'),
    );
    const binary = backend === 'wasm' ? files.filter((file) => /simd-[^/]*\.wasm$/.test(file)) : [];
    if (script.length !== 1) complaints.push(`worker.${backend}: ${script.length} scripts, expected one`);
    if (backend === 'wasm' && binary.length !== 1) complaints.push('worker.wasm: no SIMD binary beside it');
    const what = `worker.${backend}${backend === 'wasm' ? ' and its SIMD binary' : ''}`;
    measure(what, gzipKb([...script, ...binary]), limits[`worker.${backend}`]);
    if (!script.every((file) => tensorFlow.test(read(file))))
      complaints.push(
        `worker.${backend}: the marks of TensorFlow.js are not in it, so their check proves nothing`,
      );
  }
  for (const file of files.filter((each) => each.endsWith('.js') && !each.startsWith('assets/worker.'))) {
    if (tensorFlow.test(read(file)))
      complaints.push(`${file}: TensorFlow.js has got into a script of the page`);
  }
  const fonts = files.filter((file) => /\.(woff2?|ttf|otf)$/.test(file));
  measure(
    `fonts (${fonts.length} files)`,
    fonts.reduce((sum, file) => sum + read(file).length, 0) / 1000,
    limits.fonts,
  );
  return { rows, complaints };
}

/** Bytes, not compressed, of a page with the scripts and styles of its first load. */
export function unpackedBytes(dist, page) {
  const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'));
  const html = readFileSync(path.join(dist, page));
  const files = firstLoad(manifest, html.toString());
  return files.reduce((sum, file) => sum + readFileSync(path.join(dist, file)).length, html.length);
}

/** The scripts and styles a page loads before it can run: those it names and all that they import statically. */
function firstLoad(manifest, html) {
  const loaded = new Set();
  const load = (file) => {
    if (file === undefined || loaded.has(file)) return;
    loaded.add(file);
    const chunk = Object.values(manifest).find((each) => each.file === file);
    for (const style of chunk?.css ?? []) load(style);
    for (const each of chunk?.imports ?? []) load(manifest[each]?.file);
  };
  for (const [, file] of html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)) load(file);
  return [...loaded];
}

function main() {
  const { rows, complaints } = inspect(path.resolve(import.meta.dirname, '../dist'));
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const { what, kb, limit } of rows)
    console.log(`${what.padEnd(width)} ${kb.toFixed(1).padStart(7)} kB of ${String(limit).padStart(3)}`);
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
