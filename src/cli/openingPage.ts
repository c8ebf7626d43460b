/** Bundled by scripts/opening.mjs and loaded into a blank page: one seed of the opening experiment on WebGL. */
import { digits } from '../data/digits';
import { startWebgl } from '../engine/backends/webgl';
import { createEngine } from '../engine/engine';
import { opening } from '../spec/presets/opening';
import { measureOpening, openingTable } from './measureOpening';

const start = startWebgl(true);

Object.assign(window, {
  openingSeed: async (seed: number, file: number[]) => {
    const { device } = await start;
    return measureOpening(
      createEngine(device),
      opening.experiment,
      () => digits.make({}, seed, Uint8Array.from(file)),
      seed,
    );
  },
  openingTable,
});
