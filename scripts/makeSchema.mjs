// Writes public/experiment.schema.json from the registries: node scripts/makeSchema.mjs
// A test fails when the file is older than what it is made from.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { runnerImport } from 'vite';

const root = path.resolve(import.meta.dirname, '..');
const { module } = await runnerImport(path.join(root, 'src/spec/jsonSchema.ts'), { root, configFile: false });
const text = `${JSON.stringify(module.experimentJsonSchema(), null, 2)}\n`;
writeFileSync(path.join(root, 'public/experiment.schema.json'), text);
console.log(`public/experiment.schema.json: ${text.length} characters`);
