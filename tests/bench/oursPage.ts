/** Bundled by scripts/bench.mjs: Backblast's own engine on one backend, measuring everything or only the loss. */
import { STEP_QUANTITIES } from '../../src/catalogue/types';
import { startCpu } from '../../src/engine/backends/cpu';
import { startWasm } from '../../src/engine/backends/wasm';
import { startWebgl } from '../../src/engine/backends/webgl';
import type { Device } from '../../src/engine/device';
import { createEngine } from '../../src/engine/engine';
import type { Engine, Trainer } from '../../src/engine/types';
import { type Contender, offer } from './contender';
import { SEED, type Work, workOf } from './work';

let engine: Engine | null = null;

async function deviceOf(backend: string, wasm: string): Promise<Device> {
  if (backend === 'cpu') return startCpu();
  if (backend === 'wasm') return startWasm({ simd: wasm, plain: wasm });
  return (await startWebgl(true)).device;
}

function trainers(measure: boolean) {
  return async ({ spec, data }: Work, lanes: number): Promise<Contender> => {
    if (!engine) throw new Error('The engine was not started.');
    const { createTrainer } = engine;
    const all = Array.from({ length: lanes }, () =>
      createTrainer(spec, data, SEED, { measure, fullBatch: true }),
    );
    return {
      async train(steps) {
        for (let step = 0; step < steps; step++) for (const trainer of all) trainer.step();
        const chunks = await Promise.all(all.map((trainer) => trainer.read()));
        const [first] = chunks;
        const at = ((first?.count ?? 0) - 1) * STEP_QUANTITIES.length + STEP_QUANTITIES.indexOf('loss');
        return first?.perStep[at] ?? Number.NaN;
      },
      dispose: () => {
        for (const trainer of all) trainer.dispose();
      },
    };
  };
}

offer(
  async (backend, wasm) => {
    engine = createEngine(await deviceOf(backend, wasm));
    return engine.info.renderer;
  },
  { on: trainers(true), off: trainers(false) },
);

/** One lane for so many more steps, read as the lab reads; how many tensors live then. */
const lasting = async (steps: number) => {
  if (!engine) throw new Error('The engine was not started.');
  const { spec, data } = workOf({ depth: 2, width: 8 });
  lane ??= engine.createTrainer(spec, data, SEED, { fullBatch: true });
  for (let step = 1; step <= steps; step++) {
    lane.step();
    if (step % 20 === 0) await lane.read();
  }
  await lane.read();
  return engine.counts().tensors;
};
let lane: Trainer | null = null;
Object.assign(window, { lasting });
