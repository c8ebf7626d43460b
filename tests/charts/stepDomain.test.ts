import { describe, expect, it } from 'vitest';
import { createExtents, lossDomain, normDomain, stableLinear } from '../../src/charts/stepDomain';

/** A record whose numbers can be appended to; each column is one step. */
function record(values: number[]) {
  let reads = 0;
  return {
    get columns() {
      return values.length;
    },
    get reads() {
      return reads;
    },
    stepOfColumn: (column: number) => column,
    stepRange(column: number): readonly [number, number] {
      reads += 1;
      const value = values[column] ?? Number.NaN;
      return [value, value];
    },
  };
}

/** Powers of ten are off by a last bit. */
const near = (domain: readonly [number, number] | null) => domain?.map((end) => Number(end.toPrecision(12)));

describe('the domain of the losses', () => {
  it('holds the whole curve of a living lane, wherever the cursor stands', () => {
    const reader = record([2.3, 2, 150, 0.004, 1]);
    expect(near(lossDomain([{ reader, lives: true }], 'log', null, createExtents()))).toEqual([1e-4, 1e4]);
  });

  it('leaves out the explosion of a dead lane, but not what it was before', () => {
    const dead = { reader: record([2.3, 0.02, 20, 3e15, Number.NaN]), lives: false };
    expect(near(lossDomain([dead], 'log', null, createExtents()))).toEqual([1e-2, 1e2]);
  });

  it('never shrinks, and holds negative losses and 0 on a linear scale', () => {
    const reader = record([0.3, -0.7, 0.1]);
    expect(near(lossDomain([{ reader, lives: true }], 'linear', null, createExtents()))).toEqual([-0.8, 0.4]);
    expect(near(lossDomain([{ reader, lives: true }], 'linear', [-4, 4], createExtents()))).toEqual([-4, 4]);
    expect(stableLinear(null, 0, 0)).toEqual([0, 1]);
  });

  it('is null before anything was measured', () =>
    expect(lossDomain([{ reader: record([]), lives: false }], 'log', null, createExtents())).toBeNull());
});

it('holds every norm of a lane, up to its explosion', () =>
  expect(near(normDomain(record([1200, 6e24, Number.NaN]), null, createExtents()))).toEqual([1e2, 1e26]));

describe('extents', () => {
  it('read only what is new', () => {
    const values = Array.from({ length: 1000 }, (_, step) => 1 + step);
    const reader = record(values);
    const extentOf = createExtents();
    extentOf(reader, 'loss', 'log', 1e9);
    const before = reader.reads;
    values.push(5000);
    expect(extentOf(reader, 'loss', 'log', 1e9)).toEqual([1, 5000]);
    expect(reader.reads - before).toBeLessThan(8);
  });

  it('begin anew after a rewind', () => {
    const values = [1, 100, 1e6];
    const reader = record(values);
    const extentOf = createExtents();
    expect(extentOf(reader, 'loss', 'log', 1e9)).toEqual([1, 1e6]);
    values.pop();
    expect(extentOf(reader, 'loss', 'log', 1e9)).toEqual([1, 100]);
  });
});
