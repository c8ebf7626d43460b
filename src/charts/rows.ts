/** The rows that stack, map and profile share: one a layer, or beyond 60 one a folded run of layers. */
import type { Layer } from '../catalogue/types';
import type { RowGeometry, RowView } from './types';

export interface RowOptions {
  readonly maxRows?: number;
  /** Ids of the blocks that the reader has unfolded. */
  readonly unfolded?: ReadonlySet<string>;
}

/** Rows of a stack. A block folds first by its repetitions, then by runs of them, as far as needed; the output never. */
export function rowViews(
  layers: readonly Layer[],
  { maxRows = 60, unfolded }: RowOptions = {},
): readonly RowView[] {
  let rows: readonly RowView[] = [];
  for (let run = 0; run <= layers.length; run++) {
    rows = foldRows(layers, run, unfolded);
    if (rows.length <= maxRows) return rows;
  }
  return rows;
}

/** `run` 0: a row a layer; else a row for so many repetitions of a block. */
function foldRows(layers: readonly Layer[], run: number, unfolded?: ReadonlySet<string>): readonly RowView[] {
  const rows: RowView[] = [];
  let first = 0;
  for (let layer = 0; layer < layers.length; layer++) {
    const here = layers[layer];
    const next = layers[layer + 1];
    if (!here) continue;
    const folds = run > 0 && here.place !== 'output' && !unfolded?.has(here.blockId);
    const sameRun =
      folds &&
      next !== undefined &&
      next.place !== 'output' &&
      next.blockId === here.blockId &&
      Math.floor(next.repetition / run) === Math.floor(here.repetition / run);
    if (sameRun) continue;
    rows.push({ firstLayer: first, lastLayer: layer, label: labelOf(layers, first, layer) });
    first = layer + 1;
  }
  return rows;
}

function labelOf(layers: readonly Layer[], first: number, last: number): string {
  let low = 0;
  let high = 0;
  for (let layer = first; layer <= last; layer++) {
    const { place, number } = layers[layer] ?? { place: 'branch', number: 0 };
    if (place === 'output') return 'out';
    if (number > 0) {
      low = low || number;
      high = number;
    }
  }
  return high === 0 ? '' : low === high ? String(high) : `${low}–${high}`;
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
  return row !== undefined && row.label !== '' && row.label !== 'out';
}
