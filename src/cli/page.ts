/** Bundled by scripts/chromium.mjs as the production build is, and loaded into a blank page: the commands' work on WebGL. */
import { startWebgl } from '../engine/backends/webgl';
import { workOn } from './work';

const start = startWebgl(true).then(({ device }) => workOn(device));

const work = {
  info: async () => (await start).info,
  compare: async (file: Parameters<Awaited<typeof start>['compare']>[0]) => (await start).compare(file),
  runSeed: async (request: Parameters<Awaited<typeof start>['runSeed']>[0]) => (await start).runSeed(request),
};
Object.assign(window, { backblastWork: work });
