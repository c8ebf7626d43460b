/** Every block of the catalogue, as the menu adds it, for a few steps on a device: what one device measures, all must. */
import { BLOCKS, choiceOf, optimizer } from '../../src/catalogue/registry';
import { QUANTITIES } from '../../src/catalogue/types';
import type { Data } from '../../src/data/types';
import { createEngine } from '../../src/engine/engine';
import type { Device } from '../../src/engine/device';
import { sizeOf } from '../../src/engine/shapes';
import { stream } from '../../src/random/stream';
import { newLane } from '../../src/spec/defaults';
import { expand } from '../../src/spec/expand';
import type { LaneSpec } from '../../src/spec/types';

const BATCH = 6;
const STEPS = 3;
const SHAPES = [[64], [5, 3], [6, 6, 2]] as const;

/** A lane of the block alone, on the first shape that it takes; nothing to learn but a direction. */
function laneOf(type: string): { readonly lane: LaneSpec; readonly data: Data } {
  const [entry] = BLOCKS.filter(({ id }) => id === type);
  if (!entry) throw new Error(`There is no block ${type}.`);
  const lane = newLane({
    blocks: [{ ...entry.template, id: 'x', repeat: 1 }],
    loss: { kind: 'readOut' },
    optimizer: choiceOf(optimizer('momentum')),
    learningRate: 0.02,
  });
  for (const inputShape of SHAPES) {
    try {
      const shape = { inputShape, outputs: 0, task: 'readOut' } as const;
      const columns = sizeOf(expand(lane, shape).at(-1)?.outputShape ?? []);
      const split = {
        x: Float32Array.from(stream(3, 'x', type).normals(BATCH * sizeOf(inputShape))),
        y: Float32Array.from(stream(3, 'R', type).normals(BATCH * columns)),
        count: BATCH,
      };
      const rest = { readOutColumns: columns, classNames: [], picture: { kind: 'none' } } as const;
      return { lane, data: { ...shape, ...rest, train: split, heldOut: split } };
    } catch {
      continue; // the next shape
    }
  }
  throw new Error(`The block ${type} takes none of the shapes tried.`);
}

export interface BlockNumbers {
  readonly type: string;
  /** `lstm1[2] gradientOutput`, in the order measured; steps one after the other. */
  readonly names: readonly string[];
  readonly values: readonly number[];
  /** What the network answers when it is only asked, after the steps. */
  readonly asked: readonly number[];
}

export async function everyBlockOn(device: Device): Promise<BlockNumbers[]> {
  const engine = createEngine(device);
  const found: BlockNumbers[] = [];
  for (const { id } of BLOCKS) {
    const { lane, data } = laneOf(id);
    const trainer = engine.createTrainer(lane, data, 5, { fullBatch: true });
    for (let step = 0; step < STEPS; step++) trainer.step();
    const chunk = await trainer.read();
    const { outputs } = await trainer.snapshot(-1);
    found.push({
      type: id,
      names: trainer.layers.flatMap(({ name }) => QUANTITIES.map((quantity) => `${name} ${quantity}`)),
      values: [...(chunk?.perLayer ?? [])],
      asked: [...outputs],
    });
    trainer.dispose();
  }
  return found;
}

/** Sentences: what is not within `tolerance` of `expected`, relative to the number and to a hundredth of the largest. */
export function differences(
  found: readonly BlockNumbers[],
  expected: readonly BlockNumbers[],
  tolerance: number,
): string[] {
  return expected.flatMap(({ type, names, values, asked }, index) => {
    const other = found[index];
    const compare = (what: (place: number) => string, ours: readonly number[], theirs: readonly number[]) => {
      const largest = Math.max(...theirs.filter(Number.isFinite).map(Math.abs), 0);
      return theirs.flatMap((value, place) => {
        const ownLimit = tolerance * Math.max(Math.abs(value), 1e-2 * largest);
        const actual = ours[place] ?? Number.NaN;
        const isSame = Object.is(actual, value) || Math.abs(actual - value) <= ownLimit;
        return isSame ? [] : [`${type}: ${what(place)} is ${actual}, not ${value}`];
      });
    };
    const perStep = names.length;
    return [
      ...(other?.values.length === values.length ? [] : [`${type}: ${other?.values.length} numbers`]),
      ...compare(
        (place) => `${names[place % perStep]} at step ${Math.floor(place / perStep)}`,
        other?.values ?? [],
        values,
      ),
      ...compare((place) => `answer ${place}`, other?.asked ?? [], asked),
    ];
  });
}
