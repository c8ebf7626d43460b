/**
 * Long rows of texels (four floats each), as a packed matrix about as wide as it is high: no texture limit is met, and
 * none of the 2 × 2 fragments that a GPU works on at once lies outside.
 */
import { GLSL_FUNCTIONS } from './glslAlgebra';
import type { Tensor } from '../tf';
import type { Gpu } from './gpu';
import { inGroups, MAX_INPUTS, type Program } from './program';

/**
 * How many texels lie side by side: a power of two. Few lie in a narrow column, so that the 2 × 2 fragments which a GPU
 * works on at once have indices near each other and mostly do the same.
 */
const widthOf = (count: number) => (count <= 8 * MOST_NARROW ? 8 : 2 ** Math.ceil(Math.log2(count) / 2));
const MOST_NARROW = 1024;

/** The matrix that holds so many texels. */
export function texelShape(count: number): [rows: number, columns: number] {
  const width = widthOf(count);
  return [2 * Math.max(1, Math.ceil(count / width)), 2 * width];
}

/** Where a texel's component (0 … 3: the rows of its 2 × 2 block) lies among the matrix's numbers. */
export function texelPlace(count: number, texel: number, component: number): number {
  const width = widthOf(count);
  const row = 2 * Math.floor(texel / width) + (component >> 1);
  return row * 2 * width + 2 * (texel % width) + (component & 1);
}

/** GLSL: texel `index` of a variable that holds `count` of them. */
export function texelAt(variable: string, count: number, index: string): string {
  const width = widthOf(count);
  return `get${variable}(2 * ((${index}) >> ${Math.log2(width)}), 2 * ((${index}) & ${width - 1}))`;
}

/** Texel by texel: `body` sets `vec4 result` from `int index`; what it leaves at 0 stays 0. */
export function texelProgram(
  count: number,
  variables: readonly string[],
  functions: string,
  body: string,
  customUniforms: { name: string; type: 'float' | 'int' }[] = [],
): Program {
  return {
    variableNames: [...variables],
    outputShape: texelShape(count),
    packedInputs: true,
    packedOutput: true,
    customUniforms,
    userCode: `${GLSL_FUNCTIONS}${functions}
void main() {
  ivec2 place = getOutputCoords() / 2;
  int index = place.x * ${widthOf(count)} + place.y;
  vec4 result = vec4(0.0);
  ${body}
  setOutput(result);
}`,
  };
}

function joinTexels(counts: readonly number[]): Program {
  let first = 0;
  const branches = counts.map((count, input) => {
    const line = `if (index < ${first + count}) result = ${texelAt(variable(input), count, `index - ${first}`)};`;
    first += count;
    return line;
  });
  return texelProgram(
    first,
    counts.map((_, input) => variable(input)),
    '',
    branches.join(' else '),
  );
}

export interface Texels {
  readonly tensor: Tensor;
  readonly count: number;
}

/** Rows of texels one after the other; many take several rounds. */
export function joinAll(gpu: Gpu, parts: readonly Texels[]): Texels {
  const [only] = parts;
  if (!only) throw new Error('Nothing was given to be joined.');
  if (parts.length === 1) return only;
  return joinAll(
    gpu,
    inGroups(parts, MAX_INPUTS).map((group) => {
      const counts = group.map(({ count }) => count);
      return {
        tensor: gpu.run(
          `joinTexels ${counts.join()}`,
          () => joinTexels(counts),
          group.map(({ tensor }) => tensor),
        ),
        count: counts.reduce((sum, count) => sum + count, 0),
      };
    }),
  );
}

/** The name of a program's nth input: A, B, … */
export const variable = (input: number) => String.fromCharCode(65 + input);
