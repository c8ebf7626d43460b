/** Programs over a lane's flat vectors (parameters, gradient, change): laid out by segment, one a parameter. */
import { clipping as clippingEntry, optimizer as optimizerEntry } from '../../catalogue/registry';
import type { Choice, LayerParameter } from '../../catalogue/types';
import { GLSL_FUNCTIONS, glslAlgebra, glslFunction, literal } from './glslAlgebra';
import { PICK, type Program, vectorProgram } from './program';
import { SPREAD_FUNCTIONS } from './records';

const name = (input: number) => String.fromCharCode(65 + input);

/** Packed matrices one after the other into one plain vector. */
export function flatten(shapes: readonly (readonly [number, number])[]): Program {
  let first = 0;
  const branches = shapes.map(([rows, columns], input) => {
    const from = first;
    first += rows * columns;
    return `if (index < ${first}) { int place = index - ${from}; int row = place / ${columns}; int column = place - row * ${columns};
    result = pick(get${name(input)}(row, column), row, column); }`;
  });
  return {
    variableNames: shapes.map((_, input) => name(input)),
    outputShape: [first],
    packedInputs: true,
    packedOutput: false,
    userCode: `${PICK}
void main() {
  int index = getOutputCoords();
  float result = 0.0;
  ${branches.join(' else ')}
  setOutput(result);
}`,
  };
}

/** Plain vectors one after the other. */
export function concatenate(lengths: readonly number[]): Program {
  let first = 0;
  const branches = lengths.map((length, input) => {
    const from = first;
    first += length;
    return `if (index < ${first}) result = get${name(input)}(index - ${from});`;
  });
  return vectorProgram(
    first,
    lengths.map((_, input) => name(input)),
    '',
    branches.join(' else '),
  );
}

/** A packed matrix cut out of a plain vector at uniform `first`. */
export function unflatten(rows: number, columns: number): Program {
  const at = (row: string, column: string) => `getA(first + (${row}) * ${columns} + (${column}))`;
  return {
    variableNames: ['A'],
    outputShape: [rows, columns],
    packedInputs: false,
    packedOutput: true,
    customUniforms: [{ name: 'first', type: 'int' }],
    userCode: `
void main() {
  ivec2 rc = getOutputCoords();
  bool right = rc.y + 1 < ${columns};
  bool lower = rc.x + 1 < ${rows};
  setOutput(vec4(${at('rc.x', 'rc.y')}, right ? ${at('rc.x', 'rc.y + 1')} : 0.0,
    lower ? ${at('rc.x + 1', 'rc.y')} : 0.0, lower && right ? ${at('rc.x + 1', 'rc.y + 1')} : 0.0));
}`,
  };
}

/** Spread records of runs of several vectors (A, B, …): run r of vector v is record v·runs + r. `Runs` holds (first, count, stride) a run. */
export function runRecords(vectors: number, runs: number): Program {
  const branches = Array.from(
    { length: vectors },
    (_, vector) =>
      `if (vector == ${vector}) for (int place = 0; place < count; place++) put(result, get${name(vector)}(first + place * stride));`,
  );
  return {
    variableNames: [...Array.from({ length: vectors }, (_, vector) => name(vector)), 'Runs'],
    outputShape: [2 * vectors * runs, 2],
    packedInputs: false,
    packedOutput: true,
    userCode: `${GLSL_FUNCTIONS}${SPREAD_FUNCTIONS}
void main() {
  int record = getOutputCoords().x / 2;
  int vector = record / ${runs};
  int run = record - vector * ${runs};
  int first = int(getRuns(3 * run));
  int count = int(getRuns(3 * run + 1));
  int stride = int(getRuns(3 * run + 2));
  vec4 result = vec4(0.0);
  ${branches.join(' else ')}
  setOutput(result);
}`,
  };
}

/** Records of chunks joined to records of segments, for each of several vectors. `Ends` holds (first chunk, one past the last) a segment, as packed records. */
export function joinRuns(vectors: number, segments: number, chunks: number): Program {
  return {
    variableNames: ['A', 'Ends'],
    outputShape: [2 * vectors * segments, 2],
    packedInputs: true,
    packedOutput: true,
    userCode: `${GLSL_FUNCTIONS}${SPREAD_FUNCTIONS}
void main() {
  int record = getOutputCoords().x / 2;
  int vector = record / ${segments};
  int segment = record - vector * ${segments};
  vec4 ends = getEnds(2 * segment, 0);
  vec4 result = vec4(0.0);
  for (int chunk = int(ends.x); chunk < int(ends.y); chunk++) join(result, getA(2 * (vector * ${chunks} + chunk), 0));
  setOutput(result);
}`,
  };
}

/**
 * GPUs have no denormals: a factor below 1e-38 would be 0. A negative factor means: multiply by SHRINK first, then by
 * the factor's magnitude.
 */
const SHRINK = 'const float SHRINK = 5.421010862427522e-20;\n';

/** What each norm is multiplied by, as a plain vector: of every record, or (network) one of all of them. A NaN makes NaN; an Inf makes 0. */
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
  const gather =
    entry.scope === 'network'
      ? `for (int record = 0; record < ${records}; record++) join(g, getA(2 * record, 0));`
      : 'g = getA(2 * index, 0);';
  return {
    variableNames: ['A'],
    outputShape: [entry.scope === 'network' ? 1 : records],
    packedInputs: true,
    packedOutput: false,
    customUniforms: [{ name: 'threshold', type: 'float' }],
    userCode: `${GLSL_FUNCTIONS}${SPREAD_FUNCTIONS}${SHRINK}${factor}
void main() {
  int index = getOutputCoords();
  vec4 g = vec4(0.0);
  ${gather}
  vec4 w = ${ofUnits ? `getA(2 * (${records} + index), 0)` : 'vec4(0.0)'};
  float result;
  if (g.z > 0.0) result = nanValue();
  else if (g.w > 0.0) result = 0.0;
  else {
    result = factorOf(g.x, sqrt(g.y), threshold, w.x, sqrt(w.y));
    if (result < 1e-30 && g.x > 1e20) result = -factorOf(g.x * SHRINK, sqrt(g.y), threshold, w.x, sqrt(w.y));
  }
  setOutput(result);
}`,
  };
}

/** The clipped vector. `Which` says which factor an entry has (not for scopes element and network). */
export function applyClip(choice: Choice, length: number): Program {
  const entry = clippingEntry(choice.kind);
  if (entry.scope === 'element') {
    const element = glslFunction(
      'clipped',
      ['g', 'threshold'],
      (algebra, g = '', threshold = '') => entry.element?.(algebra, g, threshold) ?? g,
    );
    return vectorProgram(
      length,
      ['A'],
      element,
      'float g = getA(index); result = isNanBits(g) ? g : clipped(g, threshold);',
      [{ name: 'threshold', type: 'float' }],
    );
  }
  const factor = entry.scope === 'network' ? 'getFactors(0)' : 'getFactors(int(getWhich(index)))';
  const variables = entry.scope === 'network' ? ['A', 'Factors'] : ['A', 'Factors', 'Which'];
  return vectorProgram(
    length,
    variables,
    SHRINK,
    // Inf × 0 is NaN by IEEE; drivers are not bound to it.
    `float g = getA(index); float factor = ${factor};
  result = (isInfBits(g) && factor == 0.0) ? nanValue() : factor < 0.0 ? (g * SHRINK) * -factor : g * factor;`,
  );
}

/** 1 where any record of the gradient has a NaN or Inf, else 0. */
export function anyNotFinite(records: number): Program {
  return {
    variableNames: ['A'],
    outputShape: [1],
    packedInputs: true,
    packedOutput: false,
    userCode: `
void main() {
  float count = 0.0;
  for (int record = 0; record < ${records}; record++) { vec4 one = getA(2 * record, 0); count += one.z + one.w; }
  setOutput(count > 0.0 ? 1.0 : 0.0);
}`,
  };
}

/** One output of the optimizer's update: the change (output −1), or state vector k. With `Bad` = 1 nothing changes. */
export function optimizerUpdate(choice: Choice, length: number, output: number, skips: boolean): Program {
  const entry = optimizerEntry(choice.kind);
  const states = entry.state(choice).length;
  const scalarNames = Object.keys(entry.scalars(choice, 0.1, 0, 0));
  const { algebra, lines } = glslAlgebra();
  const stateNames = Array.from({ length: states }, (_, index) => `state${index}`);
  const scalars = Object.fromEntries(scalarNames.map((scalar) => [scalar, `u_${scalar}`]));
  const result = entry.update(algebra, 'p', 'g', stateNames, scalars, choice);
  const value = output < 0 ? result.change : (result.state[output] ?? '0.0');
  const kept = output < 0 ? literal(0) : stateNames[output];
  return vectorProgram(
    length,
    ['Parameter', 'Gradient', ...stateNames.map((_, index) => `State${index}`), ...(skips ? ['Bad'] : [])],
    '',
    `float p = getParameter(index); float g = getGradient(index);
  ${stateNames.map((state, index) => `float ${state} = getState${index}(index);`).join(' ')}
  ${lines.join('\n  ')}
  result = ${value};
  ${skips ? `if (getBad(0) > 0.5) result = ${kept};` : ''}`,
    scalarNames.map((scalar) => ({ name: `u_${scalar}`, type: 'float' as const })),
  );
}

export function addVectors(length: number): Program {
  return vectorProgram(length, ['A', 'B'], '', 'result = getA(index) + getB(index);');
}

/** Each segment cut into chunks, so that many fragments share the work of a norm; and where each segment's chunks lie. */
export function chunkSegments(segments: readonly LayerParameter[]): {
  runs: Float32Array;
  ends: Float32Array;
  chunks: number;
} {
  const total = segments.reduce((sum, segment) => sum + segment.size, 0);
  const length = Math.max(128, Math.ceil(total / 2048));
  const runs: number[] = [];
  const ends: number[] = [];
  for (const segment of segments) {
    const firstChunk = runs.length / 3;
    for (let from = 0; from < segment.size; from += length)
      runs.push(segment.offset + from, Math.min(length, segment.size - from), 1);
    ends.push(firstChunk, runs.length / 3, 0, 0);
  }
  return { runs: Float32Array.from(runs), ends: Float32Array.from(ends), chunks: runs.length / 3 };
}
