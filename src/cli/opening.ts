/**
 * `npm run opening -- [--backend cpu|wasm] [--seeds N]`: runs the opening experiment over seeds and prints its table.
 * Run from the project's folder. On WebGL the same is done in a browser by scripts/opening.mjs.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { digits } from '../data/digits';
import { createEngine } from '../engine/engine';
import { opening } from '../spec/presets/opening';
import { measureOpening, openingTable, type OpeningRow, tellsItsPoint } from './measureOpening';
import { startDevice } from './startNode';

const { values } = parseArgs({
  options: {
    backend: { type: 'string', default: 'wasm' },
    seeds: { type: 'string', default: '20' },
    rate: { type: 'string' },
  },
});
const backend = values.backend === 'cpu' ? 'cpu' : 'wasm';
const engine = createEngine(await startDevice(backend));
const file = new Uint8Array(await readFile('public/data/digits.bin'));
// Other rates are tried here before the preset is changed.
const { rate } = values;
const experiment = rate
  ? {
      ...opening.experiment,
      lanes: opening.experiment.lanes.map((lane) => ({ ...lane, learningRate: Number(rate) })),
    }
  : opening.experiment;
const rows: OpeningRow[] = [];
for (let seed = 1; seed <= Number(values.seeds); seed++) {
  rows.push(await measureOpening(engine, experiment, () => digits.make({}, seed, file), seed));
}
process.stdout.write(`${openingTable(backend, rows)}\n`);
process.exitCode = rows.filter(tellsItsPoint).length >= 0.95 * rows.length ? 0 : 1;
