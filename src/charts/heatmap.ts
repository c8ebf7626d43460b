/** The map of one lane: a row a layer, a column a step, the colour what the metric was there. */
import { PAINT } from './colourScale';
import { imageColumnOf, updateHeatmapCache, type HeatmapCache } from './heatmapCache';
import { drawGap, drawMapRules, drawRowLabels, drawSkipArcs } from './mapFrame';
import { type Box, fillPattern } from './patterns';
import { rowAt, rowsBottom, rowTop } from './rows';
import { withAlpha } from './theme';
import type { Cell, ColourScale, CssPoint, HistoryReader, RowGeometry, StepAxis, Theme } from './types';

export interface HeatmapData {
  readonly reader: HistoryReader;
  readonly scale: ColourScale;
  readonly selectedRow: number;
  /** The step at which the lane died: its column is drawn wide. */
  readonly stoppedAt: number | null;
  /** A fork: the step of its birth (what was before is its parent's, and dimmed), and the height of the dot on the parent. */
  readonly fork: { readonly step: number; readonly dotY: number } | null;
  /** Steps at which a setting was changed. */
  readonly edits: readonly number[];
}

export interface HeatmapGeometry {
  readonly axis: StepAxis;
  readonly rows: RowGeometry;
  readonly devicePixelRatio: number;
  /** A label at every 6th row, or another number (projector: 12). */
  readonly labelEvery?: number;
}

/** Least width of the column at which a lane died. */
const STOP_PX = 14;
const TICK_PX = 5;

export function drawHeatmap(
  context: CanvasRenderingContext2D,
  data: HeatmapData,
  geometry: HeatmapGeometry,
  theme: Theme,
  cache: HeatmapCache,
): void {
  const { axis, rows } = geometry;
  const { reader } = data;
  const { devicePixelRatio } = geometry;
  updateHeatmapCache(cache, { ...data, axis, rows: rows.rows, devicePixelRatio }, theme);
  if (reader.columns > 0) {
    drawCells(context, data, geometry, cache);
    drawPatterns(context, data, geometry, theme, cache);
    dimPast(context, data, geometry, theme);
  }
  // The gap is shown as far as the lane goes: a dead lane's paper is left whole.
  const reachesGap = reader.lastStep >= axis.wideSteps;
  drawMapRules(context, axis, rows, reachesGap, theme);
  if (reachesGap) drawGap(context, axis, rows.top, rowsBottom(rows), theme);
  drawSkipArcs(context, axis.left, reader.layers, rows, theme);
  drawRowLabels(context, axis.left, rows, data.selectedRow, theme, geometry.labelEvery);
  drawSelection(context, data, geometry, theme);
  drawBirth(context, data, geometry, theme);
  drawEditTicks(context, data.edits, axis, rowsBottom(rows), theme);
}

/** The cell under a place; null off the map and where the lane has no step. */
export function hitHeatmap(point: CssPoint, data: HeatmapData, geometry: HeatmapGeometry): Cell | null {
  const { axis, rows } = geometry;
  const row = rowAt(rows, point.cssY);
  if (row < 0 || point.cssX < axis.left || point.cssX > axis.left + axis.width) return null;
  const stop = stopColumn(data, axis);
  const step =
    stop && point.cssX >= stop.left && point.cssX < stop.right ? stop.step : axis.stepAt(point.cssX);
  const column = data.reader.columnOfStep(step);
  const view = rows.rows[row];
  return column < 0 || !view ? null : { column, row, layer: view.layer, step };
}

/** Where the columns of a lane end on the screen. */
export function dataRight(data: HeatmapData, axis: StepAxis): number {
  const { lastStep } = data.reader;
  const end = axis.x(lastStep) + axis.columnWidth(lastStep);
  return Math.max(stopColumn(data, axis)?.right ?? 0, end);
}

/** The column of the step that killed the lane, at least 14 px wide and inside the map. */
export function stopColumn(
  data: HeatmapData,
  axis: StepAxis,
): { readonly step: number; readonly left: number; readonly right: number } | null {
  if (data.stoppedAt === null || data.reader.columnOfStep(data.stoppedAt) < 0) return null;
  const width = Math.max(STOP_PX, axis.columnWidth(data.stoppedAt));
  const left = Math.min(axis.x(data.stoppedAt), axis.left + axis.width - width);
  return { step: data.stoppedAt, left, right: left + width };
}

/** Both parts of the image, each scaled once; colours stay hard-edged. */
function drawCells(
  context: CanvasRenderingContext2D,
  data: HeatmapData,
  { axis, rows }: HeatmapGeometry,
  cache: HeatmapCache,
): void {
  const { canvas, imageColumns, wideColumns } = cache;
  if (!canvas) return;
  const count = rows.rows.length;
  const height = count * rows.height;
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, 0, 0, wideColumns, count, axis.left, rows.top, wideColumns * axis.widePx, height);
  const narrow = imageColumns - wideColumns;
  if (narrow > 0) {
    const width = narrow * axis.narrowPx * cache.stepsPerColumn;
    context.drawImage(canvas, wideColumns, 0, narrow, count, axis.gap[1], rows.top, width, height);
  }
  const stop = stopColumn(data, axis);
  if (stop) {
    const column = imageColumnOf(cache, stop.step);
    context.drawImage(canvas, column, 0, 1, count, stop.left, rows.top, stop.right - stop.left, height);
  }
}

/** Stripes, dots and lines over the cells that are not numbers. */
function drawPatterns(
  context: CanvasRenderingContext2D,
  data: HeatmapData,
  geometry: HeatmapGeometry,
  theme: Theme,
  cache: HeatmapCache,
): void {
  const { zero, infinite, nan } = cache.patterns;
  const shown = [zero > 0 && PAINT.zero, infinite > 0 && PAINT.infinite, nan > 0 && PAINT.nan] as const;
  for (const paint of shown) {
    if (paint === false) continue;
    const runs = runsOf(paint, data, geometry, cache);
    const trace = (path: CanvasRenderingContext2D): void => {
      for (const { left, top, right, bottom } of runs) path.rect(left, top, right - left, bottom - top);
    };
    fillPattern(context, paint, around(runs), trace, theme);
  }
}

/** Where a paint stands on the screen: a box a run along a row. */
function runsOf(
  paint: number,
  data: HeatmapData,
  { axis, rows }: HeatmapGeometry,
  cache: HeatmapCache,
): readonly Box[] {
  const { pixelPaints, imageColumns, wideColumns } = cache;
  const count = rows.rows.length;
  const stop = stopColumn(data, axis);
  const stopPixel = stop ? imageColumnOf(cache, stop.step) : -1;
  const narrowPx = axis.narrowPx * cache.stepsPerColumn;
  const leftOf = (pixel: number): number =>
    pixel < wideColumns ? axis.left + pixel * axis.widePx : axis.gap[1] + (pixel - wideColumns) * narrowPx;
  const runs: Box[] = [];
  for (let row = 0; row < count; row++) {
    const top = rowTop(rows, row);
    let from = -1;
    for (let pixel = 0; pixel <= imageColumns; pixel++) {
      const isOurs = pixel < imageColumns && pixelPaints[pixel * count + row] === paint;
      const breaks = !isOurs || pixel === wideColumns || pixel === stopPixel;
      if (breaks && from >= 0) {
        const isStop = from === stopPixel && stop;
        const right = isStop
          ? stop.right
          : leftOf(pixel - 1) + (pixel <= wideColumns ? axis.widePx : narrowPx);
        runs.push({ left: isStop ? stop.left : leftOf(from), top, right, bottom: top + rows.height });
        from = -1;
      }
      if (isOurs && from < 0) from = pixel;
    }
  }
  return runs;
}

/** A box that holds them all; a pixel wider, so that their edges are cut once, by the clip. */
function around(boxes: readonly Box[]): Box {
  const all = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { left, top, right, bottom } of boxes) {
    all.left = Math.min(all.left, left - 1);
    all.top = Math.min(all.top, top - 1);
    all.right = Math.max(all.right, right + 1);
    all.bottom = Math.max(all.bottom, bottom + 1);
  }
  return all;
}

/** The past that a fork shares with its parent, at 40 %. */
function dimPast(
  context: CanvasRenderingContext2D,
  data: HeatmapData,
  { axis, rows }: HeatmapGeometry,
  theme: Theme,
): void {
  if (!data.fork || data.fork.step <= 0) return;
  context.fillStyle = withAlpha(theme.paper, 0.6);
  context.fillRect(axis.left, rows.top, axis.x(data.fork.step) - axis.left, rowsBottom(rows) - rows.top);
}

/** The frame round the selected row, as far as there are steps; open at its end while more may come, where the cursor stands. */
function drawSelection(
  context: CanvasRenderingContext2D,
  data: HeatmapData,
  { axis, rows }: HeatmapGeometry,
  theme: Theme,
): void {
  if (data.selectedRow < 0 || data.selectedRow >= rows.rows.length) return;
  const right = data.reader.columns > 0 ? dataRight(data, axis) : axis.left + axis.width;
  const top = rowTop(rows, data.selectedRow);
  for (const [colour, width] of [
    [withAlpha(theme.paper, 0.7), 2.2],
    [theme.ink, 1.2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(right, top);
    context.lineTo(axis.left - 0.5, top);
    context.lineTo(axis.left - 0.5, top + rows.height);
    context.lineTo(right, top + rows.height);
    if (data.stoppedAt !== null) context.closePath();
    context.stroke();
  }
}

/** A fork's line at the step of its birth, tied to its parent by a dot. */
function drawBirth(
  context: CanvasRenderingContext2D,
  data: HeatmapData,
  { axis, rows }: HeatmapGeometry,
  theme: Theme,
): void {
  if (!data.fork) return;
  const x = axis.x(data.fork.step);
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x, data.fork.dotY);
  context.lineTo(x, rowsBottom(rows));
  context.stroke();
  context.fillStyle = theme.accent;
  context.beginPath();
  context.arc(x, data.fork.dotY, 3.5, 0, 2 * Math.PI);
  context.fill();
}

/** A tick below an edge at every step whose settings were changed. */
export function drawEditTicks(
  context: CanvasRenderingContext2D,
  edits: readonly number[],
  axis: StepAxis,
  cssY: number,
  theme: Theme,
): void {
  if (edits.length === 0) return;
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  context.beginPath();
  for (const step of edits) {
    const x = axis.x(step);
    context.moveTo(x, cssY + 1);
    context.lineTo(x, cssY + 1 + TICK_PX);
  }
  context.stroke();
}
