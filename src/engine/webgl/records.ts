/**
 * Statistics on the GPU. A record is a texel of four floats (see texels.ts):
 *   spread   (largest finite magnitude, Σ (x/largest)², NaN count, Inf count)
 *   moments  (mean, std, saturated share, dead share)
 * A tensor is cut into parts that fragments look at side by side; their records are joined in a second program. Scaling
 * by the largest keeps the sum of squares inside float32. Classes are told apart by bit pattern.
 */
import type { Interval } from '../../catalogue/types';
import { literal } from './glslAlgebra';
import type { Program } from './program';
import { texelAt, texelProgram, variable } from './texels';

export const JOIN = `
void join(inout vec4 record, vec4 other) {
  record.zw += other.zw;
  if (other.x == 0.0) return;
  if (other.x > record.x) { float q = record.x / other.x; record.y = record.y * q * q + other.y; record.x = other.x; }
  else { float q = other.x / record.x; record.y += other.y * q * q; }
}
`;

/**
 * One walk: the scale is the largest magnitude so far, and sums are scaled anew whenever it grows. Denormals count as 0, as
 * in a GPU's arithmetic. A divisor and not a factor, since 1/1e38 would be one. Mean and deviations are joined texel by
 * texel (Chan, Golub & LeVeque 1983, eq. 2.1), so that neither a mean far from 0 nor an outlier costs digits.
 */
export const SEE = `
const uint INFINITE = 0x7f800000u;
struct Seen { float largest; float divisor; float squares; uvec4 nan; uvec4 infinite; float others; float count; float mean; float deviations; };
Seen nothing() { return Seen(0.0, 1.0, 0.0, uvec4(0u), uvec4(0u), 0.0, 0.0, 0.0, 0.0); }
vec4 finiteOf(inout Seen seen, vec4 v) {
  uvec4 bits = floatBitsToUint(v) & uvec4(0x7fffffffu);
  if (all(lessThan(bits, uvec4(INFINITE)))) return v;
  seen.nan += uvec4(greaterThan(bits, uvec4(INFINITE)));
  seen.infinite += uvec4(equal(bits, uvec4(INFINITE)));
  seen.others += dot(mix(v, vec4(0.0), lessThan(bits, uvec4(INFINITE))), vec4(1.0));
  return mix(vec4(0.0), v, lessThan(bits, uvec4(INFINITE)));
}
void scale(inout Seen seen, vec4 finite) {
  vec4 a = abs(finite);
  float top = max(max(a.x, a.y), max(a.z, a.w));
  if (top <= max(seen.largest, 1.17549435e-38)) return;
  float q = seen.largest / top;
  seen.largest = top;
  seen.divisor = top;
  seen.squares *= q * q;
  seen.mean *= q;
  seen.deviations *= q * q;
}
void see(inout Seen seen, vec4 v) {
  vec4 finite = finiteOf(seen, v);
  scale(seen, finite);
  finite /= seen.divisor;
  seen.squares += dot(finite, finite);
}
void seeDeviations(inout Seen seen, vec4 v, vec4 within) {
  vec4 finite = finiteOf(seen, v);
  scale(seen, finite);
  finite /= seen.divisor;
  float count = dot(within, vec4(1.0));
  float mean = dot(finite, within) / count;
  vec4 d = (finite - mean) * within;
  float total = seen.count + count;
  float between = mean - seen.mean;
  seen.mean += between * (count / total);
  seen.deviations += dot(d, d) + between * between * (seen.count * count / total);
  seen.count = total;
}
uint sumOf(uvec4 of) { return of.x + of.y + of.z + of.w; }
vec4 spreadOf(Seen seen) {
  return vec4(seen.largest, seen.squares, float(sumOf(seen.nan)), float(sumOf(seen.infinite)));
}
`;

/** What is measured of one matrix. A unit is a column. */
export interface Look {
  readonly rows: number;
  readonly columns: number;
  /** Mean, spread and shares besides; then NaN and Inf are seen and not counted. */
  readonly moments: boolean;
  readonly saturatedAt: readonly Interval[];
  readonly flatAt: readonly Interval[];
}
export const recordsOf = ({ moments }: Look) => (moments ? 2 : 1);

/** Two columns and so many rows (even) are one part: the two programs then walk about equally far. */
function partsOf({ rows, columns }: Look) {
  const pairs = Math.ceil(columns / 2);
  const height = Math.min(MOST_ROWS, Math.max(32, 2 * Math.ceil(Math.sqrt((rows * pairs) / 2))));
  return { pairs, height, count: pairs * Math.ceil(rows / height) };
}
/** A part's entries are counted in ten bits. */
const MOST_ROWS = 510;

function inside(value: string, intervals: readonly Interval[]): string {
  const tests = intervals.map(([low, high]) => {
    const bounds = [];
    if (low !== Number.NEGATIVE_INFINITY) bounds.push(`${value} >= ${literal(low)}`);
    if (high !== Number.POSITIVE_INFINITY) bounds.push(`${value} <= ${literal(high)}`);
    // NaN is inside nothing, not even an interval without ends.
    return bounds.length > 0 ? `(${bounds.join(' && ')})` : `(!isNanBits(${value}))`;
  });
  return tests.length > 0 ? `(${tests.join(' || ')})` : 'false';
}

/**
 * First program: a record a part. Of moments it is (mean, std, largest finite magnitude, code), where code holds
 * the entries (10 bits), the saturated among them (10), whether there is a NaN, an Inf, and life in either column.
 */
function lookAtPart(name: string, look: Look): string {
  const { rows, columns, moments, saturatedAt, flatAt } = look;
  const { pairs, height } = partsOf(look);
  // What a texel holds beyond the matrix's edge may be anything.
  const edges = [
    ...(columns % 2 === 1 ? [`if (column + 1 >= ${columns}) within.yw = vec2(0.0);`] : []),
    ...(rows % 2 === 1 ? [`if (row + 1 >= ${rows}) within.zw = vec2(0.0);`] : []),
  ];
  const masks =
    edges.length > 0
      ? `vec4 within = vec4(1.0); ${edges.join(' ')} v = mix(vec4(0.0), v, equal(within, vec4(1.0)));`
      : '';
  const loop = (body: string) =>
    `for (int row = from; row < to; row += 2) { vec4 v = get${name}(row, column); ${masks} ${body} }`;
  const weight = edges.length > 0 ? 'within' : 'vec4(1.0)';
  const each = (one: (component: string, unit: string) => string) =>
    [one('x', 'x'), one('y', 'y'), one('z', 'x'), one('w', 'y')].join(' ');
  const counted = (component: string) => (edges.length > 0 ? ` && within.${component} > 0.0` : '');
  const saturation =
    saturatedAt.length === 0
      ? ''
      : each(
          (component) => `if (${inside(`v.${component}`, saturatedAt)}${counted(component)}) saturated++;`,
        );
  const life =
    flatAt.length === 0
      ? ''
      : each(
          (component, unit) =>
            `if (!${inside(`v.${component}`, flatAt)}${counted(component)}) alive.${unit} = true;`,
        );
  return `int column = 2 * (part % ${pairs});
    int from = (part / ${pairs}) * ${height};
    int to = min(from + ${height}, ${rows});
    ${
      moments
        ? `Seen seen = nothing(); int saturated = 0;
    bvec2 alive = ${flatAt.length === 0 ? 'bvec2(true)' : `bvec2(false, column + 1 >= ${columns})`};
    ${loop(`seeDeviations(seen, v, ${weight}); ${saturation} ${life}`)}
    float mean = seen.largest * seen.mean;
    float std = seen.largest * sqrt(seen.deviations / seen.count);
    bool hasNan = sumOf(seen.nan) > 0u;
    bool hasInf = sumOf(seen.infinite) > 0u;
    if (hasNan || hasInf) { mean = seen.others; std = nanValue(); }
    int flags = (hasNan ? 1 : 0) + (hasInf ? 2 : 0) + (alive.x ? 4 : 0) + (alive.y ? 8 : 0);
    result = vec4(mean, std, seen.largest, float(int(seen.count) + 1024 * saturated + 1048576 * flags));`
        : `Seen seen = nothing(); ${loop('see(seen, v);')} result = spreadOf(seen);`
    }`;
}

export function lookAtParts(looks: readonly Look[]): Program {
  let first = 0;
  const branches = looks.map((look, input) => {
    const from = first;
    first += partsOf(look).count;
    return `if (index < ${first}) { int part = index - ${from}; ${lookAtPart(variable(input), look)} }`;
  });
  return texelProgram(
    first,
    looks.map((_, input) => variable(input)),
    SEE,
    branches.join(' else '),
  );
}

/** An input of the second program: parts of these looks to be joined, or records to be copied. */
export type Source =
  | { readonly looks: readonly Look[] }
  | { readonly of: number; readonly from: number; readonly count: number };

export const recordsFrom = (source: Source): number =>
  'looks' in source ? source.looks.reduce((sum, look) => sum + recordsOf(look), 0) : source.count;

/** Second program: one vector of all records, in the order of the sources and of their looks (spread before moments). */
export function joinParts(sources: readonly Source[]): Program {
  let record = 0;
  const sizes: number[] = [];
  const branches = sources.flatMap((source, at) => {
    const start = record;
    record += recordsFrom(source);
    if (!('looks' in source)) {
      sizes.push(source.of);
      return [`if (index < ${record}) { source = ${at}; first = ${source.from} + index - ${start}; }`];
    }
    const { lines, parts } = branchesOf(source.looks, at, start);
    sizes.push(parts);
    return lines;
  });
  const names = sources.map((_, at) => variable(at));
  const texels = names.map(
    (name, at) => `if (source == ${at}) return ${texelAt(name, sizes[at] ?? 0, 'place')};`,
  );
  return texelProgram(
    record,
    names,
    `${JOIN}
vec4 texelOf(int source, int place) {
  ${texels.join('\n  ')}
  return vec4(0.0);
}`,
    `int source = 0; int first = 0; int count = 1; int kind = ${COPY}; int pairs = 1; float units = 1.0; float entries = 1.0;
  ${branches.join(' else ')}
  if (kind == ${COPY}) result = texelOf(source, first);
  else if (kind == ${SPREAD}) for (int part = 0; part < count; part++) join(result, texelOf(source, first + part));
  else {
    float largest = 0.0; float mean = 0.0; int saturated = 0; int dead = 0; int seen = 0;
    for (int pair = 0; pair < pairs; pair++) {
      int flags = 0;
      for (int part = pair; part < count; part += pairs) {
        vec4 one = texelOf(source, first + part);
        int code = int(one.w);
        mean += one.x * (float(code & 1023) / entries);
        largest = max(largest, one.z);
        saturated += (code >> 10) & 1023;
        flags |= code >> 20;
      }
      seen |= flags;
      dead += ((flags & 4) == 0 ? 1 : 0) + ((flags & 8) == 0 ? 1 : 0);
    }
    float scale = largest > 0.0 ? largest : 1.0;
    float squares = 0.0;
    for (int part = 0; part < count; part++) {
      vec4 one = texelOf(source, first + part);
      float within = one.y / scale;
      float between = (one.x - mean) / scale;
      squares += float(int(one.w) & 1023) * (within * within + between * between);
    }
    float shift = mean / scale;
    result = kind == ${SPREAD_OF_MOMENTS}
      ? vec4(largest, largest > 0.0 ? squares + entries * shift * shift : 0.0, float(seen & 1), float((seen >> 1) & 1))
      : vec4(mean, scale * sqrt(squares / entries), float(saturated) / entries, float(dead) / units);
  }`,
  );
}

const COPY = 0;
const SPREAD = 1;
const SPREAD_OF_MOMENTS = 2; // and 3: the moments

/** GLSL that finds a record's parts; tensors of one shape in a row share a line. */
function branchesOf(looks: readonly Look[], source: number, firstRecord: number) {
  const lines: string[] = [];
  let record = firstRecord;
  let parts = 0;
  for (let at = 0; at < looks.length; ) {
    const look = looks[at] as Look; // at < length
    const isAlike = (other: Look | undefined) =>
      other?.rows === look.rows && other.columns === look.columns && other.moments === look.moments;
    let alike = 1;
    while (isAlike(looks[at + alike])) alike++;
    const { pairs, count } = partsOf(look);
    const records = recordsOf(look);
    const place = `(index - ${record})`;
    record += alike * records;
    lines.push(
      `if (index < ${record}) { source = ${source}; first = ${parts} + ${place} / ${records} * ${count}; count = ${count}; kind = ${look.moments ? `${SPREAD_OF_MOMENTS} + ${place} % 2` : SPREAD}; pairs = ${pairs}; units = ${literal(look.columns)}; entries = ${literal(look.rows * look.columns)}; }`,
    );
    parts += alike * count;
    at += alike;
  }
  return { lines, parts };
}

/** Several rows of records as one plain vector of floats, four a record, to be read in one transfer. */
export function gatherRecords(counts: readonly number[]): Program {
  let first = 0;
  const branches = counts.map((count, input) => {
    const line = `if (record < ${first + count}) block = ${texelAt(variable(input), count, `record - ${first}`)};`;
    first += count;
    return line;
  });
  return {
    variableNames: counts.map((_, input) => variable(input)),
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
