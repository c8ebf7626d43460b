/** Promises of the trainer that are not about PyTorch: replay bit for bit, measuring changes nothing, no leaks. */
import { adding } from '../../src/data/adding';
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

/** Two recurrent blocks, the first weights of one by Gram–Schmidt, of the other by repeated squaring. */
const recurrent = (changes: Partial<LaneSpec> = {}): LaneSpec =>
  newLane({
    blocks: [
      {
        id: 'b1',
        type: 'simpleRnn',
        repeat: 1,
        values: { width: 6, handsOn: 'sequence' },
        activation: { kind: 'tanh' },
        initializer: { kind: 'glorotNormal' },
        recurrentInitializer: { kind: 'spectralRadius', radius: 1.3 },
      },
      {
        id: 'b2',
        type: 'lstm',
        repeat: 1,
        values: { width: 8, handsOn: 'last', forgetBias: 1 },
        initializer: { kind: 'glorotNormal' },
        recurrentInitializer: { kind: 'orthogonal', gain: 1 },
      },
    ],
    loss: { kind: 'mse' },
    batchSize: 16,
    ...changes,
  });

/** Of the first weights, bit by bit (FNV-1a). */
async function startOf(engine: Engine, spec: LaneSpec, data: Data): Promise<number> {
  const values = await parametersAfter(engine, spec, data, 0, false);
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength).reduce(
    (hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0,
    0x811c9dc5,
  );
}

/** That of every machine and backend. */
export const RECURRENT_START = 258_318_737;

/** Each must be true (or, for tensors, [n, n, 0], and for the start, RECURRENT_START). */
export async function replayChecks(engine: Engine) {
  const data = makeSpirals();
  const momentum = {
    optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    learningRate: 0.01,
  };
  const sequences = adding.make({ length: 10 }, 3);
  const tooFast = recurrent({ learningRate: 1000 });
  const edits = { edits: [{ step: 7, path: 'learningRate', value: 0.2 }] };
  return {
    backend: engine.info.name,
    healthyReplays: await replays(engine, lane(2, 4, { ...momentum, ...edits }), data, 24),
    explodingReplays: await replays(engine, lane(8, 12, { learningRate: 1 }), data, 9),
    batchNormReplays: await replays(engine, withState, data, 24),
    explodingLstmReplays:
      (await replays(engine, tooFast, sequences, 8)) &&
      (await parametersAfter(engine, tooFast, sequences, 8, false)).some((value) => !Number.isFinite(value)),
    recurrentStart: await startOf(engine, recurrent(), sequences),
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
