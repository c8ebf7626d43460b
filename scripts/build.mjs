// `npm run build`: dist from the sources, and a stamp by which `isBuilt` knows whether dist still is theirs.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildEmbed } from './embed.mjs';
import { ensureInstalled, root } from './install.mjs';
import { writeServiceWorker } from './serviceWorker.mjs';
import { writeTwins } from './twins.mjs';

const sources = [
  'src',
  'public',
  'scripts/embed.mjs',
  'scripts/serviceWorker.mjs',
  'scripts/twins.mjs',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
];
const stamp = path.join(root, 'dist/.vite/sources');

export const isBuilt = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();

/** The whole site into `dist`: pages, embed, twins of binaries, service worker. */
export async function build(dist = path.join(root, 'dist')) {
  const { build: viteBuild } = await import('vite');
  const before = fingerprint();
  await viteBuild({ root, logLevel: 'warn', build: { outDir: dist, emptyOutDir: true } });
  await buildEmbed(dist);
  writeTwins(dist);
  writeServiceWorker(dist);
  writeFileSync(path.join(dist, '.vite/sources'), before);
}

/** A hash of the names and contents of everything a build reads. */
function fingerprint() {
  const hash = createHash('sha256');
  const pages = readdirSync(root).filter((name) => name.endsWith('.html'));
  for (const file of [...sources, ...pages].flatMap(filesOf)) {
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

function filesOf(name) {
  const full = path.join(root, name);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [name];
  return readdirSync(full)
    .sort()
    .flatMap((child) => filesOf(`${name}/${child}`));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureInstalled();
  await build();
}
