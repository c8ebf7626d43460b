/**
 * Statistics on the GPU. A record is one texel of four floats in a packed [2n, 2] tensor (record i at row 2i):
 *   spread   (largest finite magnitude, Σ (x/largest)², NaN count, Inf count)
 *   moments  (mean, Σ (x − mean)², saturated count, dead units)
 * Scaling by the largest keeps the sum of squares inside float32. Classes are told apart by bit pattern.
 */
import type { Interval } from '../../catalogue/types';
import { GLSL_FUNCTIONS, literal } from './glslAlgebra';
import { PICK, type Program } from './program';

export const SPREAD_FUNCTIONS = `
void put(inout vec4 record, float v) {
  if (isNanBits(v)) { record.z += 1.0; return; }
  if (isInfBits(v)) { record.w += 1.0; return; }
  float a = abs(v);
  if (a > record.x) { float q = record.x / a; record.y = record.y * q * q + 1.0; record.x = a; }
  else if (a > 0.0) { float q = a / record.x; record.y += q * q; }
}
void join(inout vec4 record, vec4 other) {
  record.zw += other.zw;
  if (other.x == 0.0) return;
  if (other.x > record.x) { float q = record.x / other.x; record.y = record.y * q * q + other.y; record.x = other.x; }
  else { float q = other.x / record.x; record.y += other.y * q * q; }
}
`;

/** What is measured of one tensor. */
export interface Measured {
  readonly moments: boolean;
  readonly saturatedAt: readonly Interval[];
  readonly flatAt: readonly Interval[];
}
export const SPREAD_ONLY: Measured = { moments: false, saturatedAt: [], flatAt: [] };
export const recordsOf = (measured: Measured) => (measured.moments ? 2 : 1);

function inside(value: string, intervals: readonly Interval[]): string {
  const tests = intervals.map(([low, high]) => {
    const parts = [];
    if (low !== Number.NEGATIVE_INFINITY) parts.push(`${value} >= ${literal(low)}`);
    if (high !== Number.POSITIVE_INFINITY) parts.push(`${value} <= ${literal(high)}`);
    // NaN is inside nothing, not even an interval without ends.
    return parts.length > 0 ? `(${parts.join(' && ')})` : `(!isNanBits(${value}))`;
  });
  return tests.length > 0 ? tests.join(' || ') : 'false';
}

/** First pass: a record a column (unit) and kind, each looping over the batch. Variables A, B, …; all [batch, units]. */
export function columnRecords(batch: number, units: number, measured: readonly Measured[]): Program {
  const kinds = measured.flatMap((of, tensor) => [
    { of, tensor, moments: false },
    ...(of.moments ? [{ of, tensor, moments: true }] : []),
  ]);
  const name = (tensor: number) => String.fromCharCode(65 + tensor);
  const branch = ({ of, tensor, moments }: (typeof kinds)[number], index: number) => {
    const at = `pick(get${name(tensor)}(row, unit), row, unit)`;
    const loop = (body: string) => `for (int row = 0; row < ${batch}; row++) { float v = ${at}; ${body} }`;
    return `${index > 0 ? 'else ' : ''}if (kind == ${index}) {
    ${
      moments
        ? `float sum = 0.0; ${loop('sum += v;')} result.x = sum / ${literal(batch)};
    bool alive = false;
    ${loop(`float d = v - result.x; result.y += d * d; if (${inside('v', of.saturatedAt)}) result.z += 1.0; if (!(${inside('v', of.flatAt)})) alive = true;`)}
    result.w = alive ? 0.0 : 1.0;`
        : loop('put(result, v);')
    }
  }`;
  };
  return {
    variableNames: measured.map((_, tensor) => name(tensor)),
    outputShape: [2 * units * kinds.length, 2],
    packedInputs: true,
    packedOutput: true,
    userCode: `${GLSL_FUNCTIONS}${SPREAD_FUNCTIONS}${PICK}
void main() {
  int record = getOutputCoords().x / 2;
  int unit = record / ${kinds.length};
  int kind = record - unit * ${kinds.length};
  vec4 result = vec4(0.0);
  ${kinds.map(branch).join('\n  ')}
  setOutput(result);
}`,
  };
}

/** What a first pass left: how many units, of which batch, and which tensors. */
export interface Columns {
  readonly batch: number;
  readonly units: number;
  readonly measured: readonly Measured[];
}

/** Second pass over several first passes (variables A, B, …): one record a tensor and kind. Moments come out as (mean, std, saturated share, dead share). */
export function joinColumns(inputs: readonly Columns[]): Program {
  const name = (input: number) => String.fromCharCode(65 + input);
  let record = 0;
  const branches = inputs.flatMap(({ batch, units, measured }, input) => {
    const kinds = measured.flatMap((of) => (of.moments ? [false, true] : [false]));
    return kinds.map((moments, kind) => {
      const loop = (body: string) =>
        `for (int unit = 0; unit < ${units}; unit++) { vec4 one = get${name(input)}(2 * (unit * ${kinds.length} + ${kind}), 0); ${body} }`;
      return `if (record == ${record++}) {
    ${
      moments
        ? `float mean = 0.0; ${loop('mean += one.x;')} mean /= ${literal(units)};
    float squares = 0.0; float between = 0.0;
    ${loop('float d = one.x - mean; between += d * d; squares += one.y; result.z += one.z; result.w += one.w;')}
    result = vec4(mean, sqrt((squares + ${literal(batch)} * between) / ${literal(batch * units)}), result.z / ${literal(batch * units)}, result.w / ${literal(units)});`
        : loop('join(result, one);')
    }
  }`;
    });
  });
  return {
    variableNames: inputs.map((_, input) => name(input)),
    outputShape: [2 * record, 2],
    packedInputs: true,
    packedOutput: true,
    userCode: `${GLSL_FUNCTIONS}${SPREAD_FUNCTIONS}
void main() {
  int record = getOutputCoords().x / 2;
  vec4 result = vec4(0.0);
  ${branches.join(' else ')}
  setOutput(result);
}`,
  };
}

/** Several packed record tensors into one plain vector of floats, four a record, to be read in one transfer. */
export function gatherRecords(counts: readonly number[]): Program {
  const name = (input: number) => String.fromCharCode(65 + input);
  let first = 0;
  const branches = counts.map((count, input) => {
    const line = `if (record < ${first + count}) block = get${name(input)}(2 * (record - ${first}), 0);`;
    first += count;
    return line;
  });
  return {
    variableNames: counts.map((_, input) => name(input)),
    outputShape: [4 * first],
    packedInputs: true,
    packedOutput: false,
    userCode: `
void main() {
  int index = getOutputCoords();
  int record = index / 4;
  vec4 block = vec4(0.0);
  ${branches.join(' else ')}
  setOutput(block[index - 4 * record]);
}`,
  };
}
