/** Growth of the gradient at the start, on noise with a random read-out: what theory.md §5 says of blocks. */
import { block } from '../../src/catalogue/registry';
import type { Block, Choice, Layer, Values } from '../../src/catalogue/types';
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
  /** Instead of rows of noise. */
  readonly data?: (seed: number) => Data;
}

/** ln ‖∂L/∂h‖ of each counted layer, first to last, mean over seeds; and the rows. */
export async function gradientsAtStart(
  engine: Engine,
  blocks: readonly Block[],
  { width, batch, seeds = [0, 1, 2], data = (seed) => dataOf(width, seed) }: Asked,
): Promise<{ readonly logs: readonly number[]; readonly layers: readonly Layer[] }> {
  let logs: number[] = [];
  let layers: readonly Layer[] = [];
  for (const seed of seeds) {
    const spec = newLane({ blocks, loss: { kind: 'readOut' }, batchSize: batch });
    const trainer = engine.createTrainer(spec, data(seed), seed);
    try {
      const row = rowOf(await trainer.measure(), trainer.layers, 0);
      layers = trainer.layers;
      logs = trunkRows(layers).map(
        (layer, place) => (logs[place] ?? 0) + Math.log(outputGradient(row, layer).value) / seeds.length,
      );
    } finally {
      trainer.dispose();
    }
  }
  return { logs, layers };
}

/** ‖∂L/∂h_first‖/‖∂L/∂h_last‖ of the counted layers, the root a layer, geometric mean over seeds. */
export async function growthAtStart(engine: Engine, blocks: readonly Block[], asked: Asked): Promise<number> {
  const { logs } = await gradientsAtStart(engine, blocks, asked);
  const { skip = 0 } = asked;
  const [first = Number.NaN, last = Number.NaN] = [logs[skip], logs[logs.length - 1 - skip]];
  return Math.exp((first - last) / (logs.length - 1 - 2 * skip));
}
