/** Bundled by the test and loaded into a blank page: the parity checks, on WebGL. */
import { compareFile } from '../../../src/cli/parity/compareFile';
import type { Recognised } from '../../../src/cli/parity/recognise';
import { startWebgl } from '../../../src/engine/backends/webgl';
import { createEngine } from '../../../src/engine/engine';
import { probe } from '../../../src/engine/probe';
import { compareMeasures } from '../../laws/measuresOn';
import { compareOps } from '../../laws/opsOn';
import { wronglyDropped } from '../../laws/droppedOnes';
import { replayChecks } from '../../parity/replayChecks';
import { compareSkips } from '../../parity/skips';

const start = startWebgl(true);

const parity = {
  backend: async () => (await start).device.info,
  probe: async () => probe((await start).device),
  compare: async ({ kind, file }: Recognised) => compareFile((await start).device, kind, file),
  ops: async () => compareOps((await start).device),
  measures: async () => compareMeasures((await start).device),
  skips: async () => compareSkips((await start).device),
  wronglyDropped: async () => wronglyDropped((await start).device, 0.3),
  replay: async () => replayChecks(createEngine((await start).device)),
};
export type Parity = typeof parity;
Object.assign(window, { parity });
