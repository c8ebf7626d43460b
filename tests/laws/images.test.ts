/** What convolution, pooling and LSUV do to signal and gradient at the start (theory.md §5), measured over seeds. */
import { beforeAll, describe, expect, it } from 'vitest';
import { block } from '../../src/catalogue/registry';
import type { Block, Choice, Values } from '../../src/catalogue/types';
import type { Data } from '../../src/data/types';
import type { Engine } from '../../src/engine/types';
import { rowOf } from '../../src/history/chunk';
import { laneGrowth, layerGrowth } from '../../src/history/growth';
import { stream } from '../../src/random/stream';
import { newLane } from '../../src/spec/defaults';
import { startNode } from '../parity/startNode';

const blockOf = (type: string, values: Values, more: Partial<Block> = {}): Block => ({
  ...block(type).template,
  id: `b${type}`,
  ...more,
  values: { ...block(type).template.values, ...values },
});

function noiseOf(inputShape: readonly number[], batch: number, outputs: number, seed: number): Data {
  const size = inputShape.reduce((product, length) => product * length, 1);
  const split = {
    x: Float32Array.from(stream(seed, 'x').normals(batch * size)),
    y: Float32Array.from(stream(seed, 'R').normals(batch * outputs)),
    count: batch,
  };
  return {
    inputShape,
    outputs: 0,
    readOutColumns: outputs,
    task: 'readOut',
    train: split,
    heldOut: split,
    classNames: [],
    picture: { kind: 'none' },
  };
}

async function atStart(engine: Engine, blocks: readonly Block[], data: Data, seed: number) {
  const lane = newLane({ blocks, loss: { kind: 'readOut' } });
  const trainer = engine.createTrainer(lane, data, seed, { fullBatch: true });
  const chunk = await trainer.measure();
  trainer.dispose();
  return rowOf(chunk, trainer.layers, 0);
}

describe('at the start', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startNode('wasm');
  });

  it('a convolution keeps the gradient’s norm but for what the padding loses', async () => {
    const blocks = [
      blockOf('conv2d', { filters: 24 }, { repeat: 6, initializer: { kind: 'heNormal' } }),
      blockOf('flatten', {}),
    ];
    const logs: number[] = [];
    for (const seed of [1, 2, 3, 4, 5]) {
      const row = await atStart(engine, blocks, noiseOf([12, 12, 3], 8, 12 * 12 * 24, seed), seed);
      logs.push(Math.log(laneGrowth(row)?.perLayer.value ?? Number.NaN));
    }
    // On 16 × 16 padding loses 2.5 % a layer (theory.md §5), on 12 × 12 a third more.
    const growth = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
    expect(growth).toBeGreaterThan(0.93);
    expect(growth).toBeLessThan(1);
  });

  it.each([
    ['averagePool', 0.5],
    ['maxPool', 1],
  ])('%s multiplies the gradient’s norm by %s', async (type, factor) => {
    const blocks = [
      blockOf('conv2d', { filters: 4, bias: false }, { activation: { kind: 'linear' } }),
      blockOf(type, {}),
    ];
    const row = await atStart(engine, blocks, noiseOf([8, 8, 1], 4, 4, 1), 1);
    const [conv, pool] = [0, 1].map((layer) => row.quantity(layer, 'gradientOutput')) as [number, number];
    expect(conv / pool).toBeCloseTo(factor, 6);
  });

  const lsuv: Choice = { kind: 'lsuv' };
  it.each([
    ['tanh', 1.0853],
    ['relu', 1],
    ['sigmoid', 0.3909],
  ])('LSUV gives %s layers spread 1 and the backward factor of layer norm, %s', async (kind, factor) => {
    const blocks = [
      blockOf('dense', { width: 128 }, { repeat: 10, activation: { kind }, initializer: lsuv }),
    ];
    const logs: number[] = [];
    for (const seed of [1, 2, 3]) {
      const row = await atStart(engine, blocks, noiseOf([32], 64, 128, seed), seed);
      row.layers.forEach((_, layer) => expect(row.quantity(layer, 'preActivationStd')).toBeCloseTo(1, 5));
      for (let layer = 3; layer < 10; layer++) logs.push(Math.log(layerGrowth(row, layer).value));
    }
    const growth = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
    expect(Math.abs(growth / factor - 1)).toBeLessThan(0.03);
  });
});
