/** The rows that stack, map and profile share: one a drawn layer, or where those are too many one a folded run of them. */
import type { Layer } from '../catalogue/types';
import type { RowGeometry, RowView } from './types';

export interface RowOptions {
  readonly maxRows?: number;
  /** Blocks that the reader has folded to one row (true) or keeps open (false), by id. */
  readonly folds?: ReadonlyMap<string, boolean>;
}

/**
 * Rows of a stack. Beyond `maxRows` what is inside a layer goes into its row; then, as far as needed, runs of layers or
 * time steps, in whole repetitions where a block has several layers. The output is never folded.
 */
export function rowViews(
  layers: readonly Layer[],
  { maxRows = 60, folds }: RowOptions = {},
): readonly RowView[] {
  const drawn = drawnRows(layers);
  let rows: readonly RowView[] = [];
  for (let run = 0; run <= drawn.length; run++) {
    rows = foldRows(layers, drawn, run, folds);
    if (rows.length <= maxRows) return rows;
  }
  return rows;
}

/** A drawn layer, with the inner rows that belong to it. */
interface Drawn {
  readonly layer: number;
  readonly first: number;
  readonly last: number;
  readonly blockId: string;
  readonly repetition: number;
  /** Which of its block's layers it belongs to, from 0; those of one repetition; how many a repetition has. */
  readonly place: number;
  readonly perRepetition: number;
}

/** Inner rows stand with the next drawn row of their block, or behind its last. */
function drawnRows(layers: readonly Layer[]): readonly Drawn[] {
  const spans: { layer: number; first: number; last: number }[] = [];
  const nextDrawn = nextDrawnOf(layers);
  let first = 0;
  layers.forEach(({ place, blockId, repetition }, layer) => {
    const next = nextDrawn[layer];
    const isLastOfBlock = next?.blockId !== blockId || next.repetition !== repetition;
    const before = spans.at(-1);
    if (place !== 'inner') {
      spans.push({ layer, first, last: layer });
      first = layer + 1;
    } else if (isLastOfBlock && before && layers[before.layer]?.blockId === blockId) {
      before.last = layer;
      first = layer + 1;
    }
  });
  return withPlaces(layers, spans);
}

/** For each layer the next one after it that is drawn. */
function nextDrawnOf(layers: readonly Layer[]): readonly (Layer | undefined)[] {
  const after: (Layer | undefined)[] = layers.map(() => undefined);
  for (let layer = layers.length - 2; layer >= 0; layer--) {
    const next = layers[layer + 1];
    after[layer] = next?.place === 'inner' ? after[layer + 1] : next;
  }
  return after;
}

function withPlaces(
  layers: readonly Layer[],
  spans: readonly Pick<Drawn, 'layer' | 'first' | 'last'>[],
): readonly Drawn[] {
  const counts = new Map<string, number>();
  const key = ({ blockId, repetition }: Layer): string => `${blockId} ${repetition}`;
  for (const layer of layers)
    if (layer.place === 'trunk') counts.set(key(layer), (counts.get(key(layer)) ?? 0) + 1);
  let place = 0;
  let block = '';
  return spans.map((span): Drawn => {
    const layer = layers[span.layer] as Layer; // an index of theirs
    if (key(layer) !== block) place = 0;
    block = key(layer);
    const drawn = {
      ...span,
      blockId: layer.blockId,
      repetition: layer.repetition,
      place,
      perRepetition: Math.max(1, counts.get(block) ?? 1),
    };
    if (layer.place === 'trunk' && place < drawn.perRepetition - 1) place += 1;
    return drawn;
  });
}

/** `run` 0: a row a drawn layer; 1: a row a counted layer; beyond: a row for so many of them. */
function foldRows(
  layers: readonly Layer[],
  drawn: readonly Drawn[],
  run: number,
  folds?: ReadonlyMap<string, boolean>,
): readonly RowView[] {
  const rows: RowView[] = [];
  let open: Drawn[] = [];
  drawn.forEach((here, index) => {
    open.push(here);
    const next = drawn[index + 1];
    if (next && runOf(layers, here, run, folds) === runOf(layers, next, run, folds)) return;
    rows.push(viewOf(layers, open));
    open = [];
  });
  return rows;
}

/** What layers of one row have in common. */
function runOf(
  layers: readonly Layer[],
  { layer, blockId, repetition, place, perRepetition }: Drawn,
  run: number,
  folds?: ReadonlyMap<string, boolean>,
): string {
  const chosen = folds?.get(blockId);
  if (layers[layer]?.place === 'output') return blockId;
  if (chosen === true) return blockId;
  if (chosen === false || run === 0) return `${blockId} ${layer}`;
  return run < perRepetition
    ? `${blockId} ${repetition} ${Math.floor(place / run)}`
    : `${blockId} ${Math.floor(repetition / Math.floor(run / perRepetition))}`;
}

function viewOf(layers: readonly Layer[], drawn: readonly Drawn[]): RowView {
  const all = drawn.map(({ layer }) => layer);
  const counted = all.filter((layer) => (layers[layer]?.number ?? 0) > 0);
  const standing = counted.at(-1) ?? all.at(-1) ?? 0;
  return {
    firstLayer: drawn[0]?.first ?? 0,
    lastLayer: drawn.at(-1)?.last ?? 0,
    layers: all,
    layer: standing,
    place: layers[standing]?.place ?? 'trunk',
    label: labelOf(layers, counted, standing),
  };
}

/** `4`, `5–8`; a time step `t4`, several `t5–8`; nothing for rows that are not counted. */
function labelOf(layers: readonly Layer[], counted: readonly number[], standing: number): string {
  if (layers[standing]?.place === 'output') return 'out';
  const [first, last] = [layers[counted[0] ?? -1], layers[counted.at(-1) ?? -1]];
  if (!first || !last) return '';
  const isTime = first.time !== null && last.time !== null && first.repetition === last.repetition;
  const [low, high] = isTime ? [first.time?.step, last.time?.step] : [first.number, last.number];
  return `${isTime ? 't' : ''}${low === high ? low : `${low}–${high}`}`;
}

/** `layer 4`, `layers 5–8`, `time step 4`, `the output`, `a branch`. */
export function rowWords({ label, place }: RowView): string {
  if (place === 'output') return 'the output';
  if (label === '') return place === 'part' ? 'a part of a layer' : 'a branch';
  const [noun, numbers] = label.startsWith('t') ? ['time step', label.slice(1)] : ['layer', label];
  return `${noun}${numbers.includes('–') ? 's' : ''} ${numbers}`;
}

/** Height of a row in whole CSS pixels: what the budget gives, between 5 and 18. */
export function rowHeight(rows: number, budget: number): number {
  return Math.min(18, Math.max(5, Math.floor(budget / Math.max(1, rows))));
}

export function rowTop(geometry: RowGeometry, row: number): number {
  return geometry.top + row * geometry.height;
}

export function rowMiddle(geometry: RowGeometry, row: number): number {
  return geometry.top + (row + 0.5) * geometry.height;
}

/** Lower edge of the last row. */
export function rowsBottom(geometry: RowGeometry): number {
  return geometry.top + geometry.rows.length * geometry.height;
}

/** The row at a height, −1 outside. */
export function rowAt(geometry: RowGeometry, cssY: number): number {
  const row = Math.floor((cssY - geometry.top) / geometry.height);
  return row >= 0 && row < geometry.rows.length ? row : -1;
}

export function rowOfLayer(rows: readonly RowView[], layer: number): number {
  return rows.findIndex((row) => layer >= row.firstLayer && layer <= row.lastLayer);
}

/** Two labels closer than this would touch. */
const LABEL_PX = 12;

/** Rows that carry their label: the first and last trunk row, the selected one, every 6th that is not within two rows of those. */
export function labelledRows(geometry: RowGeometry, selectedRow: number, every = 6): readonly number[] {
  const { rows, height } = geometry;
  const trunk = rows.map((_, row) => row).filter((row) => isTrunk(rows[row]));
  const chosen: number[] = [];
  const add = (row: number | undefined, apart: number): void => {
    if (row === undefined || chosen.includes(row)) return;
    const clear = chosen.every(
      (other) => Math.abs(other - row) > apart && Math.abs(other - row) * height >= LABEL_PX,
    );
    if (clear) chosen.push(row);
  };
  if (rows[selectedRow]?.label) chosen.push(selectedRow);
  add(trunk[0], 0);
  add(trunk.at(-1), 0);
  for (let index = every - 1; index < trunk.length; index += every) add(trunk[index], 2);
  return chosen.sort((one, other) => one - other);
}

function isTrunk(row: RowView | undefined): boolean {
  return row !== undefined && row.place === 'trunk';
}
