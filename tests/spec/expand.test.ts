import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/catalogue/types';
import { newLane } from '../../src/spec/defaults';
import { expand, parameterCount } from '../../src/spec/expand';
import { denseBlock, he } from '../../src/spec/presets/build';
import { opening } from '../../src/spec/presets/opening';
import { type LaneSpec, SpecError } from '../../src/spec/types';

const digits = { inputShape: [64], outputs: 10, task: 'classes' } as const;
const readOut = { inputShape: [8], outputs: 0, task: 'readOut' } as const;
const lane = (...blocks: readonly Block[]) => newLane({ blocks });
const residual = (id: string, repeat: number, stack: readonly Block[], values = {}): Block => ({
  id,
  type: 'residual',
  repeat,
  values: { branchScale: 0.5, zeroInitLast: false, ...values },
  stack,
});
const errorOf = (spec: LaneSpec, data: Parameters<typeof expand>[1] = digits): SpecError => {
  try {
    expand(spec, data);
  } catch (error) {
    if (error instanceof SpecError) return error;
    throw error;
  }
  throw new Error('It expanded.');
};

interface OracleBlock {
  readonly type: string;
  readonly units: number;
  readonly inputs: number;
  readonly stack: readonly OracleBlock[];
}
interface OracleNetwork {
  readonly blocks: readonly OracleBlock[];
  readonly initialParameters: Readonly<Record<string, { readonly shape: readonly number[] }>>;
  readonly measured: { readonly outputs: object };
}

describe('names', () => {
  const folder = new URL('../fixtures/oracle/networks/', import.meta.url);
  const isExpandable = (file: string) => /^(dense|residual-scale|residual-zeroinit)-/.test(file);
  it.each(readdirSync(folder).filter(isExpandable))('and shapes are the oracle’s in %s', (file) => {
    const network: OracleNetwork = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    let blocks = 0;
    const toBlock = (block: OracleBlock): Block =>
      block.type === 'dense'
        ? denseBlock(`b${++blocks}`, 1, block.units, 'tanh', he)
        : residual(`b${++blocks}`, 1, block.stack.map(toBlock));
    const layers = expand(lane(...network.blocks.slice(0, -1).map(toBlock)), {
      inputShape: [network.blocks[0]?.inputs ?? 0],
      outputs: network.blocks.at(-1)?.units ?? 0,
      task: 'classes',
    });
    expect(layers.map((layer) => layer.name)).toEqual(Object.keys(network.measured.outputs));
    expect(
      layers.flatMap(({ name, parameters }) => parameters.map((one) => [`${name}/${one.name}`, one.shape])),
    ).toEqual(Object.entries(network.initialParameters).map(([name, { shape }]) => [name, shape]));
  });
});

describe('ids', () => {
  it('say block, repetition and role, with the way to an inner block', () => {
    const layers = expand(
      lane(denseBlock('b1', 2, 64, 'relu', he), residual('b2', 2, [denseBlock('b3', 2, 64, 'relu', he)])),
      digits,
    );
    expect(layers.map((layer) => layer.id)).toEqual([
      'b1.0.dense',
      'b1.1.dense',
      'b2.0.b3.0.dense',
      'b2.0.b3.1.dense',
      'b2.0.sum',
      'b2.1.b3.0.dense',
      'b2.1.b3.1.dense',
      'b2.1.sum',
      'output',
    ]);
    expect(layers.map((layer) => `${layer.blockId} ${layer.repetition}`)).toEqual([
      'b1 0',
      'b1 1',
      'b2 0',
      'b2 0',
      'b2 0',
      'b2 1',
      'b2 1',
      'b2 1',
      'output 0',
    ]);
  });
  it('of a block stay when blocks are put before it', () => {
    const block = denseBlock('b7', 3, 64, 'relu', he);
    const alone = expand(lane(block), digits).map((layer) => layer.id);
    const after = expand(lane(denseBlock('b1', 2, 64, 'tanh', he), block), digits).map((layer) => layer.id);
    expect(after.slice(2)).toEqual(alone);
  });
});

describe('rows of the opening network', () => {
  const layers = expand(opening.experiment.lanes[0] ?? newLane(), digits);
  it('number 16 on the trunk, branches and output left out', () => {
    expect(layers.filter(({ place }) => place === 'trunk').map(({ number }) => number)).toEqual(
      Array.from({ length: 16 }, (_, index) => index + 1),
    );
    expect(layers.filter(({ place }) => place !== 'trunk').every(({ number }) => number === 0)).toBe(true);
    expect(layers.at(-1)?.place).toBe('output');
  });
  it('take what the row before handed on, and sums take skip and branch', () => {
    expect(layers.map(({ inputs }) => inputs).slice(11, 16)).toEqual([[10], [11], [12], [11, 13], [14]]);
    expect(layers[14]?.junction).toEqual({
      source: 11,
      via: 14,
      first: 12,
      last: 13,
      paths: ['skip', 'branch'],
    });
  });
  it('lie in the flat vector without gap or overlap, weights before biases', () => {
    const parameters = layers.flatMap((layer) => layer.parameters);
    let end = 0;
    for (const parameter of parameters) {
      expect(parameter.offset).toBe(end);
      end += parameter.size;
    }
    expect(end).toBe(parameterCount(layers));
    expect(end).toBe(20 * (64 * 64 + 64) + 64 * 10 + 10);
  });
});

describe('the output row', () => {
  it('is linear and as wide as the data ask', () => {
    const output = expand(lane(denseBlock('b1', 1, 7, 'relu', he)), digits).at(-1);
    expect(output).toMatchObject({
      id: 'output',
      name: 'dense2',
      kind: 'dense',
      activation: null,
      inputShape: [7],
      outputShape: [10],
    });
  });
  it('is missing where the loss reads the last hidden layer', () => {
    const layers = expand(lane(denseBlock('b1', 3, 7, 'relu', he)), readOut);
    expect(layers.map(({ place }) => place)).toEqual(['trunk', 'trunk', 'trunk']);
  });
  it('starts its biases at σ, and at zero for σ = 0', () => {
    const biasOf = (biasSigma: number) =>
      expand(newLane({ output: { initializer: he, biasSigma } }), digits)
        .at(-1)
        ?.parameters.at(-1)?.initializer;
    expect(biasOf(0.3)).toEqual({ kind: 'normal', sigma: 0.3 });
    expect(biasOf(0)).toEqual({ kind: 'zeros' });
  });
});

describe('a branch that starts at zero', () => {
  const stack = [denseBlock('b3', 1, 64, 'relu', he), denseBlock('b4', 1, 64, 'linear', he)];
  it('has zeros in its last weights and biases alone', () => {
    const layers = expand(lane(residual('b2', 1, stack, { zeroInitLast: true })), digits);
    expect(layers.map(({ parameters }) => parameters.map(({ initializer }) => initializer.kind))).toEqual([
      ['heNormal', 'zeros'],
      ['zeros', 'zeros'],
      [],
      ['lecunNormal', 'zeros'],
    ]);
  });
  it('is refused where it ends in a sum, which would not be zero', () => {
    const error = errorOf(lane(residual('b1', 1, [residual('b2', 1, stack)], { zeroInitLast: true })));
    expect(error.message).toContain('No weights at the end of the branch');
    expect(error.path).toBe('blocks[0]');
  });
});

describe('what does not fit', () => {
  it('names the block and both shapes', () => {
    const error = errorOf(
      lane(denseBlock('b1', 1, 8, 'relu', he), residual('b2', 1, [denseBlock('b3', 1, 16, 'relu', he)])),
    );
    expect(error.path).toBe('blocks[1]');
    expect(error.message).toContain('8 numbers');
    expect(error.message).toContain('16 numbers');
  });
  it.each([
    [
      'images without a flatten block',
      lane(denseBlock('b1', 1, 8, 'relu', he)),
      { ...digits, inputShape: [8, 8, 1] },
      'blocks[0]',
      '8 × 8 × 1',
    ],
    ['images into the output', lane(), { ...digits, inputShape: [8, 8, 1] }, 'output', '8 × 8 × 1'],
    ['a read-out of nothing', lane(), readOut, 'blocks', 'Add one'],
    [
      'too many rows',
      lane(...['b1', 'b2', 'b3'].map((id) => denseBlock(id, 256, 2, 'relu', he))),
      digits,
      'blocks[2]',
      '512 rows',
    ],
    ['too many weights', lane(denseBlock('b1', 256, 1024, 'relu', he)), digits, 'blocks[0]', '16 million'],
  ])('%s is refused at its place', (_, spec, data, path, words) => {
    const error = errorOf(spec, data);
    expect(error.path).toBe(path);
    expect(error.message).toContain(words);
  });
});
