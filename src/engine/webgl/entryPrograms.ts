/** Computations entry by entry (compiled from the algebra), and their sums and maxima along rows and columns. */
import type { Operand, Pointwise } from '../../catalogue/ops';
import { GLSL_FUNCTIONS, glslAlgebra } from './glslAlgebra';
import { matrixProgram } from './matrixReads';
import type { Program } from './program';
import { variable } from './texels';

/** What is computed: for each of `blocks`, a matrix [rows, width] from the operands. */
export interface Computation {
  readonly rows: number;
  readonly width: number;
  readonly operands: readonly Operand<unknown>['per'][];
  readonly blocks: readonly Pointwise[];
}

/**
 * `vec4 block<k>(int row, int column)` for each block: its entries at (row, column) and the three beside and below;
 * row even, column any (`evenColumns`: even too).
 */
function blockFunctions({ width, operands, blocks }: Computation, evenColumns: boolean): string {
  const read = (input: number, block: number): string => {
    const name = variable(input);
    if (operands[input] === 'row') return `get${name}(row, ${block}).${block % 2 === 0 ? 'xxzz' : 'yyww'}`;
    const first = block * width;
    const four = evenColumns && first % 2 === 0 ? `get${name}` : `four${name}`;
    return operands[input] === 'column'
      ? `${four}(0, column + ${first}).xyxy`
      : `${four}(row, column + ${first})`;
  };
  return blocks
    .map((compute, index) => {
      const reads = new Map<string, string>();
      const { algebra, lines } = glslAlgebra();
      const result = compute(algebra, (input, block = 0) => {
        const name = `v${input}_${block}`;
        reads.set(name, read(input, block));
        return name;
      });
      const names = [...reads.keys()];
      const one = (component: string) =>
        `one${index}(${names.map((name) => `${name}.${component}`).join(', ')})`;
      return `
float one${index}(${names.map((name) => `float ${name}`).join(', ')}) {
  ${lines.join('\n  ')}
  return ${result};
}
vec4 block${index}(int row, int column) {
  ${[...reads].map(([name, source]) => `vec4 ${name} = ${source};`).join('\n  ')}
  return vec4(${['x', 'y', 'z', 'w'].map(one).join(', ')});
}
`;
    })
    .join('');
}

/** `choose(k)` for the k that `which` names. */
function choose(count: number, which: string, then: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) =>
    index + 1 < count ? `if (${which} == ${index}) return ${then(index)};` : `return ${then(index)};`,
  ).join('\n  ');
}

/** `vec4 entriesAt(int row, int column)`: a texel of the blocks side by side; of an odd width, they meet inside texels. */
function sideBySide(computation: Computation): string {
  const { width, blocks } = computation;
  const even = width % 2 === 0;
  const next =
    blocks.length > 1
      ? `if (column + 1 == ${width}) result.yw = block < ${blocks.length - 1} ? blockAt(block + 1, row, 0).xz : vec2(0.0);`
      : `if (column + 1 == ${width}) result.yw = vec2(0.0);`;
  return `${blockFunctions(computation, even || blocks.length === 1)}
vec4 blockAt(int block, int row, int column) {
  ${choose(blocks.length, 'block', (index) => `block${index}(row, column)`)}
}
vec4 entriesAt(int row, int across) {
  int block = across / ${width};
  int column = across - block * ${width};
  vec4 result = blockAt(block, row, column);
  ${even ? '' : next}
  return result;
}
`;
}

export function pointwise(computation: Computation): Program {
  const { rows, width, operands, blocks } = computation;
  return matrixProgram(
    [rows, width * blocks.length],
    operands.length,
    `${GLSL_FUNCTIONS}${sideBySide(computation)}
vec4 texelAt(int row, int column) { return entriesAt(row, column); }`,
  );
}

/** Columns summed before they join the sum: float32 loses little of so few. */
const RUN = 32;

const SUMS = `
vec2 total = vec2(0.0);
  for (int first = 0; first < COLUMNS; first += ${RUN}) {
    vec2 run = vec2(0.0);
    for (int column = first; column < min(first + ${RUN}, COLUMNS); column += 2) {
      vec4 four = BLOCK(row, column);
      run += four.xz;
      if (column + 1 < COLUMNS) run += four.yw;
    }
    total += run;
  }
  return total;`;

const LARGEST = `
vec2 largest = vec2(-infValue());
  bvec2 isNan = bvec2(false);
  for (int column = 0; column < COLUMNS; column += 2) {
    vec4 four = BLOCK(row, column);
    if (column + 1 >= COLUMNS) four.yw = four.xz;
    if (isNanBits(four.x) || isNanBits(four.y)) isNan.x = true;
    if (isNanBits(four.z) || isNanBits(four.w)) isNan.y = true;
    largest = max(largest, max(four.xz, four.yw));
  }
  return vec2(isNan.x ? nanValue() : largest.x, isNan.y ? nanValue() : largest.y);`;

/** [rows, blocks]: the sum, or the largest (NaN if any is), of each block's row. */
export function reduceColumns(computation: Computation, how: 'sum' | 'max'): Program {
  const { rows, width, operands, blocks } = computation;
  const loop = (index: number) =>
    (how === 'sum' ? SUMS : LARGEST)
      .replaceAll('COLUMNS', String(width))
      .replaceAll('BLOCK', `block${index}`);
  return matrixProgram(
    [rows, blocks.length],
    operands.length,
    `${GLSL_FUNCTIONS}${blockFunctions(computation, true)}
${blocks.map((_, index) => `vec2 reduced${index}(int row) { ${loop(index)} }`).join('\n')}
vec2 reducedAt(int block, int row) {
  ${choose(blocks.length, 'block', (index) => `reduced${index}(row)`)}
}
vec4 texelAt(int row, int block) {
  vec2 left = reducedAt(block, row);
  vec2 right = ${blocks.length > 1 ? `block + 1 < ${blocks.length} ? reducedAt(block + 1, row) : vec2(0.0)` : 'vec2(0.0)'};
  return vec4(left.x, right.x, left.y, right.y);
}`,
  );
}

/** Above so many rows, runs of them are summed first, each by a fragment of its own, and then the sums. */
const MANY_ROWS = 128;

/** How many rows one fragment sums: even, so that it starts with a texel. */
export function rowsPerSum(rows: number): number {
  return rows <= MANY_ROWS ? rows : 2 * Math.ceil(Math.sqrt(rows) / 2);
}

/** [⌈rows / perSum⌉, blocks · width]: for each column, the sums of runs of rows. */
export function reduceRows(computation: Computation, perSum: number): Program {
  const { rows, width, operands, blocks } = computation;
  const sums = Math.ceil(rows / perSum);
  return matrixProgram(
    [sums, width * blocks.length],
    operands.length,
    `${GLSL_FUNCTIONS}${sideBySide(computation)}
vec2 sumFrom(int first, int column) {
  vec2 total = vec2(0.0);
  for (int row = first; row < min(first + ${perSum}, ${rows}); row += 2) {
    vec4 four = entriesAt(row, column);
    total += four.xy;
    if (row + 1 < ${rows}) total += four.zw;
  }
  return total;
}
vec4 texelAt(int sum, int column) {
  return vec4(sumFrom(sum * ${perSum}, column), sum + 1 < ${sums} ? sumFrom((sum + 1) * ${perSum}, column) : vec2(0.0));
}`,
  );
}
