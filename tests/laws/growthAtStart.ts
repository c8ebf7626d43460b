/** Growth of the gradient at the start, on noise with a random read-out: what theory.md §5 says of blocks. */
import { block } from '../../src/catalogue/registry';
import type { Block, Choice, Values } from '../../src/catalogue/types';
import { noise } from '../../src/data/noise';
import { withDefaults } from '../../src/data/load';
import type { Data } from '../../src/data/types';
import type { Engine } from '../../src/engine/types';
import { outputGradient, trunkRows } from '../../src/history/growth';
import { rowOf } from '../../src/history/chunk';
import { newLane } from '../../src/spec/defaults';

export const made = (type: string, id: string, more: Partial<Block> = {}, values: Values = {}): Block => ({
  ...block(type).template,
  id,
  ...more,
  values: { ...block(type).template.values, ...values },
});

export const linear: Choice = { kind: 'linear' };

/** Biases 0, variance c/fan-in. */
export const dense = (id: string, width: number, activation: Choice, c: number): Block =>
  made('dense', id, { activation, initializer: { kind: 'varianceScaling', c } }, { width });

/** Dense, then a norm with the activation, as often as asked: each pair counts as one layer. */
export const normed = (norm: string, layers: number, width: number, activation: Choice, c = 1): Block =>
  made('group', 'g', {
    repeat: layers,
    stack: [dense('d', width, linear, c), made(norm, 'n', { activation })],
  });

const drawn = new Map<string, Data>();
/** Made once: most of the time would go into drawing. */
function dataOf(features: number, seed: number): Data {
  const key = `${features} ${seed}`;
  const data = drawn.get(key) ?? noise.make(withDefaults(noise, { features }), seed);
  drawn.set(key, data);
  return data;
}

interface Asked {
  readonly width: number;
  readonly batch: number;
  /** Layers left out at each end. */
  readonly skip?: number;
  readonly seeds?: readonly number[];
}

/** ‖∂L/∂h_first‖/‖∂L/∂h_last‖ of the counted layers, the root a layer, geometric mean over seeds. */
export async function growthAtStart(
  engine: Engine,
  blocks: readonly Block[],
  { width, batch, skip = 0, seeds = [0, 1, 2] }: Asked,
): Promise<number> {
  let logs = 0;
  for (const seed of seeds) {
    const data = dataOf(width, seed);
    const spec = newLane({ blocks, loss: { kind: 'readOut' }, batchSize: batch });
    const trainer = engine.createTrainer(spec, data, seed);
    try {
      const row = rowOf(await trainer.measure(), trainer.layers, 0);
      const trunk = trunkRows(trainer.layers);
      const [first, last] = [trunk[skip] ?? 0, trunk[trunk.length - 1 - skip] ?? 0];
      const whole = outputGradient(row, first).value / outputGradient(row, last).value;
      logs += Math.log(whole) / (trunk.length - 1 - 2 * skip) / seeds.length;
    } finally {
      trainer.dispose();
    }
  }
  return Math.exp(logs);
}
