/** What stands round a map: top and bottom rule, "input" and "loss", row labels, arcs of the skips, the axis's gap. */
import { drawText, measureText, type TextStyle } from './text';
import { labelledRows, rowMiddle, rowOfLayer, rowsBottom, rowTop } from './rows';
import type { Layer, RowGeometry, StepAxis, Theme } from './types';

/** From the map's edge to the right edge of its labels: the arcs stand between. */
export const LABEL_OFFSET = 11;
const ARC_PX = 7;
/** How far the gap's strokes stand out above and below. */
const STROKE_OVER = 5;

/** Where the network begins and the loss begins: the map's two edges, open at the gap where that is drawn. */
export function drawMapRules(
  context: CanvasRenderingContext2D,
  axis: StepAxis,
  rows: RowGeometry,
  isOpenAtGap: boolean,
  theme: Theme,
): void {
  const right = axis.left + axis.width;
  const top = rows.top - 0.5;
  const bottom = rowsBottom(rows) + 0.5;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  context.beginPath();
  for (const y of [top, bottom]) {
    context.moveTo(axis.left, y);
    if (axis.hasNarrow && isOpenAtGap) {
      context.lineTo(axis.gap[0], y);
      context.moveTo(axis.gap[1], y);
    }
    context.lineTo(right, y);
  }
  context.stroke();
}

/** The double stroke that says: from here on, another scale. */
export function drawGap(
  context: CanvasRenderingContext2D,
  axis: StepAxis,
  top: number,
  bottom: number,
  theme: Theme,
): void {
  if (!axis.hasNarrow) return;
  const middle = (axis.gap[0] + axis.gap[1]) / 2;
  context.strokeStyle = theme.ink2;
  context.lineWidth = 1;
  context.beginPath();
  for (const offset of [-2, 2]) {
    context.moveTo(middle + offset + 1, top - STROKE_OVER);
    context.lineTo(middle + offset - 1, bottom + STROKE_OVER);
  }
  context.stroke();
}

export function drawRowLabels(
  context: CanvasRenderingContext2D,
  left: number,
  rows: RowGeometry,
  selectedRow: number,
  theme: Theme,
  every = 6,
): void {
  const labelX = left - LABEL_OFFSET;
  drawText(context, 'input', labelX, rows.top - 4, { bold: true, colour: theme.ink, align: 'right' }, theme);
  drawText(
    context,
    'loss',
    labelX,
    rowsBottom(rows) + 12,
    { bold: true, colour: theme.ink, align: 'right' },
    theme,
  );
  for (const row of labelledRows(rows, selectedRow, every)) {
    const isSelected = row === selectedRow;
    const style = {
      bold: isSelected,
      colour: isSelected ? theme.ink : theme.ink3,
      align: 'right',
      middle: true,
    } as const;
    // The outer labels keep clear of "input" and "loss".
    const y = Math.max(rows.top + 6, Math.min(rowMiddle(rows, row), rowsBottom(rows) - 5));
    drawText(
      context,
      fittingLabel(context, rows.rows[row]?.label ?? '', labelX, style, theme),
      labelX,
      y,
      style,
      theme,
    );
  }
}

/** A run of layers by both its ends, or where the gutter is too narrow by its last. */
function fittingLabel(
  context: CanvasRenderingContext2D,
  label: string,
  room: number,
  style: TextStyle,
  theme: Theme,
): string {
  if (measureText(context, label, style, theme) <= room) return label;
  return `${label.startsWith('t') ? 't' : ''}${label.split('–').at(-1) ?? ''}`;
}

/** An arc at the map's edge for each skip, from the row it leaves to the row that adds it. */
export function drawSkipArcs(
  context: CanvasRenderingContext2D,
  left: number,
  layers: readonly Layer[],
  rows: RowGeometry,
  theme: Theme,
): void {
  context.strokeStyle = theme.ink3;
  context.lineWidth = 1;
  context.beginPath();
  for (let layer = 0; layer < layers.length; layer++) {
    const junction = layers[layer]?.junction;
    if (!junction) continue;
    const to = rowOfLayer(rows.rows, layer);
    const from = junction.source < 0 ? -1 : rowOfLayer(rows.rows, junction.source);
    if (to - from < 2) continue;
    const fromY = from < 0 ? rows.top : rowTop(rows, from + 1) - 1;
    const toY = rowMiddle(rows, to);
    // A cubic reaches three quarters of the way to its control points.
    const bend = left - 1 - (ARC_PX * 4) / 3;
    context.moveTo(left - 1, fromY);
    context.bezierCurveTo(bend, fromY + 1, bend, toY - 1, left - 1, toY);
  }
  context.stroke();
}
