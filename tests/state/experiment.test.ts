import type { LaneSpec } from '../../src/spec/types';
import { beforeEach, describe, expect, test } from 'vitest';
import { createExperimentStore, type ExperimentStore, UNDO_LIMIT } from '../../src/state/experiment';
import { evenWidths } from '../../src/spec/stack';
import { experimentOf } from './fakeWorld';

let store: ExperimentStore;
const actions = () => store.getState();
const lane = (index = 0) => actions().experiment.lanes[index]!;
const undoSteps = () => store.temporal.getState().pastStates.length;

beforeEach(() => {
  store = createExperimentStore(experimentOf());
});

describe('undo', () => {
  test('counts a drag as one step, whatever its ticks', () => {
    const before = lane().learningRate;
    actions().beginGesture();
    for (let tick = 1; tick <= 50; tick++) actions().setLane('a', 'learningRate', tick / 100, 0);
    actions().endGesture();
    expect(lane().learningRate).toBe(0.5);
    expect(undoSteps()).toBe(1);
    actions().undo();
    expect(lane().learningRate).toBe(before);
    actions().redo();
    expect(lane().learningRate).toBe(0.5);
  });

  test('has no step for a drag that came back to where it began', () => {
    const before = lane().learningRate;
    actions().beginGesture();
    actions().setLane('a', 'learningRate', 0.9, 0);
    actions().setLane('a', 'learningRate', before, 0);
    actions().endGesture();
    expect(undoSteps()).toBe(0);
  });

  test('ends a gesture that is under way, and takes it back', () => {
    const before = lane().learningRate;
    actions().beginGesture();
    actions().setLane('a', 'learningRate', 0.9, 0);
    actions().undo();
    expect(lane().learningRate).toBe(before);
    expect(actions().gesture).toBe(false);
  });

  test('has a step for each action outside of a gesture', () => {
    actions().setSeed(5);
    actions().setMetric('growth');
    actions().renameLane('a', 'Mine');
    expect(undoSteps()).toBe(3);
  });

  test('does not see gestures themselves', () => {
    actions().beginGesture();
    actions().endGesture();
    expect(undoSteps()).toBe(0);
  });

  test('keeps no more steps than its limit', () => {
    for (let seed = 1; seed <= UNDO_LIMIT + 20; seed++) actions().setSeed(seed + 100);
    expect(undoSteps()).toBe(UNDO_LIMIT);
  });

  test('a new change after an undo forgets what could be done again', () => {
    actions().setSeed(5);
    actions().undo();
    actions().setSeed(6);
    actions().redo();
    expect(actions().experiment.seed).toBe(6);
  });
});

describe('settings', () => {
  test('before the first step change the start', () => {
    actions().setLane('a', 'learningRate', 0.3, 0);
    expect(lane()).toMatchObject({ learningRate: 0.3, edits: [] });
  });

  test('of a lane under way become edits where they take hold at the next step', () => {
    actions().setLane('a', 'learningRate', 0.3, 12);
    actions().setLane('a', 'batchSize', 16, 12);
    expect(lane()).toMatchObject({ batchSize: 16, edits: [{ step: 12, path: 'learningRate', value: 0.3 }] });
    expect(lane().learningRate).not.toBe(0.3);
  });

  test('changed twice at one step leave one edit', () => {
    actions().setLane('a', 'learningRate', 0.3, 12);
    actions().setLane('a', 'learningRate', 0.4, 12);
    expect(lane().edits).toEqual([{ step: 12, path: 'learningRate', value: 0.4 }]);
  });

  test('that belong to what an earlier edit chose can be edited later', () => {
    actions().setLane('a', 'clipping', { kind: 'globalNorm', threshold: 1 }, 5);
    actions().setLane('a', 'clipping.threshold', 2, 9);
    expect(lane().edits.map(({ path }) => path)).toEqual(['clipping', 'clipping.threshold']);
  });

  test('changed at the start drop the edits that would take them back', () => {
    actions().setLane('a', 'learningRate', 0.3, 12);
    actions().setLane('a', 'weightDecay', 0.1, 13);
    actions().setLane('a', 'learningRate', 0.7, 0);
    expect(lane()).toMatchObject({ learningRate: 0.7, edits: [{ path: 'weightDecay' }] });
  });

  test('other data bring a loss that fits, where the own one does not', () => {
    actions().setLane('b', 'loss', { kind: 'binaryCrossEntropy' }, 0);
    actions().setDataset('waveRegression', {}, ['mse']);
    expect(actions().experiment.lanes.map(({ loss }) => loss.kind)).toEqual(['mse', 'mse']);
  });
});

describe('a width', () => {
  test('is followed by the residual behind it, and by nothing behind the next block with a width', () => {
    actions().addBlock('a', 'residual', { parent: null, index: 1 });
    actions().addBlock('a', 'dense', { parent: null, index: 2 });
    actions().addBlock('a', 'residual', { parent: null, index: 3 });
    const [first] = lane(0).blocks;
    actions().setBlock('a', first?.id ?? '', { values: { ...first?.values, width: 48 } });
    const inside = lane(0).blocks.map(
      ({ values, stack }) => values.width ?? stack?.map((each) => each.values.width),
    );
    expect(inside.slice(0, 2)).toEqual([48, [48, 48]]);
    expect(inside[2]).not.toBe(48);
    expect(inside[3]).not.toContain(48);
  });

  test('of the first block can be given to all', () => {
    actions().addBlock('a', 'dense', { parent: null, index: 1 });
    const second = lane(0).blocks[1];
    actions().setBlock('a', second?.id ?? '', { values: { ...second?.values, width: 7 } });
    actions().setStack('a', evenWidths(lane(0)).blocks);
    expect(new Set(lane(0).blocks.map(({ values }) => values.width)).size).toBe(1);
  });
});

describe('a new block', () => {
  test('is as wide as its neighbour, inside too, so that a residual fits', () => {
    const [first] = lane(0).blocks;
    actions().setBlock('a', first?.id ?? '', { values: { ...first?.values, width: 24 } });
    actions().addBlock('a', 'residual', { parent: null, index: 1 });
    const added = lane(0).blocks[1];
    expect(added?.type).toBe('residual');
    expect(added?.stack?.map(({ values }) => values.width)).toEqual([24, 24]);
  });
});

describe('lanes', () => {
  test('a fork stands last, so that other lanes keep their letters, and a seventh is refused', () => {
    expect(actions().fork('a')).toBe('c');
    expect(actions().experiment.lanes.map(({ id, parent }) => [id, parent])).toEqual([
      ['a', null],
      ['b', null],
      ['c', 'a'],
    ]);
    expect(actions().fork('b', (old) => ({ ...old, learningRate: 0.9 }))).toBe('d');
    expect(lane(3)).toMatchObject({ id: 'd', parent: 'b', learningRate: 0.9 });
    expect([actions().fork('a'), actions().fork('a')]).toEqual(['e', 'f']);
    expect(actions().fork('a')).toBeNull();
  });

  test('forks for several changes come and go in one step, as many as there is room for', () => {
    const rates = [0.1, 0.2, 0.3, 0.4, 0.5];
    const changes = rates.map((learningRate) => (old: LaneSpec) => ({ ...old, learningRate }));
    expect(actions().forkEach('a', changes)).toEqual(['c', 'd', 'e', 'f']);
    expect(
      actions()
        .experiment.lanes.slice(2)
        .map(({ learningRate }) => learningRate),
    ).toEqual(rates.slice(0, 4));
    expect(
      actions()
        .experiment.lanes.slice(2)
        .every(({ parent }) => parent === 'a'),
    ).toBe(true);
    actions().undo();
    expect(actions().experiment.lanes).toHaveLength(2);
    expect(actions().forkEach('nobody', changes)).toEqual([]);
  });

  test('the last lane cannot be removed', () => {
    actions().removeLane('a');
    actions().removeLane('b');
    expect(actions().experiment.lanes).toHaveLength(1);
  });
});

describe('blocks', () => {
  const ids = () => lane().blocks.map(({ id }) => id);

  test.each([
    [0, 2, ['b2', 'b1', 'b3']],
    [0, 3, ['b2', 'b3', 'b1']],
    [2, 0, ['b3', 'b1', 'b2']],
    [1, 1, ['b1', 'b2', 'b3']],
    [1, 2, ['b1', 'b2', 'b3']],
  ])('the block at %i moved before index %i', (from, to, expected) => {
    actions().addBlock('a', 'dense', { parent: null, index: 1 });
    actions().addBlock('a', 'dense', { parent: null, index: 2 });
    actions().moveBlock('a', ids()[from]!, { parent: null, index: to });
    expect(ids()).toEqual(expected);
  });

  test('a block moves into a residual and out again', () => {
    actions().addBlock('a', 'residual', { parent: null, index: 1 });
    const residual = lane().blocks[1]!;
    actions().moveBlock('a', 'b1', { parent: residual.id, index: 0 });
    expect(ids()).toEqual([residual.id]);
    expect(lane().blocks[0]?.stack?.[0]?.id).toBe('b1');
    actions().moveBlock('a', 'b1', { parent: null, index: 0 });
    expect(ids()).toEqual(['b1', residual.id]);
  });
});
