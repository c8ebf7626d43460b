/** Products of many small matrices at once, one an example: Ops.matMulEach over packed matrices. */
import { matrixProgram, TEXEL_OF_ROWS } from './matrixReads';
import type { Program } from './program';

/** The lengths of one example's product: [rows, inner]·[inner, columns], each transposed on the way or not. */
export interface Product {
  readonly examples: number;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

export function matMulEach(product: Product): Program {
  const { examples, rows, inner, columns, transposeA, transposeB } = product;
  if ([rows, inner, columns].every((length) => length % 2 === 0)) return byBlocks(product);
  const a = transposeA ? `entryA(example * ${inner} + k, row)` : `entryA(example * ${rows} + row, k)`;
  const b = transposeB
    ? `vec2(entryB(example * ${columns} + column, k), entryB(example * ${columns} + column + 1, k))`
    : `rowB(example * ${inner} + k, column)`;
  return matrixProgram(
    [examples * rows, columns],
    2,
    `
vec2 rowAt(int place, int column) {
  int example = place / ${rows};
  int row = place - example * ${rows};
  vec2 sum = vec2(0.0);
  for (int k = 0; k < ${inner}; k++) sum += ${a} * ${b};
  return sum;
}${TEXEL_OF_ROWS}`,
  );
}

/** Where no block lies across two examples: a block of each for two steps of the sum, in the same order. */
function byBlocks({ examples, rows, inner, columns, transposeA, transposeB }: Product): Program {
  const a = transposeA ? `getA(example * ${inner} + k, inExample).xzyw` : 'getA(row, k)';
  const b = transposeB
    ? `getB(example * ${columns} + column, k).xzyw`
    : `getB(example * ${inner} + k, column)`;
  return matrixProgram(
    [examples * rows, columns],
    2,
    `
vec4 texelAt(int row, int column) {
  int example = row / ${rows};
  int inExample = row - example * ${rows};
  vec4 sum = vec4(0.0);
  for (int k = 0; k < ${inner}; k += 2) {
    vec4 a = ${a};
    vec4 b = ${b};
    sum += a.xxzz * b.xyxy;
    sum += a.yyww * b.zwzw;
  }
  return sum;
}`,
  );
}
