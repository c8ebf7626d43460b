/** Every tensor is a matrix (catalogue/ops.ts): how many rows and columns things of other shapes have. */

/** `count` examples of this shape: [count · positions, channels]. */
export function matrixOf(count: number, shape: readonly number[]): [rows: number, columns: number] {
  const columns = shape.at(-1) ?? 1;
  return [(count * sizeOf(shape)) / columns, columns];
}

/** A parameter: the last axis against all others; a vector is one row. */
export function parameterMatrix(shape: readonly number[]): [rows: number, columns: number] {
  return matrixOf(1, shape);
}

/** How many numbers there are. */
export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, 1);
