/** Length of the whole gradient of one lane, step by step: as it came and as it was used, with the threshold between. */
import { drawArrow } from './arrows';
import { drawCursor } from './cursor';
import { exitColumn } from './lossExit';
import { drawGap } from './mapFrame';
import { formatPlain } from './format';
import {
  heightOf,
  isClipped,
  isSkipped,
  traceMarks,
  traceSmoothed,
  traceSteps,
  type LogHeight,
} from './series';
import { stepMiddle, stepWords } from './stepAxis';
import { drawLogGrid, drawStepLabels } from './stepFrame';
import { drawText } from './text';
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

export const NORM_MARGINS = { top: 18, bottom: 38, left: 52, right: 8 } as const;
const MARK_PX = 6;

export function drawNormChart(
  context: CanvasRenderingContext2D,
  data: NormData,
  geometry: NormGeometry,
  theme: Theme,
): void {
  const { axis, top, height, right } = geometry;
  const bottom = top + height;
  const scale: LogHeight = { top, bottom, low: data.domain[0], high: data.domain[1] };
  const { colour, dash } = laneLine(theme, data.mark.index);
  drawLogGrid(context, axis, scale, theme);
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

  const exit = exitColumn(data.reader, scale.high, 'globalNorm');
  if (exit < data.reader.columns) {
    const x = stepMiddle(axis, data.reader.stepOfColumn(exit));
    drawArrow(context, [x, top + 16], [x, top], 1.8, colour);
  }

  if (data.threshold !== null) drawThreshold(context, data.threshold, axis, scale, theme);
  const clipped = drawMarks(context, data, axis, bottom + 22, isClipped, 'clipped', colour, theme);
  drawMarks(context, data, axis, bottom + (clipped ? 31 : 22), isSkipped, 'skipped', theme.bad, theme);
  drawStepLabels(context, axis, bottom + 16, theme);
  drawCursor(context, data.cursorStep, { axis, top: top - 4, bottom }, theme);
  drawWords(context, data, [axis.left, right], top - 7, colour, theme);
}

function drawThreshold(
  context: CanvasRenderingContext2D,
  threshold: number,
  axis: StepAxis,
  scale: LogHeight,
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

/** The two lengths at the cursor, in words above the plot. */
function drawWords(
  context: CanvasRenderingContext2D,
  { mark, reader, cursorStep }: NormData,
  within: readonly [number, number],
  cssY: number,
  colour: string,
  theme: Theme,
): void {
  const column = reader.columnOfStep(cursorStep);
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
