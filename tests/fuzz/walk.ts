/** A random walk through everything a person can do to an experiment and its run, drawn from a seed. */
import { choiceOf, CLIPPINGS, METRICS, OPTIMIZERS, SCHEDULES } from '../../src/catalogue/registry';
import { type Stream, stream } from '../../src/random/stream';
import { blockIds, newExperiment, newLane } from '../../src/spec/defaults';
import { denseBlock } from '../../src/spec/presets/build';
import { parse } from '../../src/spec/schema';
import { type Experiment, type LaneSpec, SpecError } from '../../src/spec/types';
import type { World } from './world';

const tanh = (id: string, repeat = 1) => denseBlock(id, repeat, 4, 'tanh', { kind: 'glorotNormal' });
const residual = {
  id: 'b2',
  type: 'residual',
  repeat: 1,
  values: { branchScale: 0.5, zeroInitLast: false },
  stack: [tanh('b3')],
};

/** Two tiny lanes. */
export const firstExperiment = (): Experiment => {
  const blocks = [tanh('b1', 2), residual];
  const settings = { blocks, batchSize: 8, learningRate: 0.1 };
  return parse(
    newExperiment({
      dataset: { id: 'moons', values: {} },
      length: 12,
      lanes: [newLane(settings, 'moons'), newLane({ ...settings, id: 'b', learningRate: 0.2 }, 'moons')],
    }),
  );
};

type Operation = readonly [weight: number, name: string, act: (world: World, draws: Stream) => unknown];

const pick = <T>(draws: Stream, list: readonly T[]): T => list[draws.integer(list.length)] as T;
const specs = (world: World) => world.experiment.getState().experiment.lanes;
const actions = (world: World) => world.experiment.getState();
const someLane = (world: World, draws: Stream): LaneSpec => pick(draws, specs(world));
/** Now and then one that is not there. */
const someBlock = (lane: LaneSpec, draws: Stream) => pick(draws, [...blockIds(lane.blocks), 'b9']);
const somePlace = (lane: LaneSpec, draws: Stream) => ({
  parent: draws.integer(3) === 0 ? someBlock(lane, draws) : null,
  index: draws.integer(3),
});

/** Paths and values that a slider or menu of this lane could set; some lead nowhere in it. */
function someSetting(lane: LaneSpec, draws: Stream) {
  const block = someBlock(lane, draws);
  const settings = [
    // 1000 kills a lane of the digests' engine at its next step.
    ...[0.01, 0.1, 0.3, 1000].map((value) => ['learningRate', value] as const),
    ...[0, 0.001].map((value) => ['weightDecay', value] as const),
    ['skipNonFinite', draws.integer(2) === 0] as const,
    ['clipping', choiceOf(pick(draws, CLIPPINGS))] as const,
    ['clipping.threshold', pick(draws, [0.5, 2])] as const,
    ['schedule', choiceOf(pick(draws, SCHEDULES))] as const,
    ['optimizer', choiceOf(pick(draws, OPTIMIZERS))] as const,
    ['optimizer.momentum', pick(draws, [0.3, 0.8])] as const,
    ['batchSize', pick(draws, [4, 8])] as const,
    ['output.biasSigma', pick(draws, [0, 0.5])] as const,
    [`blocks.${block}.values.width`, pick(draws, [3, 4])] as const,
    [`blocks.${block}.activation`, { kind: pick(draws, ['relu', 'tanh']) }] as const,
    [`blocks.${block}.repeat`, 1 + draws.integer(3)] as const,
  ];
  return pick(draws, settings);
}

const OPERATIONS: readonly Operation[] = [
  [
    14,
    'set',
    (world, draws) => {
      const lane = someLane(world, draws);
      const [path, value] = someSetting(lane, draws);
      world.session.setLane(lane.id, path, value);
    },
  ],
  [
    5,
    'drag',
    async (world, draws) => {
      const { id } = someLane(world, draws);
      actions(world).beginGesture();
      for (let move = draws.integer(4); move >= 0; move--) {
        world.session.setLane(id, 'learningRate', draws.uniform());
        if (draws.integer(2)) await world.turn(2, draws.integer(2) === 0);
        if (!specs(world).some((lane) => lane.id === id)) break;
      }
      actions(world).endGesture();
    },
  ],
  [9, 'undo', (world) => actions(world).undo()],
  [6, 'redo', (world) => actions(world).redo()],
  [
    6,
    'fork',
    (world, draws) => {
      const change = (lane: LaneSpec) =>
        draws.integer(2) ? lane : { ...lane, learningRate: 0.3, edits: [] };
      return world.session.fork(someLane(world, draws).id, change);
    },
  ],
  [4, 'delete lane', (world, draws) => actions(world).removeLane(someLane(world, draws).id)],
  [
    2,
    'move lane',
    (world, draws) => actions(world).moveLane(someLane(world, draws).id, draws.integer(2) ? 1 : -1),
  ],
  [
    4,
    'add block',
    (world, draws) => {
      const lane = someLane(world, draws);
      actions(world).addBlock(lane.id, pick(draws, ['dense', 'residual']), somePlace(lane, draws));
    },
  ],
  [
    4,
    'remove block',
    (world, draws) => {
      const lane = someLane(world, draws);
      actions(world).removeBlock(lane.id, someBlock(lane, draws));
    },
  ],
  [
    4,
    'move block',
    (world, draws) => {
      const lane = someLane(world, draws);
      actions(world).moveBlock(lane.id, someBlock(lane, draws), somePlace(lane, draws));
    },
  ],
  [2, 'seed', (world, draws) => actions(world).setSeed(draws.integer(3))],
  [2, 'data', (world, draws) => world.session.setDataset(pick(draws, ['moons', 'circles', 'xor']))],
  [2, 'length', (world, draws) => actions(world).setLength(5 + draws.integer(20))],
  [1, 'metric', (world, draws) => actions(world).setMetric(pick(draws, METRICS).id)],
  [1, 'title', (world, draws) => actions(world).setTitle(`Title ${draws.integer(9)}`)],
  [
    1,
    'rename',
    (world, draws) => actions(world).renameLane(someLane(world, draws).id, `Name ${draws.integer(9)}`),
  ],
  [9, 'run', (world) => world.session.run()],
  [6, 'pause', (world) => world.session.pause()],
  [10, 'step', (world, draws) => world.session.step(1 + draws.integer(6))],
  [3, 'run on', (world) => world.session.runOn()],
  [3, 'speed', (world, draws) => world.session.setSpeed(pick(draws, [5, 60, Number.POSITIVE_INFINITY]))],
  [3, 'rewind', (world) => world.session.rewind()],
  [7, 'scrub', (world, draws) => world.session.seek(draws.integer(4) === 0 ? null : draws.integer(15))],
  [2, 'select', (world, draws) => world.view.getState().selectLayer(draws.integer(5) - 1)],
  [2, 'hide', (world) => world.setHidden(true)],
  [4, 'show', (world) => world.setHidden(false)],
  [1, 'kill', (world) => world.kill()],
  [1, 'load', (world) => world.session.load(firstExperiment())],
  [1, 'refuse', (world) => world.session.load({ version: 1 })],
  [1, 'engine', (world) => world.session.setBackend('cpu')],
];
const WEIGHT = OPERATIONS.reduce((sum, [weight]) => sum + weight, 0);

function someOperation(draws: Stream): Operation {
  let left = draws.uniform() * WEIGHT;
  for (const operation of OPERATIONS) {
    left -= operation[0];
    if (left < 0) return operation;
  }
  return OPERATIONS[0] as Operation;
}

/** A sentence for the reader, as they come where something cannot be done. */
const isRefusal = (error: unknown) =>
  error instanceof SpecError || (error instanceof Error && error.message.startsWith('There are 6 lanes'));

/** Walks, comes to rest, and returns what was done, for the message of a walk that fails. */
export async function walk(world: World, seed: number, operations: number): Promise<string> {
  const draws = stream(seed, 'walk');
  const names: string[] = [];
  const faults: unknown[] = [];
  /** Promises that were made and not kept yet. */
  const open = new Map<number, string>();
  const begin = (made: number, name: string, act: () => unknown) => {
    open.set(made, `${made} ${name}`);
    void (async () => act())().then(
      () => open.delete(made),
      (error: unknown) => {
        open.delete(made);
        if (!isRefusal(error)) faults.push(error);
      },
    );
  };
  await world.settle();
  for (let made = 0; made < operations; made++) {
    const [, name, act] = someOperation(draws);
    names.push(name);
    begin(made, name, () => act(world, draws));
    // Sometimes all is waited for, sometimes the next comes at once, or after some messages.
    const patience = draws.integer(4);
    if (patience === 0) await world.settle();
    else
      for (let turn = draws.integer(4); turn > 0; turn--)
        await world.turn(1 + draws.integer(3), patience > 1);
  }
  actions(world).endGesture();
  world.setHidden(false);
  await world.settle();
  begin(operations, 'pause at the end', () => world.session.pause());
  await world.settle();
  if (world.run.getState().status === 'failed')
    begin(operations + 1, 'another engine', () => world.session.setBackend('cpu'));
  await world.settle();
  if (faults.length > 0) throw faults[0];
  if (open.size > 0) throw new Error(`Never settled: ${[...open.values()].join(', ')}.`);
  return names.join(', ');
}
