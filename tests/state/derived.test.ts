import { describe, expect, test } from 'vitest';
import type { LaneRunState } from '../../src/state/types';
import {
  axisSteps,
  colourScaleOf,
  createScaleKeeper,
  differencesToParent,
  letterOf,
  referenceOf,
  snapshotAt as snapshotShown,
  stepOfLane,
  stepShown,
} from '../../src/state/derived';
import { growing, layersOf, recordOf } from '../history/smallRuns';
import { experimentOf, snapshotAt } from './fakeWorld';

const layers = layersOf('D D D O');

/** A lane of so many steps whose gradient grows by `factor` a layer and is `scale` at the last hidden row. */
function laneOf(factor: number, steps: number, scale = 1): LaneRunState {
  const rows = growing(layers, factor)
    .split(' ')
    .map((value) => Number(value) * scale)
    .join(' ');
  const record = recordOf(
    layers,
    Array.from({ length: steps }, () => ({ rows: { gradientOutput: rows } })),
  );
  const rest = { parameterCount: 0, version: 0, stoppedAt: null, error: null, snapshots: new Map() };
  return { runId: `run${factor}`, layers, record, steps, snapshot: snapshotAt(steps), ...rest };
}

describe('the step shown', () => {
  const lanes = { a: laneOf(1, 3), b: laneOf(1, 10) };

  test('is the newest of all lanes unless the cursor stands', () => {
    expect(stepShown(lanes, null)).toBe(9);
    expect(stepShown(lanes, 4)).toBe(4);
    expect(stepShown(lanes, 99)).toBe(9);
  });

  test('is step 0, and said to be another, in a lane that has not got it', () => {
    expect(stepOfLane(lanes.a, 9)).toEqual({ step: 0, isCursors: false });
    expect(stepOfLane(lanes.b, 9)).toEqual({ step: 9, isCursors: true });
  });

  test('has the snapshot that was recomputed, or the live one of that very step', () => {
    const recomputed = snapshotAt(4);
    const lane = { ...lanes.b, snapshots: new Map([[4, recomputed]]) };
    expect(snapshotShown(lane, 4)).toBe(recomputed);
    expect(snapshotShown(lane, 10)).toBe(lane.snapshot);
    expect(snapshotShown(lane, 5)).toBeNull();
    expect(snapshotShown(lane, null)).toBe(lane.snapshot);
  });
});

describe('the colour scale', () => {
  const experiment = experimentOf(2);

  test('is centred on the last hidden layer of the lane with the smallest whole factor', () => {
    const reference = referenceOf(experiment, { a: laneOf(10, 1, 0.5), b: laneOf(1.2, 1, 0.16) });
    expect(reference).toMatchObject({ laneId: 'b', letter: 'B', label: 'layer 3' });
    expect(reference?.value).toBeCloseTo(0.16, 12);
  });

  test('passes over a lane whose value is no number', () => {
    const dead = {
      ...laneOf(1, 1),
      record: recordOf(layers, [{ rows: { gradientOutput: 'NaN NaN NaN NaN' } }]),
    };
    expect(referenceOf(experiment, { a: dead, b: laneOf(9, 1, 2) })?.laneId).toBe('b');
  });

  test('is shifted by decades', () => {
    const shifted = { ...experiment, view: { ...experiment.view, centreShift: 2 } };
    expect(colourScaleOf(shifted, { value: 0.5, laneId: 'a', letter: 'A', label: '' }).centre).toBeCloseTo(
      50,
      10,
    );
  });

  test('holds still while a run goes on, and moves when it does not', () => {
    const scaleOf = createScaleKeeper();
    const alone = { a: laneOf(10, 1, 0.5) };
    const forked = { ...alone, b: laneOf(1, 1, 0.1) };
    const first = scaleOf(experiment, { lanes: alone, status: 'ready' });
    expect(scaleOf(experiment, { lanes: forked, status: 'running' })).toBe(first);
    expect(scaleOf(experiment, { lanes: forked, status: 'paused' }).centre).toBeCloseTo(0.1, 12);
  });

  test('moves while a run goes on when the row that it refers to is gone', () => {
    const scaleOf = createScaleKeeper();
    const run = (lanes: Record<string, LaneRunState>) => ({ lanes, status: 'running' }) as const;
    expect(scaleOf(experiment, run({ a: laneOf(10, 1, 0.5) })).centreFrom).toMatchObject({ lane: 'A' });
    const rowless = { ...laneOf(10, 1), layers: layers.slice(-1) };
    const record = recordOf(rowless.layers, [{ rows: { gradientOutput: '1' } }]);
    expect(scaleOf(experiment, run({ a: { ...rowless, record } })).centreFrom).toEqual({
      lane: 'A',
      label: 'output layer',
    });
  });

  test('of ratios is centred at 1 and names no lane', () => {
    const ratios = { ...experiment, view: { ...experiment.view, metric: 'growth' } };
    expect(colourScaleOf(ratios, { value: 5, laneId: 'a', letter: 'A', label: '' })).toMatchObject({
      centre: 1,
      centreFrom: null,
    });
  });
});

test('the axis reaches to where Run pauses, and further where lanes have gone further', () => {
  expect(axisSteps({ lanes: { a: laneOf(1, 3) }, until: 500 })).toBe(500);
  expect(axisSteps({ lanes: { a: laneOf(1, 12) }, until: 5 })).toBe(12);
});

test('letters follow the order on the page', () => {
  expect(letterOf([...experimentOf(3).lanes].reverse(), 'a')).toBe('C');
});

test('what a fork changed is named by path', () => {
  const experiment = experimentOf(2);
  const [a, b] = experiment.lanes;
  const lanes = [a!, { ...b!, parent: 'a', learningRate: 0.9 }];
  expect(differencesToParent({ ...experiment, lanes }, 'b')).toEqual(['learningRate']);
  expect(differencesToParent({ ...experiment, lanes }, 'a')).toEqual([]);
});
