/** The split of the growth on real runs: of every block, its chain multiplies to the growth and its paths add as vectors. */
import { beforeAll, describe, expect, test } from 'vitest';
import { BLOCKS, defaultsOf } from '../../src/catalogue/registry';
import { type Block, CLASS, type RowReader } from '../../src/catalogue/types';
import type { Data } from '../../src/data/types';
import type { Engine } from '../../src/engine/types';
import { layerGrowth } from '../../src/history/growth';
import { type ChainSplit, type Element, gainSplit, type Parallel } from '../../src/history/split';
import { stream } from '../../src/random/stream';
import { expand } from '../../src/spec/expand';
import type { LaneSpec } from '../../src/spec/types';
import { dense, lane, measured, residual } from '../laws/smallNetworks';
import { startNode } from '../parity/startNode';

const ROWS = 8;
const SHAPES = [[3], [5, 3], [8, 8, 1]] as const;

function dataOf(shape: readonly number[]): Data {
  const draws = stream(7, 'splits', shape.join());
  const size = shape.reduce((product, length) => product * length, ROWS);
  const split = {
    x: Float32Array.from(draws.normals(size)),
    y: Float32Array.from(draws.normals(2 * ROWS)),
    count: ROWS,
  };
  const rest = { classNames: [], picture: { kind: 'none' } } as const;
  return { inputShape: shape, outputs: 2, task: 'regression', train: split, heldOut: split, ...rest };
}

const made = (type: string, id: string, values = {}): Block => {
  const entry = BLOCKS.find((each) => each.id === type);
  if (!entry) throw new Error(`There is no block ${type}.`);
  return { ...entry.template, id, values: { ...defaultsOf(entry), ...entry.template.values, ...values } };
};

/** A network with two of a block, on the first data and between the first neighbours that it fits. */
function networkWith(blocks: readonly [Block, Block]): { spec: LaneSpec; data: Data } {
  const leads = [[dense('lead', { kind: 'tanh' })], [made('dense', 'lead')], [made('conv2d', 'lead')], []];
  const after = dense('after', { kind: 'tanh' });
  const tails = [[after], [made('flatten', 'flat'), after]];
  for (const shape of SHAPES) {
    for (const lead of leads) {
      for (const tail of tails) {
        const data = dataOf(shape);
        const spec = lane({ blocks: [...lead, ...blocks, ...tail] });
        try {
          if (expand(spec, data).filter(({ place }) => place === 'trunk').length >= 2) return { spec, data };
        } catch {
          continue; // does not fit: the next neighbours may
        }
      }
    }
  }
  throw new Error('The block fits nothing.');
}

const inARow = (type: string, values = {}): readonly [Block, Block] => {
  const recurrent = BLOCKS.find(({ id }) => id === type)?.parameters.some(({ id }) => id === 'handsOn');
  return [
    made(type, 'one', { ...values, ...(recurrent ? { handsOn: 'sequence' } : {}) }),
    made(type, 'two', values),
  ];
};

const tanh = { kind: 'tanh' };
const branch = [dense('i1', tanh), dense('i2', tanh)];
const CASES: readonly (readonly [string, readonly [Block, Block]])[] = [
  ...BLOCKS.map(({ id }) => [id, inARow(id)] as const),
  ...['pre', 'post'].flatMap((normPlacement) =>
    ['layerNorm', 'batchNorm', 'rmsNorm'].map(
      (norm) =>
        [
          `residual, ${normPlacement}-norm ${norm}`,
          [
            residual('one', branch, { normPlacement, norm }),
            residual('two', branch, { normPlacement, norm }),
          ],
        ] as const,
    ),
  ),
  [
    'residual inside a residual',
    [residual('one', [residual('i', branch), dense('j', tanh)]), residual('two', [residual('k', branch)])],
  ],
  [
    'highway inside a residual',
    [residual('one', [made('highway', 'h')]), residual('two', [made('highway', 'k')])],
  ],
  ['dense, norm, dropout', [made('layerNorm', 'one'), made('dropout', 'two')]],
];

/** Float64 sums of float32 numbers: norms agree to about 1e-7, quotients of a few of them to 1e-6. */
const CLOSE = 1e-6;

describe('measured splits', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startNode('cpu');
  });

  test.each(CASES)('%s: the chain multiplies to the growth, and paths add as vectors', async (_, blocks) => {
    const { spec, data } = networkWith(blocks);
    const { row } = await measured(engine, spec, data);
    const splits = countedSplits(row);
    expect(splits.length).toBeGreaterThan(0);
    for (const split of splits) {
      if (split.of === split.layer && row.layers[split.layer]?.place === 'trunk')
        expect(split.growth.value).toBe(layerGrowth(row, split.layer).value);
      expectProduct(split.elements, split.growth.value);
      for (const each of parallelsIn(split.elements)) expectVectors(each);
    }
  });

  test('the first time step hands back with all others: a factor of its own, before the weights that all share', async () => {
    const { spec, data } = networkWith(inARow('simpleRnn'));
    const { row } = await measured(engine, spec, data);
    const firsts = row.layers.flatMap(({ time, place }, layer) =>
      time?.step === 1 && place === 'trunk' ? [layer] : [],
    );
    const names = firsts.map((layer) => {
      const split = gainSplit(row, layer);
      return split.kind === 'chain'
        ? split.elements.map((each) => (each.kind === 'factor' ? each.of : each.kind))
        : [];
    });
    expect(names).toEqual([
      ['activation', 'steps', 'weights'],
      ['activation', 'steps', 'weights', 'transformation'], // the sequence, of which the layer before is the last step
    ]);
  });

  test('every block that brings junctions has parallel paths in its split, and no other', async () => {
    for (const { id } of BLOCKS) {
      const { spec, data } = networkWith(inARow(id));
      const { row } = await measured(engine, spec, data);
      const found = countedSplits(row).flatMap(({ elements }) =>
        parallelsIn(elements).map(({ paths }) => paths.join()),
      );
      const brought = row.layers.flatMap(({ junction }) =>
        junction && junction.source >= 0 ? [junction.paths.join()] : [],
      );
      expect(new Set(found), id).toEqual(new Set(brought));
    }
  });
});

function countedSplits(row: RowReader): ChainSplit[] {
  return row.layers.flatMap(({ place }, layer) => {
    if (place !== 'trunk' && place !== 'output') return [];
    const split = gainSplit(row, layer);
    if (split.kind === 'chain') return [split];
    expect(split.reason).toBe('first');
    return [];
  });
}

function expectProduct(elements: readonly Element[], whole: number): void {
  for (const { measured: each } of elements) expect(each.class).toBe(CLASS.finite);
  const product = elements.reduce((all, each) => all * each.measured.value, 1);
  expect(Math.abs(product / whole - 1)).toBeLessThan(CLOSE);
}

const parallelsIn = (elements: readonly Element[]): Parallel[] =>
  elements.flatMap((each) => (each.kind === 'parallel' ? [each, ...parallelsIn(each.inside ?? [])] : []));

/** Two vectors and their sum are a triangle; the second path's own elements multiply to its side. */
function expectVectors({ measured: sum, first, second, cosine, inside }: Parallel): void {
  expect(first.class).toBe(CLASS.finite);
  expect(second.class).toBe(CLASS.finite);
  const [a, b, growth] = [first.value, second.value, sum.value];
  expect(growth).toBeLessThanOrEqual((a + b) * (1 + CLOSE));
  expect(growth).toBeGreaterThanOrEqual(Math.abs(a - b) * (1 - CLOSE));
  if (cosine !== null) expect(a * a + b * b + 2 * a * b * cosine).toBeCloseTo(growth ** 2, 5);
  if (inside) expectProduct(inside, b);
}
