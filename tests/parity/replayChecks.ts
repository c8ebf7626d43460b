/** Promises of the trainer that are not about PyTorch: replay bit for bit, measuring changes nothing, no leaks. */
import type { Data } from '../../src/data/types';
import type { Engine, Snapshot } from '../../src/engine/types';
import { makeSpirals } from './smallData';
import { newLane } from '../../src/spec/defaults';
import type { LaneSpec } from '../../src/spec/types';

const lane = (c: number, depth: number, changes: Partial<LaneSpec> = {}): LaneSpec =>
  newLane({
    blocks: [
      {
        id: 'b1',
        type: 'dense',
        repeat: depth,
        values: { width: 16, bias: true, biasSigma: 0 },
        activation: { kind: 'relu' },
        initializer: { kind: 'varianceScaling', c },
      },
    ],
    loss: { kind: 'binaryCrossEntropy' },
    batchSize: 16,
    ...changes,
  });

/** With running statistics, which are not parameters, and with dropout, which draws at every step. */
const withState: LaneSpec = lane(2, 1, {
  blocks: [
    {
      id: 'b1',
      type: 'group',
      repeat: 3,
      values: {},
      stack: [
        {
          id: 'b2',
          type: 'dense',
          repeat: 1,
          values: { width: 16, bias: false, biasSigma: 0 },
          activation: { kind: 'linear' },
          initializer: { kind: 'heNormal' },
        },
        { id: 'b3', type: 'batchNorm', repeat: 1, values: {}, activation: { kind: 'relu' } },
        { id: 'b4', type: 'dropout', repeat: 1, values: { rate: 0.2 } },
      ],
    },
  ],
});

/** NaN equals NaN, and −0 is not 0: bit for bit. */
function sameBits(a: ArrayBufferView, b: ArrayBufferView): boolean {
  const left = new Uint8Array(a.buffer, a.byteOffset, a.byteLength);
  const right = new Uint8Array(b.buffer, b.byteOffset, b.byteLength);
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
const sameSnapshot = (a: Snapshot, b: Snapshot) =>
  a.step === b.step &&
  sameBits(a.outputs, b.outputs) &&
  sameBits(a.guesses, b.guesses) &&
  Object.is(a.heldOut.loss, b.heldOut.loss) &&
  JSON.stringify(a.histograms, (_, value) => (value instanceof Uint32Array ? [...value] : value)) ===
    JSON.stringify(b.histograms, (_, value) => (value instanceof Uint32Array ? [...value] : value));

async function replays(engine: Engine, spec: LaneSpec, data: Data, steps: number): Promise<boolean> {
  const trainer = engine.createTrainer(spec, data, 7);
  const live: Snapshot[] = [];
  for (let step = 0; step < steps; step++) {
    live.push(await trainer.snapshot(2));
    trainer.step();
  }
  await trainer.read();
  const end = await trainer.parameters();
  let same = true;
  for (const seen of live.toReversed())
    same = sameSnapshot(seen, await trainer.snapshotAt(seen.step, 2)) && same;
  same = sameBits(end, await trainer.parameters()) && same;
  trainer.dispose();
  return same;
}

async function parametersAfter(
  engine: Engine,
  spec: LaneSpec,
  data: Data,
  steps: number,
  measure: boolean,
): Promise<Float32Array> {
  const trainer = engine.createTrainer(spec, data, 7, { measure });
  for (let step = 0; step < steps; step++) trainer.step();
  await trainer.read();
  const values = await trainer.parameters();
  trainer.dispose();
  return values;
}

async function tensorsAfter(engine: Engine, spec: LaneSpec, data: Data): Promise<number[]> {
  const before = engine.counts().tensors;
  const trainer = engine.createTrainer(spec, data, 7);
  const counts: number[] = [];
  for (const steps of [10, 90]) {
    for (let step = 0; step < steps; step++) {
      trainer.step();
      if (step % 5 === 0) await trainer.read();
    }
    await trainer.read();
    await trainer.snapshot(1);
    trainer.rewind();
    counts.push(engine.counts().tensors - before);
  }
  trainer.dispose();
  counts.push(engine.counts().tensors - before);
  return counts;
}

/** Each must be true (or, for tensors, [n, n, 0]). */
export async function replayChecks(engine: Engine) {
  const data = makeSpirals();
  const momentum = {
    optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    learningRate: 0.01,
  };
  const edits = { edits: [{ step: 7, path: 'learningRate', value: 0.2 }] };
  return {
    backend: engine.info.name,
    healthyReplays: await replays(engine, lane(2, 4, { ...momentum, ...edits }), data, 24),
    explodingReplays: await replays(engine, lane(8, 12, { learningRate: 1 }), data, 9),
    batchNormReplays: await replays(engine, withState, data, 24),
    measuringChangesNothing: sameBits(
      await parametersAfter(engine, lane(2, 4, momentum), data, 12, true),
      await parametersAfter(engine, lane(2, 4, momentum), data, 12, false),
    ),
    tensors: await tensorsAfter(
      engine,
      { ...withState, clipping: { kind: 'globalNorm', threshold: 1 } },
      data,
    ),
  };
}
