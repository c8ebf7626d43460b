/** Reads the reference files made with PyTorch (format: tests/fixtures/oracle/README.md) and turns a network file into a lane. */
import type { Block, Choice } from '../../src/catalogue/types';
import type { Data } from '../../src/data/types';
import { newLane } from '../../src/spec/defaults';
import type { LaneSpec } from '../../src/spec/types';

export type Num = number | 'NaN' | 'Infinity' | '-Infinity';
export interface TensorJson {
  shape: number[];
  values?: Num[];
  unit?: number;
  integers?: number[];
  classes?: number[];
}
interface BlockJson {
  type: string;
  name: string;
  units?: number;
  activation?: string;
  useBias?: boolean;
  branchScale?: number;
  stack?: BlockJson[];
}
export interface ParameterSeries {
  gradientNorm: Num[];
  gradientMaxAbs: Num[];
  norm: Num[];
  updateRatio: Num[];
}
export interface OutputSeries {
  gradientNorm: Num[];
  gradientMaxAbs: Num[];
  mean: Num[];
  std: Num[];
  preactivationMean?: Num[];
  preactivationStd?: Num[];
}
export interface NetworkFile {
  title: string;
  loss: string;
  optimizer: { kind: string; learningRate: number; options: Record<string, number | boolean> };
  schedule: Choice;
  clipping: { kind: string; threshold?: number };
  blocks: BlockJson[];
  x: TensorJson;
  y: TensorJson;
  initialParameters: Record<string, TensorJson>;
  updates: number;
  measured: {
    loss: Num[];
    globalGradientNorm: Num[];
    globalGradientNormAfterClipping: Num[];
    parameters: Record<string, ParameterSeries>;
    outputs: Record<string, OutputSeries>;
  };
  finalParameters: Record<string, { norm: number; first: Num[] }>;
  float32Difference: Record<string, number[]>;
  comparableSteps: number;
}
export interface ExplosionFile extends Omit<NetworkFile, 'measured' | 'float32Difference'> {
  float32: {
    first: { step: number; pass: string; layer: string | null; tensor: string; kind: string };
    loss: Num[];
    globalGradientNorm: Num[];
  };
  clipped: { threshold?: number; clipping?: { kind: string; threshold: number }; [key: string]: unknown };
}

export const num = (value: Num): number => Number(value);

export function numbers(json: TensorJson): Float32Array {
  const { unit = 1 } = json;
  const values =
    json.integers?.map((integer) => integer * unit) ?? json.classes ?? (json.values ?? []).map(num);
  return Float32Array.from(values);
}

const ACTIVATIONS: Record<string, Choice> = {
  'leakyRelu0.2': { kind: 'leakyRelu', slope: 0.2 },
  leakyRelu: { kind: 'leakyRelu', slope: 0.01 },
};

function block(json: BlockJson): Block {
  if (json.type === 'residual') {
    return {
      id: json.name,
      type: 'residual',
      repeat: 1,
      values: { branchScale: json.branchScale ?? 1, zeroInitLast: false },
      stack: (json.stack ?? []).map(block),
    };
  }
  if (json.type !== 'dense') throw new Error(`No block of type ${json.type} yet.`);
  const activation = json.activation ?? 'linear';
  return {
    id: json.name,
    type: 'dense',
    repeat: 1,
    values: { width: json.units ?? 1, bias: json.useBias !== false, biasSigma: 0 },
    activation: ACTIVATIONS[activation] ?? { kind: activation },
    initializer: { kind: 'lecunNormal' },
  };
}

/** A lane, its data (one batch: all rows) and its first weights. The last block is the output layer. */
export function toLane(file: NetworkFile | ExplosionFile): {
  lane: LaneSpec;
  data: Data;
  initialParameters: Map<string, Float32Array>;
} {
  const hidden = file.blocks.slice(0, -1);
  const outputs = file.blocks.at(-1)?.units ?? 1;
  const {
    weightDecay = 0,
    nesterov: _nesterov,
    amsgrad: _amsgrad,
    learningRateDecay: _decay,
    ...options
  } = file.optimizer.options;
  const lane = newLane({
    blocks: hidden.map(block),
    loss: { kind: file.loss },
    optimizer: { kind: file.optimizer.kind, ...options },
    learningRate: file.optimizer.learningRate,
    schedule: file.schedule,
    weightDecay: Number(weightDecay),
    clipping: { ...file.clipping },
  });
  const count = file.x.shape[0] ?? 1;
  const x = numbers(file.x);
  const raw = numbers(file.y);
  const y = file.y.classes
    ? Float32Array.from({ length: count * outputs }, (_, index) =>
        raw[Math.floor(index / outputs)] === index % outputs ? 1 : 0,
      )
    : raw;
  const split = { x, y, count };
  const data: Data = {
    inputShape: file.x.shape.slice(1),
    outputs,
    task: file.y.classes ? 'classes' : 'regression',
    train: split,
    heldOut: split,
    classNames: [],
    picture: { kind: 'none' },
  };
  return {
    lane,
    data,
    initialParameters: new Map(
      Object.entries(file.initialParameters).map(([name, json]) => [name, numbers(json)]),
    ),
  };
}
