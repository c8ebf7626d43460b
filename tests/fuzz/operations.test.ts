/**
 * Random walks through the lab's operations (tldraw's way: what came of it step by step is compared with what is rebuilt
 * from the experiment and its log). A seed that once failed is pinned and never removed.
 */
import { expect, test } from 'vitest';
import type { Engine } from '../../src/engine/types';
import { historyArrays } from '../../src/history/arrays';
import { decodeLink, encodeLink } from '../../src/spec/codec';
import { parse } from '../../src/spec/schema';
import type { LaneRunState } from '../../src/state/types';
import { startNode } from '../parity/startNode';
import { hashEngine } from './hashEngine';
import { firstExperiment, walk } from './walk';
import { createWorld, type World } from './world';

const WALKS = { count: 200, operations: 100, firstSeed: 1000 };
const REAL_WALKS = { count: 10, operations: 40, firstSeed: 5000 };
const PINNED: readonly number[] = [1030, 1140, 1308, 1469, 1698];

const experimentOf = (world: World) => world.experiment.getState().experiment;
const seeds = ({ count, firstSeed }: { count: number; firstSeed: number }) =>
  Array.from({ length: count }, (_, index) => firstSeed + index);

/** Everything recorded of a lane's first `steps` steps. */
function recorded({ record, parameterCount }: LaneRunState, steps: number) {
  const { layers, perLayer, perStep, classes, steps: numbers, heldOut } = historyArrays('', record, []);
  const cut = (arrays: Readonly<Record<string, Float64Array | Uint8Array>>, width: number) =>
    Object.entries(arrays).map(([key, values]) => [key, values.subarray(0, steps * width)]);
  const rows = layers.length;
  const measured = [...heldOut.steps].flatMap((step, at) =>
    step < steps ? [[step, heldOut.loss[at], heldOut.accuracy[at]] as const] : [],
  );
  return {
    layers,
    parameterCount,
    numbers: numbers.subarray(0, steps),
    columns: [cut(perLayer, rows), cut(perStep, 1), cut(classes, rows)],
    heldOut: measured,
  };
}

/** Every lane as it stands is what a fresh session makes of the experiment's link. */
async function expectRebuilt(engine: Engine, world: World): Promise<void> {
  const lanes = world.run.getState().lanes;
  const experiment = experimentOf(world);
  expect(Object.keys(lanes).sort()).toEqual(experiment.lanes.map(({ id }) => id).sort());
  const furthest = Math.max(...Object.values(lanes).map(({ steps }) => steps));
  const fresh = createWorld(engine, decodeLink(encodeLink(experiment)));
  await fresh.settle();
  const stepping = fresh.session.step(Math.max(1, furthest));
  await fresh.settle();
  await stepping;
  for (const [id, live] of Object.entries(lanes)) {
    const rebuilt = fresh.run.getState().lanes[id] as LaneRunState;
    expect(live.error, `error of ${id}`).toBe(rebuilt.error);
    expect(recorded(live, live.steps), `lane ${id}`).toEqual(recorded(rebuilt, live.steps));
    expect(live.record.valueAt(0, 'loss')).toBe(rebuilt.record.valueAt(0, 'loss'));
    if (live.stoppedAt === null) expect(rebuilt.stoppedAt ?? live.steps).toBeGreaterThanOrEqual(live.steps);
    else expect(rebuilt.stoppedAt).toBe(live.stoppedAt);
  }
  await fresh.close();
}

async function expectWalk(engine: Engine, seed: number, operations: number): Promise<number> {
  const world = createWorld(engine, firstExperiment());
  let done = '';
  try {
    done = await walk(world, seed, operations);
    const experiment = experimentOf(world);
    expect(decodeLink(encodeLink(experiment)), 'link').toEqual(parse(experiment));
    await expectRebuilt(engine, world);

    // The log goes on being obeyed.
    const stepping = world.session.step(3);
    await world.settle();
    await stepping;
    await expectRebuilt(engine, world);
    const made = Object.values(world.run.getState().lanes).map(({ steps }) => steps);

    // All the way back, and all the way forth again.
    const { undo, redo } = world.experiment.getState();
    const { temporal } = world.experiment;
    const forth = temporal.getState().futureStates.length;
    const back = temporal.getState().pastStates.length;
    for (let step = 0; step < back; step++) undo();
    expect(experimentOf(world), 'the beginning').toEqual(firstExperiment());
    for (let step = 0; step < back; step++) redo();
    expect(experimentOf(world), 'the end').toEqual(experiment);
    expect(temporal.getState().futureStates).toHaveLength(forth);
    await world.settle();
    await expectRebuilt(engine, world);
    await world.close();
    return Math.max(...made);
  } catch (error) {
    throw new Error(`Seed ${seed}: ${done || 'in the walk'}`, { cause: error });
  }
}

test.each(PINNED)('walk %d, which failed once, holds', async (seed) => {
  await expectWalk(hashEngine, seed, WALKS.operations);
});

test(`after each of ${WALKS.count} walks of ${WALKS.operations} operations the lanes are what their experiment and its log make of them`, async () => {
  let moved = 0;
  for (const seed of seeds(WALKS)) moved += Math.min(1, await expectWalk(hashEngine, seed, WALKS.operations));
  expect(moved).toBeGreaterThan(WALKS.count / 2); // most walks end with steps on record
}, 180_000);

test(`after ${REAL_WALKS.count} walks of ${REAL_WALKS.operations} operations with the real engine the numbers are those of a fresh run, bit for bit`, async () => {
  const engine = await startNode('cpu');
  const before = engine.counts().tensors;
  let moved = 0;
  for (const seed of seeds(REAL_WALKS))
    moved += Math.min(1, await expectWalk(engine, seed, REAL_WALKS.operations));
  expect(moved).toBeGreaterThan(REAL_WALKS.count / 2);
  expect(engine.counts().tensors).toBe(before);
});
