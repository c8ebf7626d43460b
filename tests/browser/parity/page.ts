/** Bundled by the test and loaded into a blank page: the parity checks, on WebGL. */
import { startWebgl } from '../../../src/engine/backends/webgl';
import { createEngine } from '../../../src/engine/engine';
import { probe } from '../../../src/engine/probe';
import {
  compareActivations,
  compareClippings,
  compareLosses,
  compareOptimizers,
  compareSkips,
} from '../../parity/compareEntries';
import { compareExplosion } from '../../parity/compareExplosion';
import { compareNetwork, outside } from '../../parity/compareNetwork';
import { replayChecks } from '../../parity/replayChecks';

const start = startWebgl(true);
const entries = {
  activations: compareActivations,
  losses: compareLosses,
  optimizers: compareOptimizers,
  clipping: compareClippings,
};

const parity = {
  backend: async () => (await start).device.info,
  probe: async () => probe((await start).device),
  entries: async (name: keyof typeof entries, file: never) => {
    const { device } = await start;
    return { backend: device.info.name, ...(await entries[name](device, file)) };
  },
  skips: async () => compareSkips((await start).device),
  network: async (file: Parameters<typeof compareNetwork>[1]) => {
    const { device } = await start;
    const findings = await compareNetwork(createEngine(device), file);
    return { backend: device.info.name, compared: findings.length, outside: outside(findings) };
  },
  explosion: async (file: Parameters<typeof compareExplosion>[1]) =>
    compareExplosion(createEngine((await start).device), file),
  replay: async () => replayChecks(createEngine((await start).device)),
};
export type Parity = typeof parity;
Object.assign(window, { parity });
