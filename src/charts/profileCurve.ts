/** One curve of a profile: a line down the trunk's rows. */
import type { Box } from './patterns';
import { rowMiddle } from './rows';
import type { RowGeometry } from './types';

/** A value's place across. */
export type Scale = (value: number) => number;

/** From this width on a curve is the one that is looked at. */
const BOLD = 2;

export interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
}

/**
 * One curve through the rows of the trunk, cut at the domain and broken where there is no number; a single row is a
 * point. Notes the room it takes.
 */
export function drawCurve(
  context: CanvasRenderingContext2D,
  values: ArrayLike<number>,
  scale: Scale,
  area: Box,
  rows: RowGeometry,
  stroke: Stroke,
  taken: Box[],
): void {
  context.save();
  context.beginPath();
  context.rect(area.left - 1, area.top, area.right - area.left + 2, area.bottom - area.top);
  context.clip();
  context.strokeStyle = stroke.colour;
  context.fillStyle = stroke.colour;
  context.lineWidth = stroke.width;
  context.lineJoin = 'round';
  context.setLineDash([...stroke.dash]);
  context.beginPath();
  let lastX = Number.NaN;
  let lastY = 0;
  let points = 0;
  for (let row = 0; row < values.length; row++) {
    if (!isOnCurve(rows, row)) continue;
    const value = values[row] ?? Number.NaN;
    if (!isPlottable(value)) {
      lastX = Number.NaN;
      continue;
    }
    const x = scale(value);
    const y = rowMiddle(rows, row);
    const isStart = Number.isNaN(lastX);
    if (isStart) context.moveTo(x, y);
    else context.lineTo(x, y);
    const from = isStart ? x : lastX;
    taken.push({
      left: Math.min(from, x) - 6,
      right: Math.max(from, x) + 6,
      top: (isStart ? y : lastY) - 4,
      bottom: y + 4,
    });
    lastX = x;
    lastY = y;
    points += 1;
  }
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    // Parts of a layer are small points beside the curve. Rows inside a branch would read as theory's dots.
    const isPart = rows.rows[row]?.place === 'part' && stroke.width >= BOLD;
    const isAlone = points <= 1 && isOnCurve(rows, row);
    if (!(isPart || isAlone) || !isPlottable(value)) continue;
    const x = scale(value);
    const y = rowMiddle(rows, row);
    const radius = isPart ? 1.6 : 2.5;
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
    taken.push({ left: x - 5, right: x + 5, top: y - 4, bottom: y + 4 });
  }
  context.fill();
  context.restore();
}

/** Rows that are counted. */
const isOnCurve = ({ rows }: RowGeometry, row: number): boolean => rows[row]?.place === 'trunk';

export function isPlottable(value: number): boolean {
  return value > 0 && value < Infinity;
}

export function hasPoints(values: ArrayLike<number>): boolean {
  return Array.prototype.some.call(values, isPlottable);
}
