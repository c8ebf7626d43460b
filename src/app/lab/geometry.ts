/** The row grid that stack, map and profile of all lanes share, and the room round it. */
import { rowHeight, rowViews } from '../../charts/rows';
import type { RowGeometry, RowView } from '../../charts/types';
import type { Layer } from '../../catalogue/types';
import type { Layout } from './useLayout';

/** Above the first row stands "input", below the last "loss". */
export const MAP_TOP = 22;
export const MAP_BOTTOM = 18;
/** Left of the map's edge stand the row labels and the skips' arcs. */
export const MAP_LEFT = 44;
/** Right of the map: room for the direction words. */
export const MAP_RIGHT = { phone: 10, tablet: 16, medium: 24, wide: 24 } as const;
/** How far the chart of the loss reaches into the column beside it, for the values at the curves' ends. */
export const REACH = { phone: 70, tablet: 48, medium: 48, wide: 60 } as const;
const FOOT_HEIGHT = { phone: 132, tablet: 150, medium: 160, wide: 168 } as const;

/** Of the loss chart: beyond four lanes it grows by what the numbers at a curve's end take. */
export const footHeight = (layout: Layout, lanes: number): number =>
  FOOT_HEIGHT[layout] + 30 * Math.max(0, lanes - 4);

/** Everything on the page that is not rows: header, controls, foot, status; and what each lane adds. */
const AROUND = { phone: 400, tablet: 420, medium: 360, wide: 366 } as const;
const AROUND_LANE = { phone: 88, tablet: 96, medium: 94, wide: 92 } as const;

/** The line that says what the author of a link locked (LockedLine.tsx). */
export const LOCKED_LINE_PX = 40;

/** Height that the rows of one lane may take in a window. */
export function rowBudget(windowHeight: number, lanes: number, layout: Layout): number {
  const shown = layout === 'phone' ? Math.min(2, lanes) : lanes;
  const left = windowHeight - AROUND[layout] - shown * AROUND_LANE[layout];
  return Math.max(layout === 'phone' ? 130 : 160, left / Math.max(1, shown));
}

/** Folds a block of a lane to one row, or keeps it open row by row. */
export type Fold = (laneId: string, blockId: string, isFolded: boolean) => void;

/** By lane, then by block: folded to one row (true), or open. */
export type Folds = ReadonlyMap<string, ReadonlyMap<string, boolean>>;
export const NO_FOLD: ReadonlyMap<string, boolean> = new Map();

export interface LaneRows {
  readonly layers: readonly Layer[];
  /** Blocks that the reader has folded (true) or opened (false), however many rows they have. */
  readonly folds: ReadonlyMap<string, boolean>;
}

/** More rows than this are folded; a thumb's screen has room for fewer. */
const MOST_ROWS = { phone: 40, tablet: 60, medium: 60, wide: 60 } as const;

/** One geometry a lane, all with the same row height. */
export function laneGeometries(
  lanes: readonly LaneRows[],
  budget: number,
  layout: Layout,
): readonly RowGeometry[] {
  const maxRows = MOST_ROWS[layout];
  const rows = lanes.map(({ layers, folds }) => rowsOf(layers, folds, maxRows));
  // What a reader opens or folds by hand makes a lane taller or shorter, and not its rows.
  const usual = lanes.map(({ layers, folds }, index) =>
    folds.size === 0 ? (rows[index]?.length ?? 0) : rowViews(layers, { maxRows }).length,
  );
  const height = rowHeight(Math.max(1, ...usual), budget);
  return rows.map((views) => geometryOf(views, height));
}

const geometries = new WeakMap<readonly RowView[], RowGeometry>();

/** The same as long as nothing in it changes, so that a lane is not laid out for another's sake. */
function geometryOf(rows: readonly RowView[], height: number): RowGeometry {
  const kept = geometries.get(rows);
  if (kept?.height === height) return kept;
  const geometry = { rows, top: MAP_TOP, height };
  geometries.set(rows, geometry);
  return geometry;
}

interface Rows {
  readonly folds: ReadonlyMap<string, boolean>;
  readonly maxRows: number;
  readonly rows: readonly RowView[];
}
const rowsOfLayers = new WeakMap<readonly Layer[], Rows>();

function rowsOf(layers: readonly Layer[], folds: ReadonlyMap<string, boolean>, maxRows: number) {
  const kept = rowsOfLayers.get(layers);
  if (kept?.folds === folds && kept.maxRows === maxRows) return kept.rows;
  const rows = rowViews(layers, { folds, maxRows });
  rowsOfLayers.set(layers, { folds, maxRows, rows });
  return rows;
}

/** How many steps are drawn wide, and how wide. */
export const WIDE: Readonly<Record<Layout, readonly [steps: number, px: number]>> = {
  phone: [7, 21],
  tablet: [10, 26],
  medium: [10, 33],
  wide: [10, 33],
};
