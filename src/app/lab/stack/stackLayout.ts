/**
 * Where the stack editor writes. A bracket spans exactly its block's rows; the block's words stand beside its first
 * row and take as many lines as there is room for before the next one's. Words may slip down, rows never move.
 */
import type { Block, Layer } from '../../../catalogue/types';
import type { RowGeometry } from '../../../charts/types';
import { rowsBottom, rowTop } from '../../../charts/rows';

export const LINE = 18;
/** Between blocks that stand under each other: what adds a block there would cover the foot of the upper one. */
const GAP = 10;

export interface BlockPlace {
  readonly blockId: string;
  /** The bracket. */
  readonly top: number;
  readonly height: number;
  /** The words: where, and on how many lines. */
  readonly labelTop: number;
  readonly lines: number;
}

export interface StackLayout {
  readonly blocks: readonly BlockPlace[];
  readonly output: number | null;
  readonly add: number;
  readonly height: number;
}

/** `fullLines`: how many lines each block's words would like. Blocks without rows (a lane that cannot be built) stand under each other. */
export function layOutStack(
  blocks: readonly Block[],
  layers: readonly Layer[],
  geometry: RowGeometry,
  fullLines: (block: Block) => number,
): StackLayout {
  const spans = blocks.map((block) => spanOf(block.id, layers, geometry));
  const outputRow = geometry.rows.findIndex(({ label }) => label === 'out');
  let free = geometry.top - 1;
  const places = blocks.map((block, index): BlockPlace => {
    const span = spans[index];
    const wanted = Math.max(free, span?.top ?? free);
    const nextTop = spans.slice(index + 1).find((next) => next !== null)?.top ?? Number.POSITIVE_INFINITY;
    const full = fullLines(block);
    const lines = span === null ? full : Math.max(1, Math.min(full, Math.floor((nextTop - wanted) / LINE)));
    free = wanted + lines * LINE + (span === null ? GAP : 0);
    return {
      blockId: block.id,
      top: span?.top ?? wanted,
      height: span?.height ?? lines * LINE,
      labelTop: wanted,
      lines,
    };
  });
  const outputTop =
    outputRow < 0 ? null : Math.max(free, rowTop(geometry, outputRow) + geometry.height / 2 - LINE / 2);
  const add = Math.max(outputTop === null ? free : outputTop + LINE, rowsBottom(geometry)) + 2;
  return { blocks: places, output: outputTop, add, height: add + 24 };
}

function spanOf(
  blockId: string,
  layers: readonly Layer[],
  geometry: RowGeometry,
): { top: number; height: number } | null {
  const mine = geometry.rows.flatMap((row, index) =>
    layers[row.firstLayer]?.blockId === blockId ? [index] : [],
  );
  const [first] = mine;
  const last = mine.at(-1);
  if (first === undefined || last === undefined) return null;
  return { top: rowTop(geometry, first), height: (last - first + 1) * geometry.height };
}
