/**
 * How programs read and write packed matrices, whose texel (row, column), both even, holds the 2 × 2 block
 * (x y) over (z w). Entries beyond a matrix's edge are written as 0, since products read them.
 */
import { PICK, type Program } from './program';
import { variable } from './texels';

/**
 * For input A: entryA(row, column); rowA(row, column), two entries side by side from an even column on;
 * columnA(row, column), two entries one below the other from an even row on; fourA(row, column), a 2 × 2 block from an
 * even row and any column on.
 */
export function readsOf(name: string): string {
  return `
float entry${name}(int row, int column) { return pick(get${name}(row, column), row, column); }
vec2 row${name}(int row, int column) { vec4 block = get${name}(row, column); return (row & 1) == 0 ? block.xy : block.zw; }
vec2 column${name}(int row, int column) { vec4 block = get${name}(row, column); return (column & 1) == 0 ? block.xz : block.yw; }
vec4 four${name}(int row, int column) {
  vec4 left = get${name}(row, column);
  if ((column & 1) == 0) return left;
  vec4 right = get${name}(row, column + 1);
  return vec4(left.y, right.x, left.w, right.z);
}
`;
}

/** A packed matrix from `inputs` packed matrices. `body` defines `vec4 texelAt(int row, int column)`; its edges are cut here. */
export function matrixProgram(
  shape: readonly [rows: number, columns: number],
  inputs: number,
  body: string,
  uniforms: readonly string[] = [],
): Program {
  const [rows, columns] = shape;
  const names = Array.from({ length: inputs }, (_, input) => variable(input));
  return {
    variableNames: names,
    outputShape: [rows, columns],
    packedInputs: true,
    packedOutput: true,
    ...(uniforms.length > 0
      ? { customUniforms: uniforms.map((name) => ({ name, type: 'int' as const })) }
      : {}),
    userCode: `${PICK}${names.map(readsOf).join('')}${body}
void main() {
  ivec2 rc = getOutputCoords();
  vec4 result = texelAt(rc.x, rc.y);
  if (rc.y + 1 >= ${columns}) result.yw = vec2(0.0);
  if (rc.x + 1 >= ${rows}) result.zw = vec2(0.0);
  setOutput(result);
}`,
  };
}

/** `vec4 texelAt` from `float entryAt(int row, int column)`. */
export const TEXEL_OF_ENTRIES = `
vec4 texelAt(int row, int column) {
  return vec4(entryAt(row, column), entryAt(row, column + 1), entryAt(row + 1, column), entryAt(row + 1, column + 1));
}
`;
/** From `vec2 rowAt(int row, int column)`: an entry and its right neighbour. */
export const TEXEL_OF_ROWS = `
vec4 texelAt(int row, int column) { return vec4(rowAt(row, column), rowAt(row + 1, column)); }
`;
/** From `vec2 columnAt(int row, int column)`: an entry and the one below. */
export const TEXEL_OF_COLUMNS = `
vec4 texelAt(int row, int column) {
  vec2 left = columnAt(row, column);
  vec2 right = columnAt(row, column + 1);
  return vec4(left.x, right.x, left.y, right.y);
}
`;
