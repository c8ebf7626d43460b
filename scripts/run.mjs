// `node scripts/run.mjs file.ts …arguments`: runs a TypeScript file of the project in Node, engine included.
// Vite bundles it first (a fraction of a second), so that Node, page and tests load TensorFlow.js the same way.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from './install.mjs';

const [program, , file, ...rest] = process.argv;
if (file === undefined) {
  console.error('Usage: node scripts/run.mjs file.ts [arguments]');
  process.exit(2);
}
const source = path.resolve(file);
const outDir = path.join(
  root,
  'node_modules/.cache/backblast',
  path.relative(root, source).replace(/\W+/g, '-'),
);
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  resolve: { mainFields: ['module', 'main'] },
  ssr: { noExternal: true, resolve: { mainFields: ['module', 'main'] } },
  build: {
    ssr: source,
    outDir,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: 'inline',
    rolldownOptions: { output: { entryFileNames: 'main.mjs' } },
  },
});
globalThis.__dirname ??= outDir; // TensorFlow.js's wasm glue reads it
process.argv = [program, source, ...rest];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(path.join(outDir, 'main.mjs')).href);
