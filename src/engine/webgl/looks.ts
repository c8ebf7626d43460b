/** The first program of a measurement: fragments look at parts of several matrices side by side, and leave a record each. */
import { activation as activationEntry } from '../../catalogue/registry';
import type { Choice, Interval } from '../../catalogue/types';
import { literal } from './glslAlgebra';
import type { Program } from './program';
import { CAREFUL, QUICK, QUICK_SPREAD } from './spread';
import { texelProgram, variable } from './texels';

/** What is wanted of a matrix. */
export interface Wanted {
  /** The same for the same. */
  readonly name: string;
  /** Mean, spread and shares besides the norm; then NaN and Inf are seen and not counted. */
  readonly moments: boolean;
  readonly saturatedAt: readonly Interval[];
  readonly flatAt: readonly Interval[];
}

export const NORM: Wanted = { name: 'norm', moments: false, saturatedAt: [], flatAt: [] };
export const MOMENTS: Wanted = { ...NORM, name: 'moments', moments: true };

/** What is measured of one matrix. A unit is a column. */
export interface Look extends Wanted {
  /** Names it: looks that are alike are one object. */
  readonly id: number;
  readonly rows: number;
  readonly columns: number;
}

/** All looks there were, so that a program is named by a few numbers. */
export class Looks {
  private readonly known = new Map<string, Look>();
  private readonly ofChoices = new WeakMap<Choice, Wanted>();

  of(rows: number, columns: number, wanted: Wanted): Look {
    const key = `${rows} ${columns} ${wanted.name}`;
    let look = this.known.get(key);
    if (!look) {
      look = { ...wanted, id: this.known.size, rows, columns };
      this.known.set(key, look);
    }
    return look;
  }

  /** What is wanted of an activation's inputs. */
  before(activation: Choice): Wanted {
    let wanted = this.ofChoices.get(activation);
    if (!wanted) {
      const entry = activationEntry(activation.kind);
      const saturatedAt = entry.saturatedAt(activation);
      const flatAt = entry.flatAt(activation);
      wanted = { name: `${saturatedAt.join(' ')}; ${flatAt.join(' ')}`, moments: true, saturatedAt, flatAt };
      this.ofChoices.set(activation, wanted);
    }
    return wanted;
  }
}

export const recordsOf = ({ moments }: Look) => (moments ? 2 : 1);

/** Two columns and so many rows (even) are one part: the two programs then walk about equally far. */
export function partsOf({ rows, columns }: Pick<Look, 'rows' | 'columns'>) {
  const pairs = Math.ceil(columns / 2);
  const height = Math.min(MOST_ROWS, Math.max(32, 2 * Math.ceil(Math.sqrt((rows * pairs) / 2))));
  return { pairs, height, count: pairs * Math.ceil(rows / height) };
}
/** A part's entries are counted in ten bits. */
const MOST_ROWS = 510;

const each = (one: (component: string, unit: string) => string) =>
  [one('x', 'x'), one('y', 'y'), one('z', 'x'), one('w', 'y')].join(' ');

/** GLSL: the depth of a texel's entries in intervals, and from which depth on a finite number lies inside. */
function depthIn(intervals: readonly Interval[]): { readonly depth: string; readonly inside: string } {
  const [[low, high] = [0, 0], second, ...more] = intervals;
  if (low === Number.NEGATIVE_INFINITY && more.length === 0) {
    if (!second) return { depth: '-v', inside: literal(-high) };
    if (second[0] === -high && second[1] === Number.POSITIVE_INFINITY)
      return { depth: 'abs(v)', inside: literal(-high) };
  }
  const tests = intervals.map(([from, to]) => {
    const bounds = [];
    if (from !== Number.NEGATIVE_INFINITY) bounds.push(`step(vec4(${literal(from)}), v)`);
    if (to !== Number.POSITIVE_INFINITY) bounds.push(`step(v, vec4(${literal(to)}))`);
    return bounds.join(' * ') || 'vec4(1.0)';
  });
  return { depth: `(${tests.join(' + ') || 'vec4(0.0)'})`, inside: '1.0' };
}

/** GLSL: whether a number lies inside, whatever it is. */
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

/** What a texel holds beyond the matrix's edge may be anything. */
const WITHIN = (columns: string | number, rows: string | number) =>
  `vec4 within = vec4(1.0); if (column + 1 >= ${columns}) within.yw = vec2(0.0); if (row + 1 >= ${rows}) within.zw = vec2(0.0); v = mix(vec4(0.0), v, equal(within, vec4(1.0)));`;

/** GLSL: a quick walk over the part between `from` and `to`. */
function quickly(name: string, look: Look): string {
  const { rows, columns, moments, saturatedAt, flatAt } = look;
  const hasEdges = rows % 2 === 1 || columns % 2 === 1;
  const read = `vec4 v = get${name}(row, column); ${hasEdges ? WITHIN(columns, rows) : ''}`;
  const within = hasEdges ? 'within' : 'vec4(1.0)';
  const saturated = depthIn(saturatedAt);
  const flat = depthIn(flatAt);
  const saturation = `saturated += dot(step(vec4(${saturated.inside}), ${saturated.depth}), ${within});`;
  const death = `{ vec4 depth = ${hasEdges ? `mix(vec4(DEEP), ${flat.depth}, equal(within, vec4(1.0)))` : flat.depth}; least = min(least, min(depth.xy, depth.zw)); }`;
  const ofMoments = `${saturatedAt.length > 0 ? saturation : ''} ${flatAt.length > 0 ? death : ''}
      sum += dot(v, vec4(1.0)); ${QUICK_SPREAD.texel}`;
  return `ofMoments = ${moments}; least = vec2(${flatAt.length > 0 ? 'DEEP' : '-DEEP'}); flatFrom = ${flat.inside};
    for (int row = from; row < to; row += 2) { ${read} ${moments ? ofMoments : QUICK_SPREAD.texel} }`;
}

/** GLSL: the same part once more. */
const carefully = (see: string) => `Seen seen = nothing();
    for (int row = from; row < to; row += 2) { vec4 v = at(source, row, column); ${WITHIN('columns', 'rows')} ${see} }`;

/** GLSL: of a matrix of some kind, saturated entries are counted and units with life told. */
function carefulCounts(kinds: readonly Look[]): string {
  const cases = kinds.map(({ saturatedAt, flatAt }, kind) => {
    const saturation = each(
      (component) =>
        `if (${inside(`v.${component}`, saturatedAt)} && within.${component} > 0.0) saturated += 1.0;`,
    );
    const life = each(
      (component, unit) =>
        `if (!${inside(`v.${component}`, flatAt)} && within.${component} > 0.0) least.${unit} = -DEEP;`,
    );
    return `if (kind == ${kind}) { ${saturatedAt.length > 0 ? saturation : ''} ${flatAt.length > 0 ? life : 'least = vec2(-DEEP);'} }`;
  });
  return `void count(int kind, vec4 v, vec4 within, inout float saturated, inout vec2 least) { ${cases.join('\n  ')} }`;
}

/** GLSL: a record of moments. A difference of sums keeps its digits where it is not small beside them. */
const MOMENTS_RECORD = `
    float entries = float((min(column + 2, columns) - column) * (to - from));
    float mean = sum / entries;
    float deviations = squares - sum * mean;
    vec4 seenAs = vec4(mean, sqrt(max(deviations, 0.0) / entries), intBitsToFloat(top), 0.0);
    bool hasNan = false;
    bool hasInf = false;
    if (ofMoments && !(isOrdinary(top) && deviations >= 0.05 * squares)) {
      saturated = 0.0; least = vec2(DEEP);
      ${carefully('seeDeviations(seen, v, within); count(kind, v, within, saturated, least);')}
      hasNan = sumOf(seen.nan) > 0;
      hasInf = sumOf(seen.infinite) > 0;
      seenAs = vec4(seen.largest * seen.mean, seen.largest * sqrt(seen.deviations / seen.count), seen.largest, 0.0);
      if (hasNan || hasInf) seenAs.xy = vec2(seen.others, nanValue());
    }
    int flags = (hasNan ? 1 : 0) + (hasInf ? 2 : 0) + (least.x < flatFrom ? 4 : 0) + (least.y < flatFrom || column + 1 >= columns ? 8 : 0);
    seenAs.w = float(int(entries) + 1024 * int(saturated) + 1048576 * flags);
    if (ofMoments) result = seenAs;`;

const NORM_RECORD = QUICK_SPREAD.end(`${carefully('see(seen, v);')} result = spreadOf(seen);`);

/** GLSL that finds a fragment's matrix and part; matrices of one shape in a row share a line, and its division. */
function placesOf(looks: readonly Look[]) {
  const lines: string[] = [];
  let first = 0;
  for (let source = 0; source < looks.length; ) {
    const { rows, columns } = looks[source] as Look; // source < length
    let alike = 1;
    while (looks[source + alike]?.rows === rows && looks[source + alike]?.columns === columns) alike++;
    const { pairs, height, count } = partsOf({ rows, columns });
    const from = first;
    first += alike * count;
    lines.push(
      `if (index < ${first}) { source = ${source} + (index - ${from}) / ${count}; part = index - ${from} - (source - ${source}) * ${count}; pairs = ${pairs}; height = ${height}; rows = ${rows}; columns = ${columns}; }`,
    );
    source += alike;
  }
  return { lines, count: first };
}

/**
 * A record a part: a spread, or of moments (mean, std, largest finite magnitude, code), where code holds the entries
 * (10 bits), the saturated among them (10), whether there is a NaN, an Inf, and life in either column.
 */
export function lookAtParts(looks: readonly Look[]): Program {
  const names = looks.map((_, source) => variable(source));
  const kinds = [...new Set(looks)];
  const anyMoments = looks.some((look) => look.moments);
  const anySpread = looks.some((look) => !look.moments);
  const { lines, count } = placesOf(looks);
  const walks = looks.map(
    (look, source) =>
      `if (source == ${source}) { kind = ${kinds.indexOf(look)}; ${quickly(variable(source), look)} }`,
  );
  return texelProgram(
    count,
    names,
    `${QUICK}${CAREFUL}const float DEEP = 3e38;
vec4 at(int source, int row, int column) {
  ${names.map((name, source) => `if (source == ${source}) return get${name}(row, column);`).join('\n  ')}
  return vec4(0.0);
}
${anyMoments ? carefulCounts(kinds) : ''}
`,
    `int source = -1; int kind = 0; int part = 0; int pairs = 1; int height = 0; int rows = 1; int columns = 1; bool ofMoments = false;
  ${lines.join(' else ')}
  int chunk = part / pairs;
  int column = 2 * (part - chunk * pairs); int from = chunk * height; int to = min(from + height, rows);
  ${QUICK_SPREAD.start}
  float sum = 0.0; float saturated = 0.0; vec2 least = vec2(0.0); float flatFrom = 0.0;
  ${walks.join('\n  else ')}
  ${anySpread ? NORM_RECORD : ''}
  ${anyMoments ? MOMENTS_RECORD : ''}`,
  );
}
