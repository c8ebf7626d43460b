// What makes the site work without a network: dist/sw.js, which keeps every file of the build when a page is first visited.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Not for readers: the bundler's own notes, and the worker itself. */
/** Twins of binaries (twins.mjs) are for frames that have no origin, and so no service worker either. */
const isOurs = (file) =>
  !file.startsWith('.vite/') && file !== 'sw.js' && !file.endsWith('.map') && !/\.(wasm|bin)\.js$/.test(file);

/** Writes `sw.js` into a finished build. Its cache is named by what it holds: the same build is the same worker. */
export function writeServiceWorker(dist) {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter(isOurs)
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(path.join(dist, file)));
  const lines = [
    `const CACHE = 'backblast-${hash.digest('hex').slice(0, 12)}';`,
    `const FILES = ${JSON.stringify(files)};`,
    `(${serve.toString()})(CACHE, FILES);`,
  ];
  writeFileSync(path.join(dist, 'sw.js'), `${lines.join('\n')}\n`);
}

/** Runs in the service worker, as text: it may know nothing but its arguments and the browser. */
function serve(CACHE, FILES) {
  const OWN = 'backblast-';
  const scope = self.registration.scope;
  const known = new Set(FILES);

  self.addEventListener('install', (event) => event.waitUntil(keepAll()));
  self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
  self.addEventListener('fetch', answer);
  // A new build waits here until the reader asks for it: a run that goes on is never interrupted.
  self.addEventListener('message', (event) => {
    if (event.data === 'take over') self.skipWaiting();
  });

  /** All or nothing. What has its hash in its name and is kept already, from the last build, is not fetched again. */
  async function keepAll() {
    const cache = await caches.open(CACHE);
    await Promise.all(
      FILES.map(async (file) => {
        const address = new URL(file, scope).href;
        const old = file.startsWith('assets/') ? await caches.match(address) : undefined;
        const response = old ?? (await fetch(address, { cache: 'reload' }));
        if (!response.ok) throw new Error(`${file}: ${response.status}`);
        // A page that was sent on from elsewhere may not be given to a navigation.
        await cache.put(
          address,
          response.redirected ? new Response(await response.blob(), response) : response,
        );
      }),
    );
  }

  async function takeOver() {
    const names = await caches.keys();
    await Promise.all(
      names.filter((name) => name.startsWith(OWN) && name !== CACHE).map((name) => caches.delete(name)),
    );
    await self.clients.claim();
  }

  function answer(event) {
    const { request } = event;
    if (request.method !== 'GET' || !request.url.startsWith(scope)) return;
    const file = new URL(request.url).pathname.slice(new URL(scope).pathname.length) || 'index.html';
    if (!known.has(file)) return;
    event.respondWith(
      caches
        .open(CACHE)
        .then((cache) => cache.match(new URL(file, scope).href))
        .then((kept) => kept ?? fetch(request)),
    );
  }
}
