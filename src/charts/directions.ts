/** "forward" downwards and "backward" upwards at the map's side, each with its arrow and read in its direction. */
import { drawArrow, drawArrowHead } from './arrows';
import { rowsBottom } from './rows';
import { drawText, measureText } from './text';
import type { RowGeometry, Theme } from './types';

export function drawDirections(
  context: CanvasRenderingContext2D,
  geometry: { readonly rows: RowGeometry; readonly cssX: number; readonly isUpright: boolean },
  theme: Theme,
): void {
  const { rows, cssX, isUpright } = geometry;
  const bottom = rowsBottom(rows);
  if (!isUpright) {
    drawText(context, 'forward', cssX - 13, rows.top - 5, { align: 'right' }, theme);
    drawArrowHead(context, cssX - 5, rows.top - 5, Math.PI / 2, 8, theme.ink2);
    drawText(context, 'backward', cssX - 13, bottom + 13, { align: 'right' }, theme);
    drawArrowHead(context, cssX - 5, bottom + 5, -Math.PI / 2, 8, theme.ink2);
    return;
  }
  const middle = (rows.top + bottom) / 2;
  drawWay(context, 'forward', cssX, rows.top + 3, middle - 7, Math.PI / 2, theme);
  drawWay(context, 'backward', cssX, bottom - 3, middle + 7, -Math.PI / 2, theme);
}

/** A word turned into its direction from `from` on, and an arrow from its end to `to`. */
function drawWay(
  context: CanvasRenderingContext2D,
  word: string,
  cssX: number,
  from: number,
  to: number,
  turn: number,
  theme: Theme,
): void {
  const way = Math.sign(turn);
  const width = measureText(context, word, {}, theme);
  if (Math.abs(to - from) < width + 2) return;
  context.save();
  context.translate(cssX, from);
  context.rotate(turn);
  drawText(context, word, 0, 0, { middle: true }, theme);
  context.restore();
  const start = from + way * (width + 6);
  if (Math.abs(to - start) >= 10) drawArrow(context, [cssX, start], [cssX, to], 1, theme.ink2, 8);
}
