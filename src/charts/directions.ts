/**
 * "forward" downwards and "backward" upwards at the map's side, each with its own arrow and read in its direction; beside
 * a map too low for that they lie level above and below it.
 */
import { drawArrow, drawArrowHead } from './arrows';
import { rowsBottom } from './rows';
import { drawText, measureText } from './text';
import type { RowGeometry, Theme } from './types';

const INSET = 2;
const WORD_GAP = 4;
const MIDDLE_GAP = 6;
/** The shortest arrow is its head alone. */
const HEAD = 7;

export function drawDirections(
  context: CanvasRenderingContext2D,
  geometry: { readonly rows: RowGeometry; readonly cssX: number; readonly isUpright: boolean },
  theme: Theme,
): void {
  const { rows, cssX, isUpright } = geometry;
  const bottom = rowsBottom(rows);
  const words = [measureText(context, 'forward', {}, theme), measureText(context, 'backward', {}, theme)];
  const [forward = 0, backward = 0] = words;
  // What both arrows share, their own distance from the word and from each other taken off.
  const arrow = (bottom - rows.top - 2 * INSET - forward - backward - 2 * WORD_GAP - MIDDLE_GAP) / 2;
  if (!isUpright || arrow < HEAD) {
    drawText(context, 'forward', cssX - 13, rows.top - 5, { align: 'right' }, theme);
    drawArrowHead(context, cssX - 5, rows.top - 5, Math.PI / 2, 8, theme.ink2);
    drawText(context, 'backward', cssX - 13, bottom + 13, { align: 'right' }, theme);
    drawArrowHead(context, cssX - 5, bottom + 5, -Math.PI / 2, 8, theme.ink2);
    return;
  }
  drawWay(context, 'forward', cssX, rows.top + INSET, forward, arrow, Math.PI / 2, theme);
  drawWay(context, 'backward', cssX, bottom - INSET, backward, arrow, -Math.PI / 2, theme);
}

/** A word turned into its direction from `from` on, and an arrow after it. */
function drawWay(
  context: CanvasRenderingContext2D,
  word: string,
  cssX: number,
  from: number,
  width: number,
  arrow: number,
  turn: number,
  theme: Theme,
): void {
  const way = Math.sign(turn);
  context.save();
  context.translate(cssX, from);
  context.rotate(turn);
  drawText(context, word, 0, 0, { middle: true }, theme);
  context.restore();
  const start = from + way * (width + WORD_GAP);
  drawArrow(context, [cssX, start], [cssX, start + way * arrow], 1, theme.ink2, HEAD);
}
