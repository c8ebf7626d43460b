/** A backend is accepted only after it has shown that it computes: a known step, and numbers that are none. */
import { CLASS, QUANTITIES, TENSORS, type ClassCode } from '../catalogue/types';
import type { Data } from '../data/types';
import { newLane } from '../spec/defaults';
import type { Device } from './device';
import type { Row } from './row';
import { scope } from './tf';
import { LaneTrainer } from './trainer';

/** Two rows, two inputs, one tanh unit, one output, squared error: small enough to write out below. */
const X = [0.5, -1, 1.5, 0.25];
const Y = [0.3, -0.2];
const W1 = [0.7, -0.4];
const W2 = 1.3;
const RATE = 0.1;

const split = { x: Float32Array.from(X), y: Float32Array.from(Y), count: 2 };
const DATA: Data = {
  inputShape: [2],
  outputs: 1,
  task: 'regression',
  train: split,
  heldOut: split,
  classNames: [],
  picture: { kind: 'none' },
};
const LANE = newLane({
  blocks: [
    {
      id: 'p1',
      type: 'dense',
      repeat: 1,
      values: { width: 1, bias: false, biasSigma: 0 },
      activation: { kind: 'tanh' },
      initializer: { kind: 'zeros' },
    },
  ],
  loss: { kind: 'mse' },
  optimizer: { kind: 'sgd' },
  learningRate: RATE,
  batchSize: 2,
});

/** The first weight after one step, and the loss before it, by hand. */
function expected() {
  let loss = 0;
  let gradient = 0;
  for (const row of [0, 1]) {
    const [x1 = 0, x2 = 0] = X.slice(2 * row);
    const h = Math.tanh(x1 * (W1[0] ?? 0) + x2 * (W1[1] ?? 0));
    const error = W2 * h - (Y[row] ?? 0);
    loss += error ** 2 / 2;
    gradient += error * W2 * (1 - h * h) * x1;
  }
  return { loss, weight: (W1[0] ?? 0) - RATE * gradient };
}

const near = (actual: number | undefined, wanted: number) =>
  actual !== undefined && Math.abs(actual - wanted) < 1e-4 * Math.abs(wanted);

/** Null where the device passes; else a sentence that says where it failed. */
export async function probe(device: Device): Promise<string | null> {
  const trainer = new LaneTrainer(device, LANE, DATA, 1, {
    fullBatch: true,
    initialParameters: new Map([
      ['dense1/W', Float32Array.from(W1)],
      ['dense2/W', Float32Array.of(W2)],
      ['dense2/b', Float32Array.of(0)],
    ]),
  });
  try {
    trainer.step();
    const chunk = await trainer.read();
    const parameters = await trainer.parameters();
    const wanted = expected();
    if (!near(chunk?.perStep[0], wanted.loss) || !near(parameters[0], wanted.weight)) {
      return `A known training step came out wrong (loss ${chunk?.perStep[0]} instead of ${wanted.loss.toPrecision(6)}).`;
    }
    return await probeNumbers(device, trainer);
  } finally {
    trainer.dispose();
  }
}

/** Values, their class, and their largest finite magnitude. */
const VECTORS: readonly (readonly [values: readonly [number, number], code: ClassCode, largest: number])[] = [
  [[1e30, -2e30], CLASS.finite, 2e30],
  [[1e30, Number.POSITIVE_INFINITY], CLASS.infinite, 1e30],
  [[Number.NEGATIVE_INFINITY, Number.NaN], CLASS.nan, 0],
  [[0, -0], CLASS.zero, 0],
];

async function probeNumbers(device: Device, { layers }: LaneTrainer): Promise<string | null> {
  for (const [values, code, largest] of VECTORS) {
    const pending = scope(() => {
      const recorder = device.record(layers, 2, true);
      recorder.values(0, null, device.upload(Float32Array.from(values), [2, 1]));
      return recorder.finish(0);
    });
    const [row] = await device.read(layers, [pending]);
    pending.dispose();
    if (!row || !shows(row, code, largest)) return `The numbers ${values.join(' and ')} were not told apart.`;
  }
  return null;
}

function shows(row: Row, code: ClassCode, largest: number): boolean {
  const outputMax = row.perLayer[QUANTITIES.indexOf('outputMax')];
  return (
    row.classes[TENSORS.indexOf('output')] === code &&
    (largest === 0 ? outputMax === 0 : near(outputMax, largest))
  );
}
