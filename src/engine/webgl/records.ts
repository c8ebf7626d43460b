/**
 * Records of what was seen on the GPU, joined and brought home. A record is a texel of four floats (see texels.ts):
 *   spread   (largest finite magnitude, Σ (x/largest)², NaN count, Inf count)
 *   moments  (mean, std, saturated share, dead share)
 * A tensor is cut into parts that fragments look at side by side (looks.ts); here their records are joined. Scaling by the
 * largest keeps the sum of squares inside float32. Classes are told apart by bit pattern.
 */
import { literal } from './glslAlgebra';
import { type Look, partsOf, recordsOf } from './looks';
import type { Program } from './program';
import { JOIN } from './spread';
import { texelAt, texelProgram, variable } from './texels';

/** An input of the second program: parts of these looks to be joined, or records to be copied. */
export type Source =
  | { readonly looks: readonly Look[] }
  | { readonly of: number; readonly from: number; readonly count: number };

export const recordsFrom = (source: Source): number =>
  'looks' in source ? source.looks.reduce((sum, look) => sum + recordsOf(look), 0) : source.count;

/**
 * Second program: one vector of all records, in the order of the sources and of their looks (spread before moments). Each
 * source has loops of its own: software renderers would read all textures wherever one is chosen.
 */
export function joinParts(sources: readonly Source[]): Program {
  let record = 0;
  const branches = sources.map((source, at) => {
    const start = record;
    record += recordsFrom(source);
    const name = variable(at);
    const body =
      'looks' in source
        ? joinsOf(source.looks, name, start)
        : `result = ${texelAt(name, source.of, `${source.from} + index - ${start}`)};`;
    return `if (index >= ${start} && index < ${record}) { ${body} }`;
  });
  return texelProgram(
    record,
    sources.map((_, at) => variable(at)),
    JOIN,
    `int first = 0; int count = 0; int pairs = 1; bool ofMoments = false; bool spread = true; float units = 1.0; float entries = 1.0;
  ${branches.join('\n  else ')}`,
  );
}

/** GLSL: the record at `index` from the parts of these looks, whose records start at `firstRecord`. */
function joinsOf(looks: readonly Look[], name: string, firstRecord: number): string {
  const { lines, parts } = placesOf(looks, firstRecord);
  const part = texelAt(name, parts, 'first + part');
  const moments = `float largest = 0.0; float mean = 0.0; int saturated = 0; int dead = 0; int seen = 0;
    for (int pair = 0; pair < pairs; pair++) {
      int flags = 0;
      for (int part = pair; part < count; part += pairs) {
        vec4 one = ${part};
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
      vec4 one = ${part};
      float within = one.y / scale;
      float between = (one.x - mean) / scale;
      squares += float(int(one.w) & 1023) * (within * within + between * between);
    }
    float shift = mean / scale;
    if (ofMoments) result = spread
      ? vec4(largest, largest > 0.0 ? squares + entries * shift * shift : 0.0, float(seen & 1), float((seen >> 1) & 1))
      : vec4(mean, scale * sqrt(squares / entries), float(saturated) / entries, float(dead) / units);`;
  return `${lines.join(' else ')}
    ${looks.some((look) => !look.moments) ? `if (!ofMoments) for (int part = 0; part < count; part++) join(result, ${part});` : ''}
    ${looks.some((look) => look.moments) ? moments : ''}`;
}

/** GLSL that finds a record's parts; tensors of one shape in a row share a line. */
function placesOf(looks: readonly Look[], firstRecord: number) {
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
      `if (index < ${record}) { first = ${parts} + ${place} / ${records} * ${count}; count = ${count}; ofMoments = ${look.moments}; spread = ${place} % 2 == 0; pairs = ${pairs}; units = ${literal(look.columns)}; entries = ${literal(look.rows * look.columns)}; }`,
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
