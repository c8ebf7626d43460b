import { describe, expect, test } from 'vitest';
import { CLASS } from '../../src/catalogue/types';
import type { HistoryReader } from '../../src/charts/types';
import { columnBytes } from '../../src/history/columns';
import { forkView } from '../../src/history/fork';
import { createRecord } from '../../src/history/record';
import { chunkOf, layersOf, recordOf, type StepTable } from './smallRuns';

const layers = layersOf('D D O');
const quiet: StepTable = { loss: 1, rows: { gradientOutput: '1 1 1', mean: '-0.5 0.5 0' } };
const budgetOf = (columns: number): number => columns * columnBytes(layers.length);

/** A record of `steps` quiet steps with exceptions, appended in chunks of seven. */
function longRecord(steps: number, exceptions: Record<number, StepTable>, budgetBytes: number) {
  const record = createRecord(layers, { budgetBytes });
  for (let first = 0; first < steps; first += 7) {
    const count = Math.min(7, steps - first);
    record.append(
      chunkOf(
        layers,
        first,
        Array.from({ length: count }, (_, index) => exceptions[first + index] ?? quiet),
      ),
    );
  }
  return record;
}

describe('within the budget', () => {
  test('every step is its own column', () => {
    const record = longRecord(300, {}, budgetOf(400));
    expect([record.columns, record.stride, record.lastStep]).toEqual([300, 1, 299]);
    expect(record.columnOfStep(137)).toBe(137);
  });

  test('a number comes back as it was put in, beyond the range of 32 bits as well', () => {
    const record = recordOf(layers, [{ loss: 2.25, rows: { gradientOutput: '1e300 3e-310 -0' } }]);
    expect(record.row(0).quantity(0, 'gradientOutput')).toBe(1e300);
    expect(record.row(0).quantity(1, 'gradientOutput')).toBe(3e-310);
    expect(record.step(0, 'loss')).toBe(2.25);
    expect(record.row(0).quantity(0, 'weights')).toBeNaN();
  });

  test('a chunk that leaves a gap is refused', () => {
    const record = recordOf(layers, [quiet]);
    expect(() => record.append(chunkOf(layers, 2, [quiet]))).toThrow('expects step 1');
  });

  test('an empty record has no step', () => {
    const record = createRecord(layers);
    expect([record.columns, record.lastStep, record.columnOfStep(0), record.rowAt(0)]).toEqual([
      0,
      -1,
      -1,
      null,
    ]);
  });
});

describe('beyond the budget', () => {
  const spike: StepTable = { loss: 80, rows: { gradientOutput: '1 9e9 1', mean: '-7 0.1 0' } };

  test('a spike of one step survives merging, in loss, norm and mean', () => {
    const record = longRecord(5000, { 1234: spike }, budgetOf(100));
    const column = record.columnOfStep(1234);
    expect(record.stride).toBeGreaterThan(50);
    expect(record.step(column, 'loss')).toBe(80);
    expect(record.stepRange(column, 'loss')).toEqual([1, 80]);
    expect(record.row(column).quantity(1, 'gradientOutput')).toBe(9e9);
    expect(record.row(column).quantity(0, 'mean')).toBe(-7);
    expect(record.step(column + 1, 'loss')).toBe(1);
  });

  test.each([
    ['NaN over Inf', ['0 gradientOutput Inf'], ['0 gradientOutput NaN'], CLASS.nan],
    ['Inf over finite', [], ['0 gradientOutput Inf'], CLASS.infinite],
    ['finite over zero', ['0 gradientOutput zero'], [], CLASS.finite],
    ['zero over not measured', ['0 gradientOutput none'], ['0 gradientOutput zero'], CLASS.zero],
  ])('of two classes the worse is kept: %s', (_, first, second, kept) => {
    const steps = { 0: { ...quiet, classes: first }, 1: { ...quiet, classes: second } };
    for (const exceptions of [steps, { 0: steps[1], 1: steps[0] }]) {
      const record = longRecord(40, exceptions, budgetOf(23));
      expect(record.stride).toBe(2);
      expect(record.row(0).classOf(0, 'gradientOutput')).toBe(kept);
    }
  });

  test('a loss that was once not a number stays not a number, and the smallest other survives beside it', () => {
    const record = longRecord(5000, { 77: { ...quiet, loss: Number.NaN } }, budgetOf(100));
    const column = record.columnOfStep(77);
    expect(record.step(column, 'loss')).toBeNaN();
    expect(record.stepRange(column, 'loss')[0]).toBe(1);
  });

  test('100,000 steps stay within the budget, and every step has a column', () => {
    const budget = budgetOf(1000);
    const record = longRecord(100_000, {}, budget);
    expect(record.sizeBytes).toBeLessThanOrEqual(budget);
    expect(record.columns).toBeGreaterThan(400);
    expect(record.lastStep).toBe(99_999);
    for (const step of [0, 1, 4097, 50_000, 99_999]) {
      const column = record.columnOfStep(step);
      expect(record.stepOfColumn(column)).toBeLessThanOrEqual(step);
      expect(record.stepOfColumn(column) + record.stride).toBeGreaterThan(step);
      expect(column).toBeLessThan(record.columns);
    }
  });

  test('the latest steps can be read singly, older ones not', () => {
    const record = longRecord(5000, { 4998: spike }, budgetOf(400));
    expect(record.valueAt(4997, 'loss')).toBe(1);
    expect(record.valueAt(4998, 'loss')).toBe(80);
    expect(record.rowAt(4999)?.quantity(1, 'gradientOutput')).toBe(1);
    expect(record.rowAt(4999 - 49)).not.toBeNull();
    expect(record.rowAt(100)).toBeNull();
    expect(record.rowAt(5000)).toBeNull();
  });
});

describe('truncate', () => {
  test('forgets the step and all after it, held-out measurements too', () => {
    const record = longRecord(30, {}, budgetOf(100));
    record.appendHeldOut({ step: 5, loss: 1, accuracy: 0.5 });
    record.appendHeldOut({ step: 20, loss: 1, accuracy: 0.6 });
    record.truncate(12);
    expect([record.columns, record.lastStep, record.nextStep]).toEqual([12, 11, 12]);
    expect(record.heldOut.map(({ step }) => step)).toEqual([5]);
    record.append(chunkOf(layers, 12, [{ loss: 7 }]));
    expect(record.step(12, 'loss')).toBe(7);
  });

  test('of a merged column that reaches beyond keeps nothing: it holds what is to be forgotten', () => {
    const record = longRecord(5000, { 2001: { ...quiet, loss: 99 } }, budgetOf(100));
    record.truncate(2000);
    record.append(chunkOf(layers, 2000, [{ loss: 3 }]));
    expect(record.lastStep).toBe(2000);
    expect(record.step(record.columnOfStep(2000), 'loss')).toBe(3);
  });

  test('at 0 starts anew, every step its own column again', () => {
    const record = longRecord(5000, {}, budgetOf(100));
    record.truncate(0);
    expect([record.columns, record.stride, record.lastStep]).toEqual([0, 1, -1]);
    record.append(chunkOf(layers, 0, [{ loss: 4 }, { loss: 5 }]));
    expect([record.columns, record.valueAt(1, 'loss')]).toEqual([2, 5]);
  });

  test('a held-out measurement taken again replaces the old one', () => {
    const record = createRecord(layers);
    for (const accuracy of [0.1, 0.9]) record.appendHeldOut({ step: 0, loss: 1, accuracy });
    expect(record.heldOut).toEqual([{ step: 0, loss: 1, accuracy: 0.9 }]);
  });
});

describe('a fork', () => {
  const own = createRecord(layers, { firstStep: 10 });
  own.append(chunkOf(layers, 10, [{ loss: 5 }, { loss: 6 }]));

  test('reads its parent before its birth and itself after', () => {
    const parent = longRecord(30, { 9: { loss: 2 }, 10: { loss: 3 } }, budgetOf(100));
    const view = forkView(parent, 10, own);
    expect([view.columns, view.lastStep]).toEqual([12, 11]);
    expect([view.step(9, 'loss'), view.step(10, 'loss'), view.valueAt(11, 'loss')]).toEqual([2, 5, 6]);
    expect([view.columnOfStep(9), view.columnOfStep(10), view.columnOfStep(12)]).toEqual([9, 10, -1]);
    expect(view.stepOfColumn(11)).toBe(11);
  });

  test('never shows what came to the parent after its birth, merged columns included', () => {
    const parent = longRecord(40, { 11: { loss: 1e9 } }, budgetOf(18));
    expect(parent.stride).toBe(4);
    const view = forkView(parent, 10, own);
    const losses = Array.from({ length: view.columns }, (_, column) => view.step(column, 'loss'));
    expect(losses).toEqual([1, 1, 5, 6]);
    expect([view.columnOfStep(9), view.columnOfStep(7), view.columnOfStep(10)]).toEqual([-1, 1, 2]);
  });

  test('is what charts read', () => {
    const reader: HistoryReader = forkView(createRecord(layers), 10, own);
    expect(reader.columns).toBe(2);
  });
});
