/** The plain float64 loops, to which all devices are held, against what can be counted by hand and against each other. */
import { expect, test } from 'vitest';
import type { Pointwise } from '../../src/catalogue/ops';
import { Constants } from '../../src/engine/loops/constants';
import { plainOps } from '../../src/engine/loops/loopOps';
import { numberAlgebra } from '../../src/engine/loops/numberAlgebra';
import type { Plain } from '../../src/engine/loops/store';
import { numbers, WINDOWS } from './opsCases';

const matrix = (...rows: readonly (readonly number[])[]): Plain => ({
  rows: rows.length,
  columns: rows[0]?.length ?? 0,
  data: Float64Array.from(rows.flat()),
});
const random = (rows: number, columns: number, seed = 1): Plain => ({
  rows,
  columns,
  data: Float64Array.from(numbers(rows, columns, seed).values),
});
const rowsOf = ({ rows, columns, data }: Plain) =>
  Array.from({ length: rows }, (_, row) => [...data.subarray(row * columns, (row + 1) * columns)]);
const inner = (a: Plain, b: Plain) =>
  a.data.reduce((sum, value, place) => sum + value * (b.data[place] ?? 0), 0);

test('pointwise reads entries by block, rows and columns where they belong', () => {
  const result = plainOps.pointwise(
    'test',
    2,
    [
      { tensor: matrix([1, 2, 10, 20], [3, 4, 30, 40]), per: 'entry' },
      { tensor: matrix([100, 200], [300, 400]), per: 'row' },
      { tensor: matrix([0.1, 0.2]), per: 'column' },
    ],
    [(a, at) => a.add(at(0, 1), at(2)), (a, at) => a.subtract(at(1, 1), at(0)), (_, at) => at(1)],
  );
  expect(rowsOf(result)).toEqual([
    [10.1, 20.2, 199, 198, 100, 100],
    [30.1, 40.2, 397, 396, 300, 300],
  ]);
});

test('sums and maxima of rows keep NaN wherever it stands, and begin at nothing', () => {
  const a = matrix([1, -2, 3], [Number.NaN, 5, 1], [1, 5, Number.NaN], [-1e30, -2e30, -3e30]);
  const operands = [{ tensor: a, per: 'entry' }] as const;
  const reduce = (how: 'sum' | 'max') =>
    rowsOf(plainOps.reduceColumns('test', 3, operands, [(_, at) => at(0), (g, at) => g.negate(at(0))], how));
  expect(reduce('max')).toEqual([
    [3, 2],
    [Number.NaN, Number.NaN],
    [Number.NaN, Number.NaN],
    [-1e30, 3e30],
  ]);
  expect(reduce('sum').slice(0, 2)).toEqual([
    [2, -2],
    [Number.NaN, Number.NaN],
  ]);
});

test('sums over rows are of each column and term', () => {
  const operands = [
    { tensor: matrix([1, 2], [3, 4], [5, 6]), per: 'entry' },
    { tensor: matrix([1], [0], [2]), per: 'row' },
  ] as const;
  expect(rowsOf(plainOps.reduceRows('test', 2, operands, [(_, at) => at(0)]))).toEqual([[9, 12]]);
  expect(
    rowsOf(plainOps.reduceRows('test', 2, operands, [(a, at) => a.multiply(at(0), at(1)), (_, at) => at(1)])),
  ).toEqual([[11, 14, 3, 3]]);
  expect(rowsOf(plainOps.sumOverRows(matrix([1, 2], [3, 4], [5, 6])))).toEqual([[9, 12]]);
});

test('what was taken apart goes together again: time steps, columns, rows', () => {
  const a = random(3 * 5, 4);
  const steps = [0, 1, 2, 3, 4].map((step) => plainOps.takeStep(a, step, 5));
  expect(rowsOf(plainOps.joinSteps(steps))).toEqual(rowsOf(a));
  expect(rowsOf(plainOps.takeStep(a, 2, 5))).toEqual([2, 7, 12].map((row) => rowsOf(a)[row]));
  expect(plainOps.joinSteps([null, steps[1] as Plain]).data.filter((value) => value === 0)).toHaveLength(
    3 * 4,
  );
  const columns = [plainOps.takeColumns(a, 0, 1), plainOps.takeColumns(a, 1, 3)];
  expect(rowsOf(plainOps.joinColumns(columns))).toEqual(rowsOf(a));
  expect(rowsOf(plainOps.reshape(plainOps.reshape(a, 20), 4))).toEqual(rowsOf(a));
});

test('products example by example are the products of each example', () => {
  const [a, b] = [random(2 * 3, 4), random(2 * 4, 5, 2)];
  const [firstA, firstB] = [random(3, 4), random(4, 5)];
  firstA.data.set(a.data.subarray(12));
  firstB.data.set(b.data.subarray(20));
  const second = rowsOf(plainOps.matMulEach(a, b, 2)).slice(3);
  expect(second).toEqual(rowsOf(plainOps.matMul(firstA, firstB)));
  expect(rowsOf(plainOps.matMul(matrix([1, 2], [3, 4]), matrix([5], [6])))).toEqual([[17], [39]]);
  expect(rowsOf(plainOps.matMul(matrix([1, 2], [3, 4]), matrix([5, 6]), true, true))).toEqual([[23], [34]]);
});

test.each(WINDOWS)('⟨patches(x), y⟩ = ⟨x, sumPatches(y)⟩ (%#)', (window) => {
  const x = random(2 * window.height * window.width, window.channels);
  const y = random(2 * window.outHeight * window.outWidth, window.size ** 2 * window.channels, 2);
  const there = inner(plainOps.patches(x, window), y);
  expect(there).not.toBe(0);
  expect(inner(x, plainOps.sumPatches(y, window))).toBeCloseTo(there, 10);
});

test('patches see rows and columns of a window in order, and zeros beyond the edge', () => {
  const image = matrix([1], [2], [3], [4]); // 2 × 2
  const window = {
    height: 2,
    width: 2,
    channels: 1,
    size: 2,
    stride: 2,
    padding: 1,
    outHeight: 2,
    outWidth: 2,
  };
  expect(rowsOf(plainOps.patches(image, window))).toEqual([
    [0, 0, 0, 1],
    [0, 0, 2, 0],
    [0, 3, 0, 0],
    [4, 0, 0, 0],
  ]);
});

test('constants are made once, and above the budget the one not used for longest is let go', () => {
  const released: string[] = [];
  let made = 0;
  const constants = new Constants<string>(
    (x) => x,
    (x) => void released.push(x),
    10,
  );
  const get = (name: string, columns = 2) => constants.get(name, 2, columns, () => `${name}${made++}`);
  expect([get('a'), get('b'), get('a')]).toEqual(['a0', 'b1', 'a0']);
  expect(get('a', 1)).toBe('a2'); // another shape is another constant; 10 numbers in all
  expect(released).toEqual([]);
  get('c'); // 4 more: b goes, a was used since
  expect(released).toEqual(['b1']);
  expect(get('a')).toBe('a0');
  expect(get('b')).toBe('b4'); // made again
  expect(released).toEqual(['b1', 'a2', 'c3']);
  expect(get('huge', 100)).toBe('huge5'); // larger than the budget: kept alone while it is in use
  expect(get('huge', 100)).toBe('huge5');
});

test('computations by instruction give the bits of calling the functions entry by entry', () => {
  const width = 700; // more than one pass takes
  const a = random(3, width);
  const b = random(3, 1);
  const c = random(1, width);
  const f: Pointwise = (algebra, at) => {
    const x = algebra.add(at(0), algebra.multiply(at(1), at(2)));
    const bent = algebra.whereLess(x, algebra.constant(0), algebra.tanh(x), algebra.log1p(algebra.exp(x)));
    return algebra.divide(algebra.erf(bent), algebra.sqrt(algebra.abs(algebra.subtract(at(2), x))));
  };
  const operands = [
    { tensor: a, per: 'entry' },
    { tensor: b, per: 'row' },
    { tensor: c, per: 'column' },
  ] as const;
  const result = plainOps.pointwise('bits', width, operands, [f]);
  result.data.forEach((value, index) => {
    const [row, column] = [Math.floor(index / width), index % width];
    const inputs = [a.data[index], b.data[row], c.data[column]] as number[];
    expect(value).toBe(f(numberAlgebra, (input) => inputs[input]!));
  });
});
