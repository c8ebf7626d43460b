import { describe, expect, it } from 'vitest';
import { allCures, clipAtOne, curesFor, withSuitedWeights } from '../../src/app/lab/cures';
import { makeResidual } from '../../src/app/lab/cureStacks';
import { block } from '../../src/catalogue/registry';
import type { Block } from '../../src/catalogue/types';
import { expand } from '../../src/spec/expand';
import type { LaneSpec } from '../../src/spec/types';

const dense = (id: string, width: number, repeat: number, kind = 'relu'): Block => ({
  id,
  type: 'dense',
  repeat,
  values: { width, bias: true, biasSigma: 0 },
  activation: { kind },
  initializer: { kind: 'varianceScaling', c: 4 },
});
const residual = (id: string, repeat: number, stack: readonly Block[], branchScale = 0.5): Block => ({
  id,
  type: 'residual',
  repeat,
  values: { branchScale, zeroInitLast: false, normPlacement: 'none', norm: 'layerNorm' },
  stack,
});
const lane = (blocks: readonly Block[]): LaneSpec => ({
  id: 'a',
  name: '',
  blocks,
  output: { initializer: { kind: 'lecunNormal' }, biasSigma: 0 },
  loss: { kind: 'softmaxCrossEntropy' },
  optimizer: { kind: 'sgd' },
  learningRate: 0.05,
  schedule: { kind: 'constant' },
  weightDecay: 0,
  clipping: { kind: 'none' },
  skipNonFinite: false,
  batchSize: 64,
  parent: null,
  edits: [],
});
const data = (inputs: number) => ({ inputShape: [inputs], outputs: 10, task: 'classes' as const });
const kinds = (blocks: readonly Block[]) => blocks.map(({ type, repeat }) => `${repeat} ${type}`);

describe('making a stack residual', () => {
  it('wraps twelve layers of the input’s width into six blocks of two', () => {
    const blocks = makeResidual([dense('b1', 64, 12)], 64);
    expect(kinds(blocks)).toEqual(['6 residual']);
    expect(kinds(blocks[0]?.stack ?? [])).toEqual(['2 dense']);
    expect(blocks[0]?.values.branchScale).toBe(1 / 8);
  });

  it('leaves the first layer plain where it changes the width, and an odd one out', () => {
    expect(kinds(makeResidual([dense('b1', 64, 12)], 2))).toEqual(['2 dense', '5 residual']);
    expect(kinds(makeResidual([dense('b1', 64, 13)], 2))).toEqual(['1 dense', '6 residual']);
    expect(kinds(makeResidual([dense('b1', 64, 2)], 2))).toEqual(['2 dense']);
  });

  it('quietens the branches that were there already', () => {
    const blocks = makeResidual([dense('b1', 64, 12), residual('b2', 4, [dense('b3', 64, 2)])], 64);
    expect(blocks.map(({ values }) => values.branchScale)).toEqual([1 / 8, 1 / 8]);
  });

  it('leaves blocks alone that hold others in another way, and the first after them, whose input they decide', () => {
    const group: Block = { id: 'b1', type: 'group', repeat: 2, values: {}, stack: [dense('b2', 32, 1)] };
    const blocks = makeResidual([group, dense('b3', 64, 4)], 64);
    expect(kinds(blocks)).toEqual(['2 group', '2 dense', '1 residual']);
    expect(blocks[0]).toEqual(group);
    expect(() => expand(lane(blocks), data(64))).not.toThrow();
  });

  it('scales by 1/√N where that is less than 1/8', () => {
    const [block] = makeResidual([dense('b1', 64, 200)], 64);
    expect(block?.values.branchScale).toBeCloseTo(1 / 10, 12);
  });

  it('makes a network that fits, with as many layers of weights as before', () => {
    const before = lane([dense('b1', 64, 12), dense('b4', 32, 5), residual('b2', 4, [dense('b3', 32, 2)])]);
    const after = { ...before, blocks: makeResidual(before.blocks, 2) };
    const weighted = (spec: LaneSpec) =>
      expand(spec, data(2)).filter(({ parameters }) => parameters.length > 0).length;
    expect(weighted(after)).toBe(weighted(before));
    const ids = expand(after, data(2)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives every block an id of its own, whatever ids there are', () => {
    const blocks = makeResidual([dense('b1', 64, 4), dense('r1', 64, 1)], 64);
    const ids = blocks.flatMap((each) => [each.id, ...(each.stack ?? []).map(({ id }) => id)]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('cures', () => {
  it('suits the weights to each activation, inner blocks included', () => {
    const cured = withSuitedWeights(
      lane([dense('b1', 64, 2, 'relu'), residual('b2', 1, [dense('b3', 64, 2, 'tanh')])]),
    );
    expect(cured.blocks[0]?.initializer?.kind).toBe('heNormal');
    expect(cured.blocks[1]?.stack?.[0]?.initializer?.kind).toBe('glorotNormal');
  });

  it('leaves a stack that is drawn as its bent activation suits, linear layers too', () => {
    const he = (id: string, activation: string) => ({
      ...dense(id, 64, 1, activation),
      initializer: { kind: 'heNormal' },
    });
    const well = lane([he('b1', 'relu'), residual('b2', 1, [he('b3', 'relu'), he('b4', 'linear')])]);
    expect(curesFor(well, 64).map(({ id }) => id)).not.toContain('weights');
  });

  it('offers a smaller rate first where the step was too large', () => {
    const cures = curesFor(lane([dense('b1', 64, 12)]), 64, 'step');
    expect(cures.map(({ id }) => id)).toEqual(['rate', 'clip', 'weights']);
    expect(cures[0]?.change(lane([])).learningRate).toBe(0.005);
    expect(curesFor(lane([dense('b1', 64, 12)]), 64, 'depth').map(({ id }) => id)).not.toContain('rate');
  });

  it('clips the whole gradient at 1', () => {
    expect(clipAtOne(lane([])).clipping).toEqual({ kind: 'globalNorm', threshold: 1 });
  });

  it('offers only what changes the lane', () => {
    const sick = lane([dense('b1', 64, 12)]);
    expect(curesFor(sick, 64).map(({ label }) => label)).toEqual([
      'Clip the gradient at 1',
      'Use He’s weights',
      'Make it residual, branches × 1/8',
    ]);
    const clipped = clipAtOne(sick);
    expect(curesFor(clipped, 64).map(({ id }) => id)).toEqual(['weights', 'residual', 'norm']);
  });
});

describe('all cures', () => {
  const of = (type: string, more: Partial<Omit<Block, 'type'>> = {}): Block => ({
    ...block(type).template,
    id: 'b1',
    ...more,
    values: { ...block(type).template.values, ...more.values },
  });
  const idsOf = (blocks: readonly Block[], inputs: number, why?: 'vanishing') =>
    allCures(lane(blocks), inputs, why).map(({ id }) => id);
  const fits = (blocks: readonly Block[], shape: readonly number[]) =>
    allCures(lane(blocks), shape.at(-1) ?? 0).map(
      ({ id, change }) =>
        [
          id,
          expand(change(lane(blocks)), { inputShape: shape, outputs: 10, task: 'classes' }).length,
        ] as const,
    );

  it('of a plain network: clip, weights, residual, norm; without the clip where gradients vanish', () => {
    expect(idsOf([dense('b1', 64, 12)], 64)).toEqual(['clip', 'weights', 'residual', 'norm']);
    expect(idsOf([dense('b1', 64, 12)], 64, 'vanishing')).toEqual(['weights', 'residual', 'norm']);
  });
  it('make networks that fit, of layers, of images and of time', () => {
    expect(fits([dense('b1', 64, 12), residual('b2', 4, [dense('b3', 64, 2)])], [64]).length).toBe(4);
    const conv = (id: string, filters: number, repeat: number) =>
      of('conv2d', { id, repeat, values: { filters } });
    const images = fits([conv('b1', 8, 5), conv('b2', 4, 3), of('flatten', { id: 'b3' })], [8, 8, 1]);
    expect(images.map(([id]) => id)).toEqual(['clip', 'residual', 'norm']);
    const time = fits(
      [of('simpleRnn', { values: { handsOn: 'sequence' } }), of('lstm', { id: 'b2' })],
      [20, 2],
    );
    expect(time.map(([id]) => id)).toEqual(['clip', 'radius', 'gates']);
    for (const [, layers] of [...images, ...time]) expect(layers).toBeGreaterThan(3);
  });
  it('leave a convolution that shrinks its image without a skip', () => {
    const shrinking = of('conv2d', { repeat: 2, values: { filters: 1, stride: 2 } });
    expect(makeResidual([shrinking], 1)).toEqual([shrinking]);
  });
  it('put a norm into a plain layer before its activation, and before a branch', () => {
    const norm = allCures(lane([dense('b1', 64, 3), residual('b2', 4, [dense('b3', 64, 2)])]), 64).find(
      ({ id }) => id === 'norm',
    );
    const [group, skip] =
      norm?.change(lane([dense('b1', 64, 3), residual('b2', 4, [dense('b3', 64, 2)])])).blocks ?? [];
    expect(group).toMatchObject({ type: 'group', repeat: 3 });
    expect(group?.stack).toMatchObject([
      { id: 'b1', type: 'dense', repeat: 1, activation: { kind: 'linear' } },
      { type: 'layerNorm', activation: { kind: 'relu' } },
    ]);
    expect(group?.stack?.length).toBe(2);
    expect(skip?.values.normPlacement).toBe('pre');
  });
  it('are those that change something: an LSTM is clipped, and a stack with a norm keeps its own', () => {
    expect(idsOf([of('lstm')], 2)).toEqual(['clip']);
    expect(idsOf([dense('b1', 64, 1), of('layerNorm', { id: 'b2' })], 64)).not.toContain('norm');
  });
});
