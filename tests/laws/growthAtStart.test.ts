import { beforeAll, describe, expect, test } from 'vitest';
import type { Block } from '../../src/catalogue/types';
import type { Engine } from '../../src/engine/types';
import { startNode } from '../parity/startNode';
import { dense, growthAtStart, linear, made, normed } from './growthAtStart';

const relu = { kind: 'relu' };
const tanh = { kind: 'tanh' };
const WIDTH = 128;
const usual = { width: WIDTH, batch: 64 };

/** What, the growth a layer, and how many layers are left out at each end. */
type Claim = readonly [what: string, growth: number, blocks: readonly Block[], skip: number];

let engine: Engine;
beforeAll(async () => {
  engine = await startNode('wasm');
});

/** 16 branches W₂·ReLU(W₁x) with He’s and LeCun’s variance: length and gradient factor 1 each. */
const residuals = (values: Block['values']): readonly Block[] => [
  dense('i', WIDTH, linear, 1),
  made(
    'residual',
    'r',
    { repeat: 16, stack: [dense('a', WIDTH, relu, 2), dense('b', WIDTH, linear, 1)] },
    values,
  ),
];
const dropped = (rate: number): readonly Block[] => [
  made('group', 'g', { repeat: 20, stack: [dense('d', WIDTH, relu, 2), made('dropout', 'o', {}, { rate })] }),
];

describe('growth a layer at the start, over three seeds, is what theory says', () => {
  // theory.md §5. Published: batch norm, Yang et al. 2019; residual, Yang & Schoenholz 2017 and others.
  test('batch norm before ReLU explodes by 1.2112 a layer, whatever the weights’ spread', async () => {
    const of = (c: number, seeds: readonly number[]) =>
      growthAtStart(engine, [normed('batchNorm', 20, WIDTH, relu, c)], { ...usual, skip: 4, seeds });
    const growth = await of(0.5, [0, 1, 2]);
    expect(growth).toBeGreaterThan(1.2);
    expect(growth).toBeLessThan(1.24);
    expect(Math.abs((await of(8, [0])) / (await of(0.5, [0])) - 1)).toBeLessThan(0.01);
  });

  const claims: readonly Claim[] = [
    ['layer norm before ReLU: 1', 1, [normed('layerNorm', 20, WIDTH, relu)], 2],
    ['layer norm before tanh: 1.0853', 1.08526828, [normed('layerNorm', 20, WIDTH, tanh)], 2],
    ['dropout of a tenth after ReLU: 1/√0.9', 1 / Math.sqrt(0.9), dropped(0.1), 0],
    ['dropout of a half after ReLU: 1/√0.5', Math.SQRT2, dropped(0.5), 0],
    ['residual x + F: √2', Math.SQRT2, residuals({ branchScale: 1 }), 0],
    ['residual x + F/2: √(1 + 1/4)', Math.sqrt(1.25), residuals({ branchScale: 0.5 }), 0],
    // √((L+1)/(l+1)) from block l = 0 to L = 16.
    ['pre-norm residual: √17 over 16 blocks', 17 ** (1 / 32), residuals({ normPlacement: 'pre' }), 0],
    ['post-norm residual: 1', 1, residuals({ normPlacement: 'post' }), 0],
    [
      'highway of 30 layers with gate bias −2: 0.889',
      0.889,
      [dense('i', 64, tanh, 1), made('highway', 'h', { repeat: 30 }, { gateBias: -2 })],
      0,
    ],
  ];
  test.each(claims)('%s', async (_, claim, blocks, skip) => {
    const growth = await growthAtStart(engine, blocks, { ...usual, skip });
    expect(Math.abs(growth / claim - 1)).toBeLessThan(0.02);
  });
});
