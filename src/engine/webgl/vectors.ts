/**
 * Programs over a lane's vectors (parameters, gradient, change). A vector is a row of texels (texels.ts): one parameter
 * after the other, each as the 2 × 2 blocks of its packed matrix, so that texels are copied as they are. What blocks hold
 * beyond a matrix's edge is 0 throughout.
 */
import { clipping as clippingEntry, optimizer as optimizerEntry } from '../../catalogue/registry';
import type { Choice } from '../../catalogue/types';
import { glslFunction } from './glslAlgebra';
import type { Program } from './program';
import { CAREFUL, JOIN, QUICK, QUICK_SPREAD } from './spread';
import { texelAt, texelProgram, variable } from './texels';

/** Blocks of a packed matrix. */
export const blocksOf = ([rows, columns]: readonly [number, number]) =>
  Math.ceil(rows / 2) * Math.ceil(columns / 2);

/**
 * Packed matrices one after the other. Which of them, and where in it, is found before any is read: software renderers
 * would divide once for each.
 */
export function flatten(shapes: readonly (readonly [number, number])[]): Program {
  let first = 0;
  const places: string[] = [];
  const reads = shapes.map((shape, input) => {
    const [rows, columns] = shape;
    const from = first;
    first += blocksOf(shape);
    places.push(
      `if (index < ${first}) { source = ${input}; block = index - ${from}; width = ${Math.ceil(columns / 2)}; }`,
    );
    // Products leave NaN beyond the edge where an Inf met a 0 there.
    const edges = [
      ...(columns % 2 === 1 ? [`if (column + 1 == ${columns}) result.yw = vec2(0.0);`] : []),
      ...(rows % 2 === 1 ? [`if (row + 1 == ${rows}) result.zw = vec2(0.0);`] : []),
    ];
    return `if (source == ${input}) { result = get${variable(input)}(row, column); ${edges.join(' ')} }`;
  });
  return texelProgram(
    first,
    shapes.map((_, input) => variable(input)),
    '',
    `int source = -1; int block = 0; int width = 1;
  ${places.join(' else ')}
  int row = block / width;
  int column = 2 * (block - row * width);
  row *= 2;
  ${reads.join(' else ')}`,
  );
}

/** A packed matrix cut out of a vector of `count` texels at uniform `first`. */
export function unflatten(rows: number, columns: number, count: number): Program {
  return {
    variableNames: ['A'],
    outputShape: [rows, columns],
    packedInputs: true,
    packedOutput: true,
    customUniforms: [{ name: 'first', type: 'int' }],
    userCode: `
void main() {
  ivec2 block = getOutputCoords() / 2;
  int index = first + block.x * ${Math.ceil(columns / 2)} + block.y;
  setOutput(${texelAt('A', count, 'index')});
}`,
  };
}

/**
 * Spread records of runs of several vectors (A, B, …; `count` texels each): run r of vector v is record v·runs + r. `Runs`
 * holds (first texel, texels, stride, columns: 0 both, 1 the left, 2 the right) of each; `whole`: all have both.
 */
export function runRecords(vectors: number, count: number, runs: number, whole: boolean): Program {
  const names = Array.from({ length: vectors }, (_, vector) => variable(vector));
  const walk = (read: string, body: string) =>
    `for (int place = from; place < to; place += stride) { vec4 v = ${read}; ${whole ? '' : 'v = mix(vec4(0.0), v, sides);'} ${body} }`;
  const branches = names.map(
    (name, vector) => `if (vector == ${vector}) ${walk(texelAt(name, count, 'place'), QUICK_SPREAD.texel)}`,
  );
  return texelProgram(
    vectors * runs,
    [...names, 'Runs'],
    `${QUICK}${CAREFUL}
vec4 at(int vector, int place) {
  ${names.map((name, vector) => `if (vector == ${vector}) return ${texelAt(name, count, 'place')};`).join('\n  ')}
  return vec4(0.0);
}`,
    `int vector = index / ${runs};
  vec4 run = ${texelAt('Runs', runs, `index - vector * ${runs}`)};
  int from = int(run.x); int stride = int(run.z); int to = from + int(run.y) * stride;
  bvec4 sides = bvec4(run.w != 2.0, run.w != 1.0, run.w != 2.0, run.w != 1.0);
  ${QUICK_SPREAD.start}
  ${branches.join('\n  else ')}
  ${QUICK_SPREAD.end(`Seen seen = nothing(); ${walk('at(vector, place)', 'see(seen, v);')} result = spreadOf(seen);`)}`,
  );
}

/** Records of chunks joined to records of segments, for each of several vectors. `Ends` holds (first chunk, one past the last) a segment. */
export function joinRuns(vectors: number, segments: number, chunks: number): Program {
  return texelProgram(
    vectors * segments,
    ['A', 'Ends'],
    JOIN,
    `int vector = index / ${segments};
  vec4 ends = ${texelAt('Ends', segments, `index - vector * ${segments}`)};
  for (int chunk = int(ends.x); chunk < int(ends.y); chunk++) join(result, ${texelAt('A', vectors * chunks, `vector * ${chunks} + chunk`)});
  if (vector >= ${vectors}) result = vec4(0.0);`,
  );
}

/**
 * GPUs have no denormals: a factor below 1e-38 would be 0. A negative factor means: multiply by SHRINK first, then by
 * the factor's magnitude.
 */
const SHRINK = 'const float SHRINK = 5.421010862427522e-20;\n';

/**
 * What each norm is multiplied by, as a texel's first number: of every record, or (network) one of all of them. A NaN makes
 * NaN; an Inf makes 0. Scope unit: the weights' records follow the gradient's.
 */
export function clipFactors(choice: Choice, records: number): Program {
  const entry = clippingEntry(choice.kind);
  const ofUnits = entry.scope === 'unit';
  const factor = glslFunction(
    'factorOf',
    ['largest', 'root', 'threshold', 'weightLargest', 'weightRoot'],
    (algebra, ...[largest, root, threshold, wLargest, wRoot]) => {
      const scaled = (a = '0.0', b = '0.0') => ({ largest: a, root: b });
      return (
        entry.factor?.(algebra, scaled(largest, root), threshold ?? '0.0', scaled(wLargest, wRoot)) ?? '1.0'
      );
    },
  );
  const record = (index: string) => texelAt('A', ofUnits ? 2 * records : records, index);
  const gather =
    entry.scope === 'network'
      ? `for (int record = 0; record < ${records}; record++) join(g, ${record('record')});`
      : `g = ${record('index')};`;
  return texelProgram(
    entry.scope === 'network' ? 1 : records,
    ['A'],
    `${JOIN}${SHRINK}${factor}`,
    `vec4 g = vec4(0.0);
  ${gather}
  vec4 w = ${ofUnits ? record(`${records} + index`) : 'vec4(0.0)'};
  if (g.z > 0.0) result.x = nanValue();
  else if (g.w > 0.0) result.x = 0.0;
  else {
    result.x = factorOf(g.x, sqrt(g.y), threshold, w.x, sqrt(w.y));
    if (result.x < 1e-30 && g.x > 1e20) result.x = -factorOf(g.x * SHRINK, sqrt(g.y), threshold, w.x, sqrt(w.y));
  }`,
    [{ name: 'threshold', type: 'float' }],
  );
}

/** The clipped vector of `count` texels. `Which` says which factor an entry has (not for scopes element and network); −1: beyond an edge. */
export function applyClip(choice: Choice, count: number, factors: number): Program {
  const entry = clippingEntry(choice.kind);
  const each = (one: (component: string) => string) =>
    ['x', 'y', 'z', 'w'].map((component) => `result.${component} = ${one(component)};`).join(' ');
  const g = texelAt('A', count, 'index');
  if (entry.scope === 'element') {
    const element = glslFunction(
      'clipped',
      ['g', 'threshold'],
      (algebra, gradient = '', threshold = '') => entry.element?.(algebra, gradient, threshold) ?? gradient,
    );
    return texelProgram(
      count,
      ['A'],
      element,
      `vec4 g = ${g}; ${each((component) => `isNanBits(g.${component}) ? g.${component} : clipped(g.${component}, threshold)`)}`,
      [{ name: 'threshold', type: 'float' }],
    );
  }
  // Inf × 0 is NaN by IEEE; drivers are not bound to it.
  const functions = `${SHRINK}
float times(float g, float factor) {
  return (isInfBits(g) && factor == 0.0) ? nanValue() : factor < 0.0 ? (g * SHRINK) * -factor : g * factor;
}`;
  return entry.scope === 'network'
    ? texelProgram(
        count,
        ['A', 'Factors'],
        functions,
        `vec4 g = ${g}; float factor = ${texelAt('Factors', 1, '0')}.x; ${each((component) => `times(g.${component}, factor)`)}`,
      )
    : texelProgram(
        count,
        ['A', 'Factors', 'Which'],
        functions,
        `vec4 g = ${g}; vec4 which = ${texelAt('Which', count, 'index')};
  ${each((component) => `which.${component} < 0.0 ? 0.0 : times(g.${component}, ${texelAt('Factors', factors, `int(which.${component})`)}.x)`)}`,
      );
}

/** (1, 0, 0, 0) where any record of the gradient has a NaN or Inf, else zeros. */
export function anyNotFinite(records: number): Program {
  return texelProgram(
    1,
    ['A'],
    '',
    `for (int record = 0; record < ${records}; record++) { vec4 one = ${texelAt('A', records, 'record')}; if (one.z + one.w > 0.0) result.x = 1.0; }`,
  );
}

/** One output of the optimizer's update: the change (output −1), or state vector k. With `Bad` = 1 nothing changes. */
export function optimizerUpdate(choice: Choice, count: number, output: number, skips: boolean): Program {
  const entry = optimizerEntry(choice.kind);
  const scalarNames = Object.keys(entry.scalars(choice, 0.1, 0, 0));
  const scalars = Object.fromEntries(scalarNames.map((scalar) => [scalar, `u_${scalar}`]));
  const states = entry.state(choice).map((_, index) => `State${index}`);
  const inputs = ['Parameter', 'Gradient', ...states];
  const updated = glslFunction(
    'updated',
    inputs.map((input) => `of${input}`),
    (algebra, p = '', g = '', ...state) => {
      const result = entry.update(algebra, p, g, state, scalars, choice);
      return output < 0 ? result.change : (result.state[output] ?? '0.0');
    },
  );
  const each = ['x', 'y', 'z', 'w'].map(
    (component) =>
      `result.${component} = updated(${inputs.map((input) => `of${input}.${component}`).join(', ')});`,
  );
  return texelProgram(
    count,
    [...inputs, ...(skips ? ['Bad'] : [])],
    updated,
    `${inputs.map((input) => `vec4 of${input} = ${texelAt(input, count, 'index')};`).join(' ')}
  ${each.join(' ')}
  ${skips ? `if (${texelAt('Bad', 1, '0')}.x > 0.5) result = ${output < 0 ? 'vec4(0.0)' : `ofState${output}`};` : ''}`,
    scalarNames.map((scalar) => ({ name: `u_${scalar}`, type: 'float' as const })),
  );
}

export function addVectors(count: number): Program {
  return texelProgram(
    count,
    ['A', 'B'],
    '',
    `result = ${texelAt('A', count, 'index')} + ${texelAt('B', count, 'index')};`,
  );
}
