/**
 * How a figure is laid out in a width and a height. The figure itself asks, and Share, which must know how high a frame
 * is to be before anything runs in it.
 */
import { laneGeometries, MAP_TOP, NO_FOLD } from '../../app/lab/geometry';
import type { Layer } from '../../catalogue/types';
import { rowHeight, rowsBottom } from '../../charts/rows';
import type { RowGeometry } from '../../charts/types';

export interface FigureSizes {
  /** As the lab names it: which steps are wide, how tall rows are. */
  readonly layout: 'phone' | 'tablet';
  readonly map: number;
  readonly profile: number;
}

export interface FigureLayout {
  readonly sizes: FigureSizes;
  /** Of each lane. */
  readonly rows: readonly RowGeometry[];
  /** Of each lane's map and profile, in CSS pixels. */
  readonly mapPx: readonly number[];
  readonly lossPx: number;
  /** Of all of it. */
  readonly heightPx: number;
}

/** Between map and profile. */
const GAP_PX = 12;
/** Where the words of a lane stand, above its map, as long as they fit in one line (embed.html, `.head`). */
const HEAD_PX = 22;
/** Below a map stands "loss"; below the last profile its axis. */
const BELOW_PX = 20;
const BELOW_LAST_PX = 38;
/** A map is to be about so tall where nothing narrows it: 24 rows of 5 px. */
const WANTED_MAP_PX = 120;
/** Of a shallow network the map would be a line: its rows are taller, in all lanes alike. */
const LEAST_MAP_PX = 72;
const MOST_ROW_PX = 32;

/** The loss chart: beside its curves each lane has two lines of words, for which two lanes leave room by themselves. */
const leastLossPx = (lanes: number): number => 136 + 34 * Math.max(0, lanes - 2);

/** Below it a figure is laid out as on a phone. */
const NARROW_PX = 520;

export function sizesAt(width: number): FigureSizes {
  const isNarrow = width < NARROW_PX;
  const profile = isNarrow ? 68 : Math.min(176, Math.round(width * 0.22));
  return { layout: isNarrow ? 'phone' : 'tablet', map: width - profile - GAP_PX, profile };
}

/**
 * Lanes of these layers, `width` wide. Rows take what `roomPx` leaves them, and the loss chart, up to twice its height,
 * what they do not; `null`: as high as all of it wants to be. `headsPx`: what the lanes' words really take.
 */
export function layOutFigure(
  lanes: readonly (readonly Layer[])[],
  width: number,
  roomPx: number | null,
  headsPx = lanes.length * HEAD_PX,
): FigureLayout {
  const sizes = sizesAt(width);
  const grids = laneGeometries(
    lanes.map((layers) => ({ layers, folds: NO_FOLD })),
    0,
    sizes.layout,
  );
  const counts = grids.map(({ rows }) => rows.length);
  const [all, most] = [counts.reduce((sum, count) => sum + count, 0), Math.max(1, ...counts)];
  const leastLoss = leastLossPx(lanes.length);
  const below = (index: number): number => (index === lanes.length - 1 ? BELOW_LAST_PX : BELOW_PX);
  const around = grids.reduce((sum, _, index) => sum + MAP_TOP + below(index), headsPx + leastLoss);

  const wanted = Math.max(rowHeight(most, WANTED_MAP_PX), capped(WANTED_MAP_PX / most));
  const left = (roomPx ?? 0) - around;
  const height =
    roomPx === null
      ? wanted
      : Math.max(
          rowHeight(all, left),
          capped(LEAST_MAP_PX / most),
          Math.min(wanted, Math.floor(left / Math.max(1, all))),
        );
  const rows = grids.map((grid) => ({ ...grid, height }));
  const over = roomPx === null ? 0 : Math.max(0, left - all * height);
  const lossPx = leastLoss + Math.min(leastLoss, over);
  return {
    sizes,
    rows,
    mapPx: rows.map((grid, index) => rowsBottom(grid) + below(index)),
    lossPx,
    heightPx: around + all * height + lossPx - leastLoss,
  };
}

const capped = (px: number): number => Math.min(MOST_ROW_PX, Math.floor(px));

/**
 * What of an embed is not the figure: question, buttons, legend, control, caption and foot, each in as many lines as a
 * question of 80 letters and the longest words of an engine take there (tests/browser/embed/heights.test.ts).
 */
const aroundPx = (width: number): number => {
  if (width < NARROW_PX + MARGINS_PX) return 490;
  return width < 700 ? 385 : 330; // the legend below the buttons, or beside them
};
/** Frames of these widths are to hold it, margins of the embed included. */
const WIDTHS = [320, 390, 560, 720, 1100] as const;
const MARGINS_PX = 32;

/** The height of a frame, which cannot grow, that holds the figure at any usual width. */
export function frameHeight(lanes: readonly (readonly Layer[])[]): number {
  const heights = WIDTHS.map((width) => {
    const { heightPx } = layOutFigure(lanes, width - MARGINS_PX, null);
    return heightPx + aroundPx(width);
  });
  return Math.ceil(Math.max(...heights) / 10) * 10;
}
