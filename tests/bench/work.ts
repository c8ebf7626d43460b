/** The work every contender does: the same network, first weights and batch. Nothing of TensorFlow.js in here. */
import type { Data } from '../../src/data/types';
import { initialParameters } from '../../src/engine/initialize';
import { stream } from '../../src/random/stream';
import { newLane } from '../../src/spec/defaults';
import { expand } from '../../src/spec/expand';
import { denseBlock, xavier } from '../../src/spec/presets/build';
import type { LaneSpec } from '../../src/spec/types';
import type { Task } from './contender';

/** 2 → `depth` × Dense `width` tanh → 1. The reference work R is 24 × 64. */
export interface Size {
  readonly depth: number;
  readonly width: number;
}

/** Of a task that must be a stack. */
export function sizeOf(task: Task): Size {
  if ('net' in task) throw new Error(`No stack, but the network ${task.net}.`);
  return task;
}

export const BATCH = 64;
export const LEARNING_RATE = 0.02;
export const SEED = 1;

export interface LayerWork {
  readonly fanIn: number;
  readonly fanOut: number;
  /** Row-major [fanIn, fanOut]. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly activation: 'tanh' | 'linear';
}

export interface Work {
  readonly spec: LaneSpec;
  readonly data: Data;
  /** The batch: x [BATCH, 2], y [BATCH, 1]. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly layers: readonly LayerWork[];
}

export function workOf({ depth, width }: Size): Work {
  const normals = stream(SEED, 'bench');
  const x = Float32Array.from({ length: 2 * BATCH }, () => normals.normal());
  const y = Float32Array.from({ length: BATCH }, (_, row) =>
    (x[2 * row] as number) * (x[2 * row + 1] as number) > 0 ? 1 : -1,
  );
  const rows = { x, y, count: BATCH };
  const data: Data = {
    inputShape: [2],
    outputs: 1,
    task: 'regression',
    train: rows,
    heldOut: rows,
    classNames: [],
    picture: { kind: 'none' },
  };
  const spec = newLane({
    blocks: [denseBlock('b1', depth, width, 'tanh', xavier)],
    loss: { kind: 'mse' },
    learningRate: LEARNING_RATE,
    batchSize: BATCH,
  });
  const expanded = expand(spec, data);
  const values = initialParameters(expanded, SEED);
  const layers = expanded.map((layer): LayerWork => {
    const [weights, bias] = layer.parameters;
    if (!weights || !bias) throw new Error(`${layer.name} has no bias.`);
    const [fanIn = 0, fanOut = 0] = weights.shape;
    return {
      fanIn,
      fanOut,
      weights: values.slice(weights.offset, weights.offset + weights.size),
      bias: values.slice(bias.offset, bias.offset + bias.size),
      activation: layer.activation?.kind === 'tanh' ? 'tanh' : 'linear',
    };
  });
  return { spec, data, x, y, layers };
}
