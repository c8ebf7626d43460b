// `npm start`: installs and builds what is missing or out of date, then serves the site and says where.
import { parseArgs } from 'node:util';
import { build, isBuilt } from './build.mjs';
import { ensureInstalled, root } from './install.mjs';

const { values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } });
const wanted = values.port ?? process.env.PORT;
const port = wanted === undefined ? 4173 : Number(wanted);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`--port wants a number from 0 to 65535, not '${wanted}'.`);
  process.exit(2);
}

ensureInstalled();
if (!isBuilt()) {
  console.log('Building…');
  await build();
}

const { preview } = await import('vite');
const host = values.host ?? '127.0.0.1';
try {
  const server = await preview({
    root,
    logLevel: 'error',
    preview: { host, port, strictPort: wanted !== undefined, open: false },
  });
  const { port: bound } = server.httpServer.address();
  const name = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host;
  console.log(`Backblast is running at http://${name}:${bound}/`);
} catch (error) {
  console.error(`Cannot serve on port ${port} (${error.message}). Choose another with --port.`);
  process.exit(1);
}
