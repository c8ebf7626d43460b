import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inspect } from '../../scripts/checkBuild.mjs';

let dist = '';
beforeEach(() => {
  dist = mkdtempSync(path.join(tmpdir(), 'backblast-dist-'));
});
afterEach(() => {
  rmSync(dist, { recursive: true });
});

const EMBED = '<meta http-equiv="Content-Security-Policy"><script>start()</script>';

/** A small site that passes, with `changes` on top of it. */
function complaintsOf(changes: Record<string, string | Buffer>): string[] {
  const site = {
    'index.html':
      '<meta http-equiv="Content-Security-Policy"><script type="module" src="./assets/index-1.js"></script>',
    '.vite/manifest.json': JSON.stringify({
      'index.html': { file: 'assets/index-1.js', imports: ['_shared.js'] },
      '_shared.js': { file: 'assets/shared-1.js' },
    }),
    'assets/index-1.js': 'import "./shared-1.js"',
    'assets/shared-1.js': 'TensorFlow.js in words is fine',
    'assets/worker.webgl-1.js': '_tfengine',
    'assets/worker.wasm-1.js': '_tfengine',
    'assets/worker.cpu-1.js': '_tfengine',
    'assets/tfjs-backend-wasm-simd-1.wasm': '',
    'embed.html': EMBED,
    'back-blast.js': 'customElements.define()',
    ...changes,
  };
  for (const [name, content] of Object.entries(site)) {
    mkdirSync(path.dirname(path.join(dist, name)), { recursive: true });
    writeFileSync(path.join(dist, name), content);
  }
  return inspect(dist).complaints;
}

/** The same bytes each time, which no compression shrinks. */
const noise = (kilobytes: number) => createHash('shake256', { outputLength: kilobytes * 1000 }).digest();

test('a small site passes', () => {
  expect(complaintsOf({})).toEqual([]);
});

test.each([
  ['TensorFlow.js in a chunk of the page', { 'assets/shared-1.js': 'globalThis._tfengine' }, /got into/],
  ['a first load over its bytes through an import', { 'assets/shared-1.js': noise(201) }, /first load/],
  ['a wasm binary over its bytes', { 'assets/tfjs-backend-wasm-simd-1.wasm': noise(241) }, /SIMD binary/],
  ['fonts over their bytes', { 'assets/serif-1.woff2': noise(141) }, /fonts/],
  ['a worker without the mark', { 'assets/worker.cpu-1.js': 'postMessage(1)' }, /proves nothing/],
  ['a second script of one worker', { 'assets/worker.cpu-2.js': '_tfengine' }, /expected one/],
  ['a page without a policy', { 'about.html': '<p>About</p>' }, /policy/],
  [
    'a poster that loads something by itself',
    { 'embed.html': `${EMBED}<img src="./a.png">` },
    /before it is/,
  ],
  ['a figure over its bytes', { 'assets/embed-1.js': noise(116) }, /the figure/],
  ['an absolute address', { 'about.html': 'Content-Security-Policy <img src="/a.png">' }, /root/],
])('%s fails', (_, changes, sentence) => {
  expect(complaintsOf(changes)).toEqual([expect.stringMatching(sentence)]);
});
