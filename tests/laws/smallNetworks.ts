/** Tiny networks, data and parameters for the laws, and what a trainer says of them. */
import type { Block, Choice, Layer, Loss } from '../../src/catalogue/types';
import { STEP_QUANTITIES, type StepQuantity } from '../../src/catalogue/types';
import type { Data } from '../../src/data/types';
import type { Engine, Trainer } from '../../src/engine/types';
import { rowOf } from '../../src/history/chunk';
import type { Chunk } from '../../src/history/types';
import { stream } from '../../src/random/stream';
import { newLane } from '../../src/spec/defaults';
import type { LaneSpec } from '../../src/spec/types';

export const FEATURES = 3;
export const ROWS = 8;
export const WIDTH = 6;

export const dense = (id: string, activation: Choice, repeat = 1, width = WIDTH): Block => ({
  id,
  type: 'dense',
  repeat,
  values: { width, bias: true, biasSigma: 0.1 },
  activation,
  initializer: { kind: 'varianceScaling', c: 1.5 },
});

export const residual = (id: string, stack: readonly Block[], values = {}, repeat = 1): Block => ({
  id,
  type: 'residual',
  repeat,
  values: { branchScale: 0.5, zeroInitLast: false, ...values },
  stack,
});

export const lane = (changes: Partial<LaneSpec> = {}): LaneSpec =>
  newLane({ blocks: [dense('b1', { kind: 'tanh' }, 3)], loss: { kind: 'mse' }, ...changes });

const OUTPUTS = { numbers: 2, binary: 1, classes: 3, readOut: 0 } as const;
const TASKS = { numbers: 'regression', binary: 'binary', classes: 'classes', readOut: 'readOut' } as const;

/** Rows drawn from a named stream, with targets as this kind of loss wants them. */
export function dataFor(targets: Loss['targets'], rows = ROWS, width = WIDTH): Data {
  const draws = stream(5, 'laws', targets);
  const outputs = OUTPUTS[targets];
  const columns = outputs || width;
  const x = Float32Array.from(draws.normals(rows * FEATURES));
  const y = new Float32Array(rows * columns);
  if (targets === 'classes') {
    for (let row = 0; row < rows; row++) y[row * columns + draws.integer(columns)] = 1;
  } else {
    y.set(targets === 'binary' ? Float32Array.from(draws.integers(rows, 2)) : draws.normals(y.length));
  }
  const split = { x, y, count: rows };
  return {
    inputShape: [FEATURES],
    outputs,
    ...(targets === 'readOut' ? { readOutColumns: columns } : {}),
    task: TASKS[targets],
    train: split,
    heldOut: split,
    classNames: [],
    picture: { kind: 'none' },
  };
}

/** Sequences [steps, FEATURES] drawn from a named stream: two numbers to be said at the end, or at each step. */
export function sequencesFor(steps: number, atEachStep: boolean, rows = ROWS): Data {
  const draws = stream(5, 'laws', 'sequences', steps);
  const x = Float32Array.from(draws.normals(rows * steps * FEATURES));
  const y = Float32Array.from(draws.normals(rows * (atEachStep ? steps : 1) * OUTPUTS.numbers));
  const split = { x, y, count: rows };
  return {
    inputShape: [steps, FEATURES],
    outputs: OUTPUTS.numbers,
    ...(atEachStep ? { outputSteps: steps } : {}),
    task: TASKS.numbers,
    train: split,
    heldOut: split,
    classNames: [],
    picture: { kind: 'none' },
  };
}

/** The same data with other rows to train on. */
export const withRows = (data: Data, train: Partial<Data['train']>): Data => ({
  ...data,
  train: { ...data.train, ...train },
});

/** Parameters by `layer/name`, as a trainer takes and PyTorch files spell them. */
export type Named = ReadonlyMap<string, Float32Array>;

const namesOf = (layers: readonly Layer[]) =>
  layers.flatMap((layer) => layer.parameters.map((parameter) => ({ ...parameter, key: parameter.path })));

export const byName = (layers: readonly Layer[], flat: Float32Array): Named =>
  new Map(namesOf(layers).map(({ key, offset, size }) => [key, flat.slice(offset, offset + size)]));

/** Every step trains on all rows. */
export function trainerOf(engine: Engine, spec: LaneSpec, data: Data, initial?: Named): Trainer {
  return engine.createTrainer(spec, data, 11, {
    fullBatch: true,
    ...(initial ? { initialParameters: initial } : {}),
  });
}

export async function withTrainer<T>(trainer: Trainer, work: (trainer: Trainer) => Promise<T>): Promise<T> {
  try {
    return await work(trainer);
  } finally {
    trainer.dispose();
  }
}

/** The parameters that a lane starts with. */
export const startOf = (engine: Engine, spec: LaneSpec, data: Data): Promise<Named> =>
  withTrainer(trainerOf(engine, spec, data), async (trainer) =>
    byName(trainer.layers, await trainer.parameters()),
  );

/** What n steps recorded. */
export const trained = (
  engine: Engine,
  spec: LaneSpec,
  data: Data,
  steps: number,
  initial?: Named,
): Promise<Chunk> =>
  withTrainer(trainerOf(engine, spec, data, initial), async (trainer) => {
    for (let step = 0; step < steps; step++) trainer.step();
    const chunk = await trainer.read();
    if (!chunk) throw new Error('No step was made.');
    return chunk;
  });

/** Forward and backward pass of step 0. */
export const measured = (engine: Engine, spec: LaneSpec, data: Data, initial?: Named) =>
  withTrainer(trainerOf(engine, spec, data, initial), async (trainer) => {
    const chunk = await trainer.measure();
    return {
      layers: trainer.layers,
      row: rowOf(chunk, trainer.layers, 0),
      step: stepNumbers(chunk, 0),
      chunk,
    };
  });

export const stepNumbers = (chunk: Chunk, index: number) =>
  Object.fromEntries(
    STEP_QUANTITIES.map((name, place) => [name, chunk.perStep[index * STEP_QUANTITIES.length + place]]),
  ) as Readonly<Record<StepQuantity, number>>;

export const seriesOf = (chunk: Chunk, quantity: StepQuantity): number[] =>
  Array.from({ length: chunk.count }, (_, index) => stepNumbers(chunk, index)[quantity]);

/**
 * The gradient entry by entry, as the update shows it: one step of SGD with the rate 2¹⁰. The parameters' own size then
 * costs a gradient entry g no more than an ulp of |p|/2¹⁰ + |g|.
 */
export async function gradientOf(
  engine: Engine,
  spec: LaneSpec,
  data: Data,
  initial?: Named,
): Promise<Float64Array> {
  const rate = 1024;
  const plain = { ...spec, optimizer: { kind: 'sgd' }, learningRate: rate, weightDecay: 0 };
  return withTrainer(trainerOf(engine, plain, data, initial), async (trainer) => {
    const before = await trainer.parameters();
    trainer.step();
    await trainer.read();
    const after = await trainer.parameters();
    return Float64Array.from(before, (value, index) => (value - (after[index] as number)) / rate);
  });
}

export const normOf = (values: ArrayLike<number>): number =>
  Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0));

/** NaN equals NaN, and −0 is not 0. */
export const sameBits = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  a.length === b.length && Array.from(a).every((value, index) => Object.is(value, b[index]));
