/** The heap's quick walks, against the same told entry by entry. */
import { expect, test } from 'vitest';
import type { Interval } from '../../src/catalogue/types';
import { add, addMeasured } from '../../src/engine/heap/addition';
import { momentsOf, normOf, regionOf, spreadOf, statisticsOf } from '../../src/engine/heap/statistics';
import { stream } from '../../src/random/stream';

const normals = (count: number, ...path: (string | number)[]) =>
  Float32Array.from(stream(3, 'statistics', ...path).normals(count));

/** Largest magnitude and norm of the finite entries, and the others counted. */
function told(values: Float32Array) {
  const finite = [...values].filter(Number.isFinite);
  return {
    norm: Math.hypot(...finite),
    largest: Math.max(0, ...finite.map(Math.abs)),
    nan: [...values].filter(Number.isNaN).length,
    infinite: values.length - finite.length - [...values].filter(Number.isNaN).length,
  };
}

const LARGEST = 3.4028234663852886e38;
const CASES: Readonly<Record<string, (values: Float32Array) => void>> = {
  normal: () => undefined,
  'at the limit of float32': (values) => values.fill(-LARGEST, 1),
  denormal: (values) => values.fill(1.401298464324817e-45),
  'a NaN and two Infs, last': (values) =>
    values.set([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], values.length - 3),
};

for (const [name, change] of Object.entries(CASES)) {
  for (const length of [4, 5, 6, 7, 64]) {
    test(`${name}, ${length} entries`, () => {
      const values = normals(length, length);
      change(values);
      const is = told(values);
      const seen = statisticsOf(values);
      expect({ ...seen, norm: 0 }).toEqual({ ...is, norm: 0 });
      expect(seen.norm / is.norm).toBeCloseTo(1, 12);
      expect(spreadOf(values).largest).toBe(is.largest);
      expect(normOf(values).norm / is.norm).toBeCloseTo(1, 12);
      // A part of a longer array.
      const longer = new Float32Array([1e30, ...values, Number.NaN]);
      expect(statisticsOf(longer, 1, length + 1)).toEqual(seen);
    });
  }

  test(`${name}: an addition with a look gives the same sums`, () => {
    const values = normals(9, 'values');
    const by = normals(9, 'by');
    change(by);
    const plain = values.slice();
    add(plain, by);
    const { change: changed, after } = addMeasured(values, by, 0, 9);
    expect(values).toEqual(plain);
    for (const [seen, values] of [
      [changed, by],
      [after, plain],
    ] as const) {
      const { norm, nan, infinite } = told(values);
      expect(seen).toMatchObject({ nan, infinite });
      expect(seen.norm / norm).toBeCloseTo(1, 12);
      // To the last bit: after a rewind the values are measured by themselves.
      const { norm: alone } = normOf(values);
      expect(seen.norm).toBe(alone);
    }
  });
}

test('saturation is counted at both ends and between, ends included, and a NaN is nowhere', () => {
  const values = Float32Array.from([-3, -2, -1, 0, 0.25, 0.5, 1, 2, Number.NaN, Number.POSITIVE_INFINITY]);
  const share = (...at: Interval[]) =>
    momentsOf(values, 1, regionOf(at), regionOf([])).saturated * values.length;
  const { NEGATIVE_INFINITY: least, POSITIVE_INFINITY: most } = Number;
  expect(share()).toBe(0);
  expect(share([least, -2])).toBe(2);
  expect(share([least, -2], [1, most])).toBe(5);
  expect(share([0, 0.5])).toBe(3);
  expect(share([least, -3], [-1, 0], [0.5, 1], [2, most])).toBe(7);
  expect(share([least, most])).toBe(9);
});

test('a unit is dead where all of its column is flat', () => {
  const values = Float32Array.from([-1, 1, -1, -1, -1, Number.NaN]);
  const nowhere = regionOf([]);
  expect(momentsOf(values, 3, nowhere, regionOf([[Number.NEGATIVE_INFINITY, 0]])).dead).toBeCloseTo(
    1 / 3,
    12,
  );
  expect(momentsOf(values, 3, nowhere, nowhere).dead).toBe(0);
});
