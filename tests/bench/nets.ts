/** Networks of blocks, each as Backblast's lane and as what TensorFlow.js needs to build the same: shapes, first weights, batch. */
import type { Block } from '../../src/catalogue/types';
import type { Data } from '../../src/data/types';
import { initialParameters } from '../../src/engine/initialize';
import { stream } from '../../src/random/stream';
import { newLane } from '../../src/spec/defaults';
import { expand } from '../../src/spec/expand';
import { blockOf, denseBlock, he, residualBlocks, scaled, xavier } from '../../src/spec/presets/build';
import type { LaneSpec } from '../../src/spec/types';
import { SEED } from './work';

export interface Net {
  readonly batch: number;
  readonly inputShape: readonly number[];
  readonly learningRate: number;
  readonly blocks: readonly Block[];
}

const conv = (id: string, filters: number): Block =>
  blockOf('conv2d', id, { values: { filters }, activation: { kind: 'relu' }, initializer: he });

/** Six deep: batch norm after batch norm magnifies the last bit of a product, and the losses are compared. */
const normed = (norm: string): Block =>
  blockOf('group', 'b1', {
    repeat: 6,
    stack: [denseBlock('b2', 1, 64, 'linear', xavier), blockOf(norm, 'b3', { activation: { kind: 'tanh' } })],
  });

const vectors = { batch: 64, inputShape: [2], learningRate: 0.01 };
const images = { batch: 32, inputShape: [8, 8, 1], learningRate: 0.01 };

/** All end in one linear number and squared error. */
export const NETS = {
  residual: {
    ...vectors,
    blocks: [denseBlock('b1', 1, 64, 'tanh', xavier), residualBlocks('b2', 12, 64, {}, [he, scaled(0.1)])],
  },
  convolution: {
    ...images,
    blocks: [
      conv('b1', 16),
      conv('b2', 16),
      blockOf('maxPool', 'b3'),
      conv('b4', 32),
      blockOf('maxPool', 'b5'),
      blockOf('flatten', 'b6'),
    ],
  },
  lstm: { batch: 32, inputShape: [30, 2], learningRate: 0.02, blocks: [blockOf('lstm', 'b1')] },
  gru: {
    batch: 32,
    inputShape: [30, 2],
    learningRate: 0.02,
    blocks: [blockOf('gru', 'b1', { values: { resetAfter: false } })],
  },
  attention: {
    batch: 32,
    inputShape: [16, 8],
    learningRate: 0.01,
    blocks: [
      denseBlock('b1', 1, 32, 'tanh', xavier),
      ...['b2', 'b3'].map((id) => blockOf('selfAttention', id, { values: { keyWidth: 32 } })),
      blockOf('flatten', 'b4'),
    ],
  },
  batchNorm: { ...vectors, learningRate: 0.002, blocks: [normed('batchNorm')] },
  layerNorm: { ...vectors, blocks: [normed('layerNorm')] },
  highway: {
    ...vectors,
    blocks: [denseBlock('b1', 1, 64, 'tanh', xavier), blockOf('highway', 'b2', { repeat: 12 })],
  },
} satisfies Readonly<Record<string, Net>>;

export type NetName = keyof typeof NETS;

export interface NetWork {
  readonly spec: LaneSpec;
  readonly data: Data;
  readonly net: Net;
  /** In the order of the lane's rows. */
  readonly parameters: readonly { readonly shape: readonly number[]; readonly values: Float32Array }[];
}

/** The target is an example's last number plus 1: within reach of every network here. */
export function netWorkOf(name: NetName): NetWork {
  const net: Net = NETS[name];
  const { batch, inputShape, blocks, learningRate } = net;
  const features = inputShape.reduce((product, length) => product * length, 1);
  const normals = stream(SEED, 'bench', name);
  const x = Float32Array.from({ length: batch * features }, () => normals.normal());
  const y = Float32Array.from(
    { length: batch },
    (_, row) => (x[(row + 1) * features - 1] as number) + 1, // within x
  );
  const rows = { x, y, count: batch };
  const data: Data = {
    inputShape,
    outputs: 1,
    task: 'regression',
    train: rows,
    heldOut: rows,
    classNames: [],
    picture: { kind: 'none' },
  };
  const spec = newLane({ blocks, loss: { kind: 'mse' }, learningRate, batchSize: batch });
  const layers = expand(spec, data);
  const values = initialParameters(layers, SEED);
  const parameters = layers
    .flatMap((layer) => layer.parameters)
    .map(({ shape, offset, size }) => ({ shape, values: values.slice(offset, offset + size) }));
  return { spec, data, net, parameters };
}
