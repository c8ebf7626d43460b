/** A WebGL program as TensorFlow.js's backend runs it, and the few shapes that ours come in. */
import { GLSL_FUNCTIONS } from './glslAlgebra';

export interface Program {
  readonly variableNames: string[];
  readonly outputShape: number[];
  readonly userCode: string;
  readonly packedInputs: boolean;
  readonly packedOutput: boolean;
  readonly customUniforms?: { name: string; type: 'float' | 'int' }[];
}

/** At most this many textures can be read by one program (WebGL 2 guarantees 16). */
export const MAX_INPUTS = 15;

export function inGroups<T>(all: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let first = 0; first < all.length; first += size) groups.push(all.slice(first, first + size));
  return groups;
}

/** One component of a packed texel: a 2 × 2 block of the last two axes. */
export const PICK = `
float pick(vec4 block, int row, int column) {
  bool lower = (row & 1) == 1;
  bool right = (column & 1) == 1;
  return lower ? (right ? block.w : block.z) : (right ? block.y : block.x);
}
`;

/**
 * Entry by entry over packed matrices of one shape: `each` is GLSL for the result from floats named as the variables in
 * lower case. Entries beyond the matrix's edge are written as 0, since products read them.
 */
export function elementwise(
  shape: readonly number[],
  variables: readonly string[],
  functions: string,
  each: string,
): Program {
  const [rows = 1, columns = 1] = shape;
  const reads = variables.map((name) => `vec4 ${name.toLowerCase()}4 = get${name}(rc.x, rc.y);`).join('\n');
  const one = (component: string, inside: string) =>
    `if (${inside}) { ${variables.map((name) => `float ${name.toLowerCase()} = ${name.toLowerCase()}4.${component};`).join(' ')} result.${component} = ${each}; }`;
  return {
    variableNames: [...variables],
    outputShape: [rows, columns],
    packedInputs: true,
    packedOutput: true,
    userCode: `${GLSL_FUNCTIONS}${functions}
void main() {
  ivec2 rc = getOutputCoords();
  ${reads}
  vec4 result = vec4(0.0);
  ${one('x', 'true')}
  ${one('y', `rc.y + 1 < ${columns}`)}
  ${one('z', `rc.x + 1 < ${rows}`)}
  ${one('w', `rc.x + 1 < ${rows} && rc.y + 1 < ${columns}`)}
  setOutput(result);
}`,
  };
}
