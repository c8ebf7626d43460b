// `npm run gallery`: every chart case and panel state on one page, served as it is edited. `--built` serves it as the
// picture tests see it: bundled anew, without the dev server.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, root } from './install.mjs';

const { values } = parseArgs({
  options: { port: { type: 'string' }, built: { type: 'boolean', default: false } },
});
const wanted = values.port ?? process.env.PORT;
const port = wanted === undefined ? 4180 : Number(wanted);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`--port wants a number from 0 to 65535, not '${wanted}'.`);
  process.exit(2);
}

ensureInstalled();
const place = { host: '127.0.0.1', port, strictPort: wanted !== undefined, open: false };
try {
  const server = await (values.built ? serveBuilt() : serveAsEdited());
  const { port: bound } = server.httpServer.address();
  console.log(`The gallery is at http://localhost:${bound}/tests/gallery/`);
} catch (error) {
  console.error(`Cannot serve the gallery on port ${port} (${error.message}). Choose another with --port.`);
  process.exit(1);
}

async function serveAsEdited() {
  const { createServer } = await import('vite');
  const server = await createServer({ root, logLevel: 'error', server: place });
  return server.listen();
}

async function serveBuilt() {
  const { build, preview } = await import('vite');
  const outDir = 'test-results/gallery';
  // Settings of its own: those of the site would build its pages and workers as well.
  const settings = { root, configFile: false, base: './', publicDir: false, logLevel: 'error' };
  await build({
    ...settings,
    build: {
      outDir,
      target: 'es2022',
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'], // light-dark() as written, as in vite.config.ts
      rolldownOptions: {
        input: ['tests/gallery/index.html', 'tests/gallery/panels/index.html'].map((page) =>
          path.join(root, page),
        ),
      },
    },
  });
  return preview({ ...settings, build: { outDir }, preview: place });
}
