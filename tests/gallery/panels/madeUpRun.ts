/** A lane's run by formula, in the form in which the worker's runs stand in the store. Nothing is trained. */
import {
  CLASS,
  type Layer,
  QUANTITIES,
  type Quantity,
  STEP_QUANTITIES,
  type StepQuantity,
  TENSORS,
  type TensorName,
} from '../../../src/catalogue/types';
import type { Data } from '../../../src/data/types';
import type { Snapshot } from '../../../src/engine/types';
import { createRecord } from '../../../src/history/record';
import type { Chunk } from '../../../src/history/types';
import { expand } from '../../../src/spec/expand';
import type { LaneSpec } from '../../../src/spec/types';
import type { LaneRunState } from '../../../src/state/types';
import { wave } from '../fakeHistory';

export interface Formula {
  /** Columns. 1: step 0 is measured and not made. */
  readonly steps: number;
  /** ‖∂L/∂h‖ of a row; depth 0 at the loss, 1 at the input. */
  readonly gradient: (step: number, depth: number) => number;
  readonly loss: (step: number) => number;
  /** The last step: from the third row on the forward pass is not finite. */
  readonly diesAt?: number;
}

export function madeUpRun(lane: LaneSpec, data: Data, formula: Formula): LaneRunState {
  const layers = expand(lane, data);
  const record = createRecord(layers);
  record.append(chunkOf(lane, layers, formula));
  const { steps, diesAt } = formula;
  const snapshot = snapshotOf(data, layers, steps - 1, diesAt !== undefined);
  record.appendHeldOut(snapshot.heldOut);
  return {
    ...noRun(lane),
    layers,
    parameterCount: layers.reduce(
      (sum, layer) => sum + layer.parameters.reduce((own, { size }) => own + size, 0),
      0,
    ),
    record,
    version: 1,
    steps: steps === 1 ? 0 : steps,
    stoppedAt: diesAt ?? null,
    snapshot,
  };
}

/** Not built, or refused with a sentence. */
export function noRun(lane: LaneSpec, error: string | null = null): LaneRunState {
  return {
    runId: `${lane.id}1`,
    layers: [],
    parameterCount: 0,
    record: createRecord([]),
    version: 0,
    steps: 0,
    stoppedAt: null,
    error,
    snapshot: null,
    snapshots: new Map(),
  };
}

function chunkOf(lane: LaneSpec, layers: readonly Layer[], formula: Formula): Chunk {
  const { steps, gradient, loss, diesAt } = formula;
  const perStep = new Float64Array(steps * STEP_QUANTITIES.length);
  const perLayer = new Float64Array(steps * layers.length * QUANTITIES.length).fill(Number.NaN);
  const classes = new Uint8Array(steps * layers.length * TENSORS.length);
  const sizeAt = (step: number, index: number): number => {
    const depth = 1 - index / Math.max(1, layers.length - 1);
    return gradient(step, depth) * (1 + 0.1 * wave(step, index));
  };
  for (let step = 0; step < steps; step++) {
    const norm = layers.reduce((sum, _, index) => Math.hypot(sum, 0.3 * sizeAt(step, index)), 0);
    const ofStep: Record<StepQuantity, number> = {
      loss: loss(step),
      globalNorm: step === diesAt ? Number.NaN : norm,
      globalNormClipped: step === diesAt ? Number.NaN : norm,
      learningRate: lane.learningRate,
      skipped: 0,
    };
    perStep.set(
      STEP_QUANTITIES.map((name) => ofStep[name]),
      step * STEP_QUANTITIES.length,
    );
    for (let index = 0; index < layers.length; index++) {
      const place = step * layers.length + index;
      const size = step === diesAt ? Number.NaN : sizeAt(step, index);
      const before = index > 0 && step !== diesAt ? sizeAt(step, index - 1) : Number.NaN;
      const numbers = rowNumbers(size, before, lane.learningRate);
      perLayer.set(
        QUANTITIES.map((name) => numbers[name]),
        place * QUANTITIES.length,
      );
      classes.set(
        TENSORS.map((name) => (step === diesAt ? classAtDeath(name, index) : CLASS.finite)),
        place * TENSORS.length,
      );
    }
  }
  return { firstStep: 0, count: steps, perStep, perLayer, classes };
}

/** What a row hands back is what the row before it receives. */
function rowNumbers(size: number, before: number, rate: number): Record<Quantity, number> {
  return {
    gradientOutput: size,
    gradientPreActivation: 0.76 * size,
    gradientWeights: 0.3 * size,
    gradientBias: 0.05 * size,
    gradientInput: before,
    gradientFirstPath: Number.NaN,
    gradientSecondPath: Number.NaN,
    gradientOutputMax: size / 8,
    gradientPreActivationMax: size / 9,
    gradientWeightsMax: size / 20,
    gradientBiasMax: size / 30,
    gradientWeightsClipped: 0.3 * size,
    weights: 5.6,
    bias: 0.1,
    updateWeights: rate * 0.3 * size,
    updateBias: rate * 0.05 * size,
    preActivationMean: 0.02,
    preActivationStd: 1.1,
    mean: 0.3,
    std: 0.8,
    outputMax: 3.1,
    saturated: 0.12,
    dead: 0,
  };
}

function classAtDeath(name: TensorName, index: number): number {
  const isForward = name === 'preActivation' || name === 'output';
  if (name === 'weights' || name === 'bias') return CLASS.finite;
  if (!isForward) return CLASS.nan;
  return index < 2 ? CLASS.finite : index === 2 ? CLASS.infinite : CLASS.nan;
}

function snapshotOf(data: Data, layers: readonly Layer[], step: number, isDead: boolean): Snapshot {
  const gridSize = 32;
  const outputs = Float32Array.from({ length: gridSize ** 2 }, (_, place) => {
    const x = (place % gridSize) / gridSize - 0.5;
    const y = Math.floor(place / gridSize) / gridSize - 0.5;
    return isDead ? Number.NaN : 9 * (y + 0.25 * Math.sin(7 * x));
  });
  const counts = Uint32Array.from({ length: 40 }, (_, bin) =>
    Math.round(300 * Math.exp(-(((bin - 19.5) / 8) ** 2))),
  );
  const bins = (end: number) => ({ min: -end, max: end, counts, infinite: 0, nan: 0 });
  return {
    step,
    heldOut: isDead
      ? { step, loss: Number.NaN, accuracy: 0.5 }
      : { step, loss: 0.31 - step / 2000, accuracy: 0.87 },
    outputs,
    gridSize,
    guesses: new Uint8Array(data.heldOut.count),
    histograms: {
      layer: Math.min(3, layers.length - 1),
      tensors: {
        weights: bins(0.6),
        preActivation: bins(3.2),
        output: bins(3.1),
        gradientOutput: bins(0.02),
      },
    },
  };
}
