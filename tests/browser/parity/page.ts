/** Bundled by the test and loaded into a blank page: the parity checks, on WebGL. */
import { compareFile } from '../../../src/cli/parity/compareFile';
import type { Recognised } from '../../../src/cli/parity/recognise';
import { startCpu } from '../../../src/engine/backends/cpu';
import { startWebgl } from '../../../src/engine/backends/webgl';
import { createEngine } from '../../../src/engine/engine';
import { probe } from '../../../src/engine/probe';
import { everyBlockOn } from '../../laws/everyBlock';
import { compareMeasures } from '../../laws/measuresOn';
import { compareOps } from '../../laws/opsOn';
import { wronglyDropped } from '../../laws/droppedOnes';
import { replayChecks } from '../../parity/replayChecks';
import { compareSkips } from '../../parity/skips';

/** Started when first asked for: one page is also used for plain JS. */
let started: ReturnType<typeof startWebgl> | null = null;
const webgl = () => (started ??= startWebgl(true));

const parity = {
  backend: async () => (await webgl()).device.info,
  probe: async () => probe((await webgl()).device),
  compare: async ({ kind, file }: Recognised) => compareFile((await webgl()).device, kind, file),
  everyBlock: async () => everyBlockOn((await webgl()).device),
  everyBlockInPlainJs: async () => everyBlockOn(await startCpu()),
  ops: async () => compareOps((await webgl()).device),
  measures: async () => compareMeasures((await webgl()).device),
  skips: async () => compareSkips((await webgl()).device),
  wronglyDropped: async () => wronglyDropped((await webgl()).device, 0.3),
  replay: async () => replayChecks(createEngine((await webgl()).device)),
};
export type Parity = typeof parity;
Object.assign(window, { parity });
