/** Kernels of entry-by-entry computations, against the loops that they stand in for: the same bits. */
import { expect, test } from 'vitest';
import type { Operand, Pointwise } from '../../src/catalogue/ops';
import { plainOps } from '../../src/engine/loops/loopOps';
import { simdPointwise } from '../../src/engine/simd/simdPointwise';
import type { Tensor } from '../../src/engine/tf';
import { stream } from '../../src/random/stream';

/** A memory whose tensors are their shape and address, one behind the other, with NaN between them. */
function heap() {
  const memory = new WebAssembly.Memory({ initial: 4 });
  new Float32Array(memory.buffer).fill(Number.NaN);
  const addresses = new Map<Tensor, number>();
  let free = 1024;
  const allocate = (shape: readonly number[]) => {
    const tensor = { shape } as unknown as Tensor;
    addresses.set(tensor, free);
    free += 4 * shape.reduce((product, length) => product * length, 1) + 64;
    return tensor;
  };
  const addressOf = (tensor: Tensor) => addresses.get(tensor) ?? Number.NaN;
  const view = (tensor: Tensor) => {
    const [rows = 0, columns = 0] = tensor.shape;
    return new Float32Array(memory.buffer, addressOf(tensor), rows * columns);
  };
  return { view, allocate, addresses, pointwise: simdPointwise({ memory, addressOf, allocate }) };
}

const SPECIAL = [0, -0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e-40, 3.4e38];

const BLOCKS: Readonly<Record<string, readonly Pointwise[]>> = {
  arithmetic: [
    (algebra, at) =>
      algebra.divide(
        algebra.subtract(algebra.multiply(at(0), at(1)), algebra.constant(0.1)),
        algebra.add(at(1), algebra.negate(at(2))),
      ),
  ],
  'roots and magnitudes': [(algebra, at) => algebra.add(algebra.sqrt(algebra.abs(at(0))), at(2))],
  comparisons: [
    (algebra, at) => algebra.whereLess(at(0), at(1), at(2), algebra.negate(at(0))),
    (algebra, at) => algebra.whereLessEqual(at(1), at(2), algebra.constant(-0), at(0)),
  ],
  'one operand, returned': [(_, at) => at(1), (_, at) => at(0), (_, at) => at(1)],
};

/** [rows, width]; operand 1 is read in each of the three ways. */
const SHAPES = [
  [1, 2],
  [4, 4],
  [3, 10],
  [64, 64],
] as const;

for (const [name, blocks] of Object.entries(BLOCKS)) {
  for (const per of ['entry', 'row', 'column'] as const) {
    test(`${name}, an operand per ${per}: a kernel gives the bits of loops`, () => {
      for (const [rows, width] of SHAPES) {
        const { view, allocate, addresses, pointwise } = heap();
        const shapes = [
          [rows, width],
          per === 'entry' ? [rows, width] : per === 'row' ? [rows, 1] : [1, width],
          [rows, width],
        ] as const;
        const operands = shapes.map((shape, index): Operand<Tensor> => {
          const tensor = allocate(shape);
          const numbers = view(tensor);
          numbers.set(stream(2, 'kernels', index, rows).normals(numbers.length));
          SPECIAL.slice(0, numbers.length).forEach((value, place) => {
            numbers[(place * (index + 2)) % numbers.length] = value;
          });
          return { tensor, per: index === 1 ? per : 'entry' };
        });
        const plain = operands.map(({ tensor, per: how }) => ({
          per: how,
          tensor: {
            rows: tensor.shape[0] ?? 0,
            columns: tensor.shape[1] ?? 0,
            data: Float64Array.from(view(tensor)),
          },
        }));
        const told = plainOps.pointwise(`${name} ${per}`, width, plain, blocks);
        const seen = pointwise(name, width, operands, blocks);
        if (!seen) throw new Error('No kernel was made.');
        expect(view(seen)).toEqual(Float32Array.from(told.data));
        // Nothing was written behind it.
        const end = (addresses.get(seen) ?? 0) + 4 * view(seen).length;
        expect(new Float32Array(view(seen).buffer, end, 16)).toEqual(new Float32Array(16).fill(Number.NaN));
      }
    });
  }
}

test('blocks of an operand’s columns are read where they lie', () => {
  const { view, allocate, pointwise } = heap();
  const tensor = allocate([2, 6]);
  view(tensor).set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const difference: Pointwise = (algebra, at) => algebra.subtract(at(0, 2), at(0, 0));
  const seen = pointwise('difference', 2, [{ tensor, per: 'entry' }], [difference, (_, at) => at(0, 1)]);
  expect(seen && [...view(seen)]).toEqual([4, 4, 3, 4, 4, 4, 9, 10]);
});

test('functions that WebAssembly lacks and odd widths are left to loops', () => {
  const { allocate, pointwise } = heap();
  const operands = [{ tensor: allocate([4, 4]), per: 'entry' }] as const;
  const odd = [
    { tensor: allocate([4, 3]), per: 'entry' },
    { tensor: allocate([4, 1]), per: 'row' },
  ] as const;
  expect(pointwise('exp', 4, operands, [(algebra, at) => algebra.exp(at(0))])).toBeNull();
  expect(pointwise('scaled', 3, odd, [(algebra, at) => algebra.multiply(at(0), at(1))])).toBeNull();
});
