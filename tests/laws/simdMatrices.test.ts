/** Kernels that turn matrices over and sum them, against the same in plain numbers: the same bits. */
import { expect, test } from 'vitest';
import { plainOps } from '../../src/engine/loops/loopOps';
import { simdMatrices } from '../../src/engine/simd/simdMatrices';
import type { Tensor } from '../../src/engine/tf';
import { stream } from '../../src/random/stream';

function matrix(rows: number, columns: number) {
  const memory = new WebAssembly.Memory({ initial: 4 });
  new Float32Array(memory.buffer).fill(Number.NaN);
  const [from, to] = [1024, 100_000];
  const values = Float32Array.from(stream(4, 'matrix', rows, columns).normals(rows * columns));
  new Float32Array(memory.buffer, from).set(values);
  const tensor = { shape: [rows, columns], size: rows * columns } as unknown as Tensor;
  const allocate = (shape: readonly number[]) => ({ shape }) as unknown as Tensor;
  const matrices = simdMatrices({ memory, allocate, addressOf: (of) => (of === tensor ? from : to) });
  /** What was written, and what lies behind it. */
  const written = (count: number) => ({
    numbers: new Float32Array(memory.buffer, to, count),
    behind: new Float32Array(memory.buffer, to + 4 * count, 8),
  });
  return { values, tensor, matrices, written };
}
const untouched = new Float32Array(8).fill(Number.NaN);

const SHAPES = [
  [4, 4],
  [8, 16],
  [64, 64],
  [12, 40],
  [4, 128],
  [100, 8],
] as const;
test.each(SHAPES)('[%d, %d] is turned over', (rows, columns) => {
  const { values, tensor, matrices, written } = matrix(rows, columns);
  expect(matrices.transpose(tensor)?.shape).toEqual([columns, rows]);
  const { numbers, behind } = written(rows * columns);
  const turned = values.map((_, index) => values[(index % rows) * columns + Math.floor(index / rows)] ?? 0);
  expect(numbers).toEqual(turned);
  expect(behind).toEqual(untouched);
});

const SUMMED = [
  [1, 8],
  [7, 16],
  [8, 16],
  [64, 64],
  [100, 8],
] as const;
test.each(SUMMED)('[%d, %d] is summed over its rows', (rows, columns) => {
  const { values, tensor, matrices, written } = matrix(rows, columns);
  expect(matrices.sumOverRows(tensor)?.shape).toEqual([1, columns]);
  const { numbers, behind } = written(columns);
  const told = plainOps.sumOverRows({ rows, columns, data: Float64Array.from(values) });
  expect(numbers).toEqual(Float32Array.from(told.data));
  expect(behind).toEqual(untouched);
});

test('other sizes are left to loops', () => {
  for (const [rows, columns] of [
    [3, 4],
    [4, 6],
    [64, 1],
  ] as const) {
    const { tensor, matrices } = matrix(rows, columns);
    expect(matrices.transpose(tensor)).toBeNull();
    expect(matrices.sumOverRows(tensor)).toBeNull();
  }
});
