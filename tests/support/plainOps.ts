/** The tensor operations over plain arrays, in float64 and in the plainest loops, to hold blocks and engines against. */
import type { Ops } from '../../src/catalogue/types';

export interface Plain {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export const plain = (shape: readonly number[], data: ArrayLike<number>): Plain => ({
  shape,
  data: Float64Array.from(data),
});

/** The entry of a matrix at (row, column), of its transpose if asked. */
function entry({ shape, data }: Plain, row: number, column: number, transposed: boolean): number {
  const columns = shape[1]!; // matrices only
  return transposed ? data[column * columns + row]! : data[row * columns + column]!;
}

function sameShape(a: Plain, b: Plain): void {
  if (a.shape.join() !== b.shape.join())
    throw new Error(`Shapes differ: [${a.shape.join()}] and [${b.shape.join()}].`);
}

export const plainOps: Ops<Plain> = {
  matMul(a, b, transposeA = false, transposeB = false) {
    if (a.shape.length !== 2 || b.shape.length !== 2) throw new Error('matMul takes matrices.');
    const [rows, inner] = transposeA ? [a.shape[1]!, a.shape[0]!] : [a.shape[0]!, a.shape[1]!];
    const [innerB, columns] = transposeB ? [b.shape[1]!, b.shape[0]!] : [b.shape[0]!, b.shape[1]!];
    if (inner !== innerB) throw new Error(`Inner lengths differ: ${inner} and ${innerB}.`);
    const data = new Float64Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) sum += entry(a, row, k, transposeA) * entry(b, k, column, transposeB);
        data[row * columns + column] = sum;
      }
    }
    return { shape: [rows, columns], data };
  },
  dense(x, weights, bias) {
    const product = plainOps.matMul(x, weights);
    if (!bias) return product;
    const units = product.shape[1]!; // a matrix
    if (bias.shape.join() !== String(units))
      throw new Error(`A bias [${bias.shape.join()}] for ${units} units.`);
    return plain(
      product.shape,
      product.data.map((value, index) => value + bias.data[index % units]!),
    );
  },
  add(a, b) {
    sameShape(a, b);
    return plain(
      a.shape,
      a.data.map((value, index) => value + b.data[index]!),
    );
  },
  scale: (a, factor) =>
    plain(
      a.shape,
      a.data.map((value) => value * factor),
    ),
  sumOverBatch(a) {
    const shape = a.shape.slice(1);
    const size = shape.reduce((product, length) => product * length, 1);
    const sums = new Float64Array(size);
    a.data.forEach((value, index) => {
      sums[index % size]! += value;
    });
    return { shape, data: sums };
  },
};
