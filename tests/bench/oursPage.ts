/** Bundled by scripts/bench.mjs: Backblast's own engine on one backend, measuring everything or only the loss. */
import { STEP_QUANTITIES } from '../../src/catalogue/types';
import { startCpu } from '../../src/engine/backends/cpu';
import { startWasm } from '../../src/engine/backends/wasm';
import { startWebgl } from '../../src/engine/backends/webgl';
import type { Device } from '../../src/engine/device';
import { createEngine } from '../../src/engine/engine';
import type { Engine, Trainer } from '../../src/engine/types';
import { countedDevice } from './countedDevice';
import { type Contender, offer, type Task } from './contender';
import { netWorkOf } from './nets';
import { SEED, workOf } from './work';

let device: Device | null = null;
let engine: Engine | null = null;

const workOfTask = (task: Task) => ('net' in task ? netWorkOf(task.net) : workOf(task));

async function deviceOf(backend: string, wasm: string): Promise<Device> {
  if (backend === 'cpu') return startCpu();
  if (backend === 'wasm') return startWasm({ simd: wasm, plain: wasm });
  return (await startWebgl(true)).device;
}

function trainers(measure: boolean) {
  return async (task: Task, lanes: number): Promise<Contender> => {
    const { spec, data } = workOfTask(task);
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
    device = await deviceOf(backend, wasm);
    engine = createEngine(device);
    return engine.info.renderer;
  },
  { on: trainers(true), off: trainers(false) },
  async (kind, task) => {
    if (!device) throw new Error('The engine was not started.');
    const counts = { operations: 0, looks: 0 };
    const { spec, data } = workOfTask(task);
    const trainer = createEngine(countedDevice(device, counts)).createTrainer(spec, data, SEED, {
      measure: kind === 'on',
      fullBatch: true,
    });
    trainer.step();
    const before = { ...counts };
    trainer.step();
    await trainer.read();
    trainer.dispose();
    return {
      operations: counts.operations - before.operations,
      // Where nothing is measured the recorder is called, and looks at nothing.
      looks: kind === 'on' ? counts.looks - before.looks : 0,
    };
  },
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
