/**
 * What theory predicts of whole stacks, against networks of the engine at their start, mean over three seeds. The plain
 * closed forms are measured in tests/laws/growthAtStart.test.ts and images.test.ts.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Block, Choice } from '../../src/catalogue/types';
import type { Data } from '../../src/data/types';
import type { Engine } from '../../src/engine/types';
import { stream } from '../../src/random/stream';
import { transientProfile } from '../../src/theory/transient';
import { dense, gradientsAtStart, linear, made, normed } from '../laws/growthAtStart';
import { startNode } from '../parity/startNode';

const WIDTH = 128;
/** For slopes that hardly differ from example to example, so that no average over the batch helps. */
const WIDE = 256;
const NOISE = { meanSquare: 1, mean: 0, covariance: 0 };
const relu = { kind: 'relu' };
const tanh = { kind: 'tanh' };
const group = (repeat: number, ...stack: readonly Block[]) => made('group', 'g', { repeat, stack });
const residuals = (values: Block['values'], inner: Choice = relu) => [
  dense('i', WIDTH, linear, 1),
  made(
    'residual',
    'r',
    { repeat: 10, stack: [dense('a', WIDTH, inner, 2), dense('b', WIDTH, linear, 1)] },
    values,
  ),
];
const highways = (width: number, gateBias: number, activation: Choice, kind: string) => [
  dense('i', width, tanh, 1),
  made('highway', 'h', { repeat: 12, activation, initializer: { kind } }, { gateBias }),
];
const orthogonal = (activation: Choice, gain: number) =>
  made('dense', 'o', { repeat: 12, activation, initializer: { kind: 'orthogonal', gain } }, { width: WIDTH });
const conv = (id: string, filters: number, activation: Choice, repeat = 1) =>
  made(
    'conv2d',
    id,
    { activation, repeat, initializer: { kind: 'heNormal' } },
    { filters, kernel: '3×3', padding: 'valid' },
  );

/** Noise as images, read out of as many numbers as the network hands on. */
const images =
  (side: number, outputs: number) =>
  (seed: number): Data => {
    const batch = 8;
    const split = {
      x: Float32Array.from(stream(seed, 'x').normals(batch * side * side * 3)),
      y: Float32Array.from(stream(seed, 'R').normals(batch * outputs)),
      count: batch,
    };
    return {
      inputShape: [side, side, 3],
      outputs: 0,
      readOutColumns: outputs,
      task: 'readOut',
      train: split,
      heldOut: split,
      classNames: [],
      picture: { kind: 'none' },
    };
  };

let engine: Engine;
beforeAll(async () => {
  engine = await startNode('wasm');
});

type Claim = readonly [
  what: string,
  blocks: readonly Block[],
  more?: { readonly data?: (seed: number) => Data; readonly batch?: number; readonly width?: number },
];

describe('growth a layer is measured within 2 % of what is predicted', () => {
  const claims: readonly Claim[] = [
    ['layer norm, sigmoid', [normed('layerNorm', 12, WIDE, { kind: 'sigmoid' })], { width: WIDE }],
    ['layer norm, GELU', [normed('layerNorm', 12, WIDTH, { kind: 'gelu' })]],
    ['RMS norm, softplus', [normed('rmsNorm', 12, WIDE, { kind: 'softplus' })], { width: WIDE }],
    ['batch norm, tanh, 256 examples', [normed('batchNorm', 12, WIDTH, tanh)], { batch: 256 }],
    [
      'batch norm after ReLU',
      [group(10, dense('d', WIDTH, relu, 2), made('batchNorm', 'n'))],
      { batch: 256 },
    ],
    ['layer norm after ReLU', [group(10, dense('d', WIDTH, relu, 2), made('layerNorm', 'n'))]],
    [
      'layer norm after GELU, then dropout',
      [
        group(
          10,
          dense('d', WIDTH, { kind: 'gelu' }, 2),
          made('layerNorm', 'n'),
          made('dropout', 'o', {}, { rate: 0.3 }),
        ),
      ],
    ],
    [
      'an activation of its own',
      [group(10, dense('d', WIDTH, linear, 4), made('activation', 'n', { activation: tanh }))],
    ],
    [
      'dropout before tanh layers',
      [group(10, made('dropout', 'o', {}, { rate: 0.2 }), dense('d', WIDTH, tanh, 2))],
    ],
    [
      'pre-norm residual, RMS, × 1/2, tanh',
      residuals({ normPlacement: 'pre', norm: 'rmsNorm', branchScale: 0.5 }, tanh),
    ],
    ['pre-norm residual, batch norm', residuals({ normPlacement: 'pre', norm: 'batchNorm' }), { batch: 256 }],
    ['post-norm residual, tanh', residuals({ normPlacement: 'post' }, tanh)],
    [
      'post-norm residual, batch norm',
      residuals({ normPlacement: 'post', norm: 'batchNorm' }),
      { batch: 256 },
    ],
    ['highway, gate bias 0, tanh', highways(WIDTH, 0, tanh, 'glorotNormal')],
    ['highway, gate bias 1, ReLU', highways(WIDE, 1, relu, 'heNormal'), { width: WIDE }],
    ['orthogonal, tanh', [orthogonal(tanh, 1.5)]],
    ['orthogonal, ReLU', [orthogonal(relu, Math.SQRT2)]],
    [
      'convolutions without padding, tanh',
      [conv('c', 32, tanh, 5), made('flatten', 'f')],
      { data: images(16, 6 * 6 * 32) },
    ],
    [
      'an average pool between convolutions, ReLU',
      [conv('c', 64, relu, 2), made('averagePool', 'p'), conv('e', 64, relu, 2), made('flatten', 'f')],
      { data: images(16, 2 * 2 * 64) },
    ],
    [
      'a max pool behind a linear convolution, ReLU',
      [
        conv('c', 64, relu, 2),
        conv('d', 64, linear),
        made('maxPool', 'p'),
        conv('e', 64, relu),
        made('flatten', 'f'),
      ],
      { data: images(18, 4 * 4 * 64) },
    ],
    [
      'convolutions with batch norm, ReLU',
      [group(4, conv('c', 32, linear), made('batchNorm', 'n', { activation: relu })), made('flatten', 'f')],
      { data: images(16, 8 * 8 * 32) },
    ],
  ];
  const named = claims.map(([what, blocks, more = {}]) => ({ what, blocks, ...more }));
  test.each(named)('$what', async ({ blocks, width = WIDTH, ...more }) => {
    const { logs, layers } = await gradientsAtStart(engine, blocks, { width, batch: 64, ...more });
    const { growth, missing } = transientProfile(layers, NOISE);
    expect(missing).toBeNull();
    const [first = Number.NaN, last = Number.NaN] = [logs[0], logs.at(-1)];
    expect(Math.abs(Math.log(growth) - (first - last) / (logs.length - 1))).toBeLessThan(0.02);
  });
});
