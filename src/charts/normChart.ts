/** Length of the whole gradient of one lane, step by step: as it came and as it was used, with the threshold between. */
import { drawArrow } from './arrows';
import { drawCursor, drawCursorHandle } from './cursor';
import { drawDot, exitColumn, exitParts } from './lossExit';
import { drawGap } from './mapFrame';
import { formatPlain } from './format';
import {
  heightOf,
  isClipped,
  isSkipped,
  traceMarks,
  traceSmoothed,
  traceSteps,
  type HeightScale,
} from './series';
import { stepMiddle, stepWords } from './stepAxis';
import { drawHeightGrid, drawStepLabels } from './stepFrame';
import { drawParts, drawText } from './text';
import { laneLine, withAlpha } from './theme';
import type { HistoryReader, LaneMark, StepAxis, Theme } from './types';

export interface NormData {
  readonly mark: LaneMark;
  readonly reader: HistoryReader;
  /** Threshold of clipping by the global norm; null without one. */
  readonly threshold: number | null;
  readonly cursorStep: number;
  readonly domain: readonly [number, number];
}

export interface NormGeometry {
  readonly axis: StepAxis;
  readonly top: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
}

/** Below stand the steps, the cursor's own, then the marks. */
export const NORM_MARGINS = { top: 22, bottom: 52, left: 52, right: 8 } as const;
const MARK_PX = 6;

export function drawNormChart(
  context: CanvasRenderingContext2D,
  data: NormData,
  geometry: NormGeometry,
  theme: Theme,
): void {
  const { axis, top, height, left, right } = geometry;
  const bottom = top + height;
  const scale: HeightScale = { top, bottom, low: data.domain[0], high: data.domain[1] };
  const { colour, dash } = laneLine(theme, data.mark.index);
  drawHeightGrid(context, axis, scale, theme);
  drawGap(context, axis, top, bottom, theme);

  context.save();
  context.beginPath();
  context.rect(axis.left, top - 1, axis.width + 1, height + 2);
  context.clip();
  context.lineJoin = 'round';
  context.strokeStyle = withAlpha(colour, 0.4);
  context.lineWidth = 1.2;
  context.beginPath();
  traceSteps(context, data.reader, 'globalNorm', axis, scale);
  context.stroke();
  context.strokeStyle = colour;
  context.lineWidth = 1.8;
  context.setLineDash([...dash]);
  context.beginPath();
  // Where steps share pixels the raw curve is a band: the smoothed one stands in front of it.
  const isDense = axis.hasNarrow && axis.narrowPx < 1;
  if (isDense) traceSmoothed(context, data.reader, 'globalNormClipped', axis, scale);
  else traceSteps(context, data.reader, 'globalNormClipped', axis, scale);
  context.stroke();
  context.setLineDash([]);
  context.restore();

  const exit = exitColumn(data.reader, scale, 'globalNorm');
  if (exit < data.reader.columns) drawLeaving(context, data.reader, exit, axis, scale, colour);

  if (data.threshold !== null) drawThreshold(context, data.threshold, axis, scale, theme);
  const clipped = drawMarks(context, data, axis, bottom + 34, isClipped, 'clipped', colour, theme);
  drawMarks(context, data, axis, bottom + (clipped ? 44 : 34), isSkipped, 'skipped', theme.bad, theme);
  const cursor = stepMiddle(axis, data.cursorStep);
  drawStepLabels(context, axis, bottom + 16, theme, [cursor - 9, cursor + 9]);
  drawCursor(context, data.cursorStep, { axis, top: top - 4, bottom }, theme);
  const within = [left, right] as const;
  drawCursorHandle(context, data.cursorStep, { axis, cssY: bottom, textY: bottom + 28, within }, theme);
  drawWords(context, data, exit, [axis.left, right], top - 9, colour, theme);
}

/** From its last number a lane leaves at the top; without one inside, only the arrow stands there. */
function drawLeaving(
  context: CanvasRenderingContext2D,
  reader: HistoryReader,
  exit: number,
  axis: StepAxis,
  scale: HeightScale,
  colour: string,
): void {
  const value = exit > 0 ? reader.step(exit - 1, 'globalNorm') : Number.NaN;
  const isInside = value >= scale.low && value <= scale.high;
  const x = stepMiddle(axis, reader.stepOfColumn(Math.max(0, exit - 1)));
  const from = isInside ? heightOf(scale, value) : scale.top + 12;
  drawArrow(context, [x, from], [x + 7, scale.top - 4], 1.8, colour);
  if (isInside) drawDot(context, x, from, 3, colour);
}

function drawThreshold(
  context: CanvasRenderingContext2D,
  threshold: number,
  axis: StepAxis,
  scale: HeightScale,
  theme: Theme,
): void {
  const y = heightOf(scale, threshold);
  if (y < scale.top || y > scale.bottom) return;
  const right = axis.left + axis.width;
  context.strokeStyle = theme.ink2;
  context.lineWidth = 1.2;
  context.setLineDash([6, 3]);
  context.beginPath();
  context.moveTo(axis.left, y);
  context.lineTo(right, y);
  context.stroke();
  context.setLineDash([]);
  drawText(
    context,
    `clip at ${formatPlain(threshold)}`,
    right - 4,
    y - 5,
    { align: 'right', casing: true },
    theme,
  );
}

function drawMarks(
  context: CanvasRenderingContext2D,
  { reader }: NormData,
  axis: StepAxis,
  cssY: number,
  isMarked: (reader: HistoryReader, column: number) => boolean,
  word: string,
  colour: string,
  theme: Theme,
): boolean {
  context.fillStyle = colour;
  context.beginPath();
  const marked = traceMarks(context, reader, axis, isMarked, cssY, MARK_PX);
  context.fill();
  if (marked > 0)
    drawText(context, word, axis.left - 9, cssY + MARK_PX, { align: 'right', colour: theme.ink2 }, theme);
  return marked > 0;
}

/** The two lengths at the cursor, in words above the plot; of a lane that ended before it, how it went. */
function drawWords(
  context: CanvasRenderingContext2D,
  { mark, reader, cursorStep }: NormData,
  exit: number,
  within: readonly [number, number],
  cssY: number,
  colour: string,
  theme: Theme,
): void {
  const column = reader.columnOfStep(cursorStep);
  if (column < 0 && exit < reader.columns) {
    const parts = exitParts(mark.letter, reader, 0, 'globalNorm', colour, theme);
    drawParts(context, parts, within[0], cssY, { within }, theme);
    return;
  }
  const before = column < 0 ? Number.NaN : reader.step(column, 'globalNorm');
  const after = column < 0 ? Number.NaN : reader.step(column, 'globalNormClipped');
  let words = `${stepWords(cursorStep)}: ${formatPlain(before)}`;
  if (column < 0) words = `no ${stepWords(cursorStep)}`;
  else if (after < before * (1 - 1e-6)) words += ` (thin), clipped to ${formatPlain(after)} (bold)`;
  const [, end] = drawText(
    context,
    `${mark.letter} `,
    within[0],
    cssY,
    { bold: true, colour, within },
    theme,
  );
  drawText(context, words, end, cssY, { colour: theme.ink, within }, theme);
}
