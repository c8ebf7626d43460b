/** Where a lane's parameters lie in the texels of its vectors, and the tables that programs over them read. */
import type { LayerParameter } from '../../catalogue/types';
import { parameterMatrix } from '../shapes';
import { texelPlace, texelShape } from './texels';
import { blocksOf } from './vectors';

/** A parameter as the matrix that products take: all axes but the last are rows. */
export interface Segment {
  readonly parameter: LayerParameter;
  readonly shape: readonly [rows: number, columns: number];
  /** Its first texel, and how many it has. */
  readonly first: number;
  readonly count: number;
  /** Columns whose gradients are clipped apart; a vector is one unit (Brock et al. 2021). */
  readonly units: number;
}

export function segmentsOf(parameters: readonly LayerParameter[]): { segments: Segment[]; texels: number } {
  let texels = 0;
  const segments = parameters.map((parameter): Segment => {
    const shape = parameterMatrix(parameter.shape);
    const first = texels;
    const count = blocksOf(shape);
    texels += count;
    return { parameter, shape, first, count, units: parameter.shape.length > 1 ? shape[1] : 1 };
  });
  return { segments, texels };
}

/** For every entry of a segment, row by row: its index in the flat vector, its place in a vector's matrix, its column. */
export function forEachEntry(
  texels: number,
  { parameter, shape: [rows, columns], first }: Segment,
  visit: (index: number, place: number, column: number) => void,
) {
  const width = Math.ceil(columns / 2);
  let index = parameter.offset;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const texel = first + (row >> 1) * width + (column >> 1);
      visit(index++, texelPlace(texels, texel, 2 * (row & 1) + (column & 1)), column);
    }
  }
}

/** Numbers four a texel as they lie in a vector's matrix. */
export function texelMatrix(numbers: readonly number[]): { values: Float32Array; shape: [number, number] } {
  const texels = numbers.length / 4;
  const shape = texelShape(texels);
  const values = new Float32Array(shape[0] * shape[1]);
  for (const [index, number] of numbers.entries()) values[texelPlace(texels, index >> 2, index & 3)] = number;
  return { values, shape };
}

/** Each segment cut into chunks, so that many fragments share the work of a norm: runs (vectors.ts), and where each segment's lie. */
export function chunksOf(segments: readonly Segment[], texels: number) {
  const length = Math.max(32, Math.ceil(texels / 2048));
  const runs: number[] = [];
  const ends: number[] = [];
  for (const { first, count } of segments) {
    const firstChunk = runs.length / 4;
    for (let from = 0; from < count; from += length)
      runs.push(first + from, Math.min(length, count - from), 1, 0);
    ends.push(firstChunk, runs.length / 4, 0, 0);
  }
  return { runs, ends };
}

/** Each unit as a run. */
export function unitRuns(segments: readonly Segment[]): number[] {
  return segments.flatMap(({ first, count, units, shape: [rows, columns] }) =>
    units === 1
      ? [first, count, 1, 0]
      : Array.from({ length: units }, (_, unit) => [
          first + (unit >> 1),
          Math.ceil(rows / 2),
          Math.ceil(columns / 2),
          1 + (unit & 1),
        ]).flat(),
  );
}
