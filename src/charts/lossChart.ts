/** The loss of every lane on the shared step axis: log or linear, raw and smoothed, held-out points, marks, and the cursor's handle. */
import type { HeldOut } from '../history/types';
import { drawCursor, drawCursorHandle } from './cursor';
import { drawEditTicks } from './heatmap';
import { drawDot, drawExit, exitColumn } from './lossExit';
import { drawGap } from './mapFrame';
import { formatPlain } from './format';
import { spreadApart } from './placing';
import {
  hasHeight,
  heightOf,
  isClipped,
  traceMarks,
  traceSmoothed,
  traceSteps,
  type HeightScale,
} from './series';
import { countWords, stepMiddle, stepWords } from './stepAxis';
import { drawHeightGrid, drawScaleWords, drawStepLabels, fitting } from './stepFrame';
import { drawParts, drawText, measureText, type TextPart } from './text';
import { laneLine, withAlpha } from './theme';
import type { HistoryReader, LaneMark, StepAxis, Theme } from './types';

export interface LossLane {
  readonly mark: LaneMark;
  readonly reader: HistoryReader;
  readonly heldOut: readonly HeldOut[];
}

export interface LossData {
  readonly lanes: readonly LossLane[];
  readonly cursorStep: number;
  /** Log unless told; linear where a loss may be 0 or less. */
  readonly scale?: 'log' | 'linear';
  /** Loss of a guess that knows nothing; null where there is none. */
  readonly blind: number | null;
  /** Lowest and highest loss shown; see `stableDomain`. */
  readonly domain: readonly [number, number];
  readonly edits: readonly number[];
  /** A row of marks at the foot for clipped steps. */
  readonly showClips: boolean;
}

export interface LossGeometry {
  readonly axis: StepAxis;
  readonly top: number;
  readonly height: number;
  /** Edges of the surface: values stand between the axis and the right one, powers of ten left of the axis. */
  readonly left: number;
  readonly right: number;
}

/** Room that the chart needs: above for lanes that left, below for handle and steps, at the left for powers, at the right for values. */
export const LOSS_MARGINS = { top: 26, bottom: 48, left: 36, right: 84 } as const;
const CLIP_PX = 5;
/** Between the lines that say which steps the values are of. */
const NOTE_PX = 15;

export function drawLossChart(
  context: CanvasRenderingContext2D,
  data: LossData,
  geometry: LossGeometry,
  theme: Theme,
): void {
  const { axis, top, height } = geometry;
  const bottom = top + height;
  const type = data.scale ?? 'log';
  const scale: HeightScale = { top, bottom, low: data.domain[0], high: data.domain[1], type };
  drawHeightGrid(context, axis, scale, theme);
  drawGap(context, axis, top, bottom, theme);
  drawBlindLine(context, data, axis, scale, theme);

  let exits = 0;
  for (const lane of data.lanes) {
    const exit = exitColumn(lane.reader, scale);
    drawCurves(context, lane, exit, axis, scale, theme);
    if (data.showClips) drawClips(context, data, lane, axis, bottom, theme);
    if (exit < lane.reader.columns) {
      drawExit(context, lane, exit, geometry, scale, exits, theme);
      exits += 1;
    }
  }
  drawEditTicks(context, data.edits, axis, bottom, theme);

  const within = [geometry.left, geometry.right] as const;
  const x = stepMiddle(axis, data.cursorStep);
  drawStepLabels(context, axis, bottom + 16, theme, [x - 9, x + 9]);
  drawScaleWords(context, axis, bottom + 44, theme);
  drawCursor(context, data.cursorStep, { axis, top: top - 4, bottom }, theme);
  drawBlindWords(context, data, axis, scale, theme);
  drawCursorHandle(context, data.cursorStep, { axis, cssY: bottom, textY: bottom + 28, within }, theme);
  drawValues(context, data, geometry, scale, theme);
}

function drawCurves(
  context: CanvasRenderingContext2D,
  { mark, reader, heldOut }: LossLane,
  exit: number,
  axis: StepAxis,
  scale: HeightScale,
  theme: Theme,
): void {
  const line = laneLine(theme, mark.index);
  context.save();
  context.beginPath();
  context.rect(axis.left, scale.top - 1, axis.width + 2, scale.bottom - scale.top + 2);
  context.clip();
  context.lineJoin = 'round';

  context.strokeStyle = withAlpha(line.colour, 0.3);
  context.lineWidth = 1;
  context.beginPath();
  traceSteps(context, reader, 'loss', axis, scale, exit);
  context.stroke();

  context.strokeStyle = line.colour;
  context.lineWidth = 1.8;
  context.setLineDash([...line.dash]);
  context.beginPath();
  traceSmoothed(context, reader, 'loss', axis, scale, exit);
  context.stroke();
  context.setLineDash([]);

  if (reader.columns === 1 && exit === 1 && isInside(scale, reader.step(0, 'loss')))
    drawDot(
      context,
      stepMiddle(axis, reader.stepOfColumn(0)),
      heightOf(scale, reader.step(0, 'loss')),
      2.5,
      line.colour,
    );
  drawHeldOut(context, heldOut, line.colour, axis, scale, theme);
  context.restore();
}

/** Held-out losses: open points, joined by a dashed line. */
function drawHeldOut(
  context: CanvasRenderingContext2D,
  heldOut: readonly HeldOut[],
  colour: string,
  axis: StepAxis,
  scale: HeightScale,
  theme: Theme,
): void {
  context.strokeStyle = colour;
  context.lineWidth = 1.2;
  context.setLineDash([2, 3]);
  context.beginPath();
  let isOpen = false;
  let wasWide = true;
  for (const { step, loss } of heldOut) {
    const isWide = step < axis.wideSteps;
    if (isWide !== wasWide || !hasHeight(scale, loss)) isOpen = false;
    wasWide = isWide;
    if (!hasHeight(scale, loss)) continue;
    if (isOpen) context.lineTo(stepMiddle(axis, step), heightOf(scale, loss));
    else context.moveTo(stepMiddle(axis, step), heightOf(scale, loss));
    isOpen = true;
  }
  context.stroke();
  context.setLineDash([]);
  let lastX = -Infinity;
  for (const { step, loss } of heldOut) {
    const x = stepMiddle(axis, step);
    if (!hasHeight(scale, loss) || x - lastX < 9) continue;
    lastX = x;
    context.fillStyle = theme.paper;
    context.strokeStyle = colour;
    context.beginPath();
    context.arc(x, heightOf(scale, loss), 2.4, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

/** True for a number that stands between the edges. */
function isInside({ low, high }: HeightScale, value: number): boolean {
  return value >= low && value <= high;
}

function drawBlindLine(
  context: CanvasRenderingContext2D,
  { blind }: LossData,
  axis: StepAxis,
  scale: HeightScale,
  theme: Theme,
): void {
  if (blind === null || !isInside(scale, blind)) return;
  const y = heightOf(scale, blind);
  const right = axis.left + axis.width;
  context.strokeStyle = theme.ink3;
  context.lineWidth = 1.2;
  context.setLineDash([2, 3]);
  // A stroke each: dashes of one straight line are cheap, those of a longer path are not.
  const parts = axis.hasNarrow
    ? [
        [axis.left, axis.gap[0]],
        [axis.gap[1], right],
      ]
    : [[axis.left, right]];
  for (const [from = 0, to = 0] of parts) {
    context.beginPath();
    context.moveTo(from, y);
    context.lineTo(to, y);
    context.stroke();
  }
  context.setLineDash([]);
}

/** What the line is, clear of the cursor: at the right, else left of the cursor, else over the wide steps. */
function drawBlindWords(
  context: CanvasRenderingContext2D,
  { blind, cursorStep }: LossData,
  axis: StepAxis,
  scale: HeightScale,
  theme: Theme,
): void {
  if (blind === null || !isInside(scale, blind)) return;
  const right = axis.left + axis.width;
  const from = axis.hasNarrow ? axis.gap[1] : axis.left;
  const number = blind.toFixed(1);
  const words = fitting(
    context,
    [`${number}: guessing blindly`, `${number}: a blind guess`, number],
    right - from - 20,
    theme,
  );
  const cursor = stepMiddle(axis, cursorStep);
  const width = measureText(context, words, {}, theme);
  const places = [
    [from, right - 6],
    [from, cursor - 8],
    ...(axis.hasNarrow ? [[axis.left, axis.gap[0] - 8] as const] : []),
  ] as const;
  const isClear = ([start, end]: readonly [number, number]): boolean =>
    end - width >= start && end <= right && (cursor > end + 6 || cursor < end - width - 6);
  const [, end] = places.find(isClear) ?? places[0];
  drawText(context, words, end, heightOf(scale, blind) - 6, { align: 'right', casing: true }, theme);
}

/** A row of marks for clipped steps at the foot of the plot, a lane above the other. */
function drawClips(
  context: CanvasRenderingContext2D,
  data: LossData,
  lane: LossLane,
  axis: StepAxis,
  bottom: number,
  theme: Theme,
): void {
  const place = data.lanes.indexOf(lane);
  context.fillStyle = laneLine(theme, lane.mark.index).colour;
  context.beginPath();
  const y = bottom - 1 - (data.lanes.length - place) * (CLIP_PX + 2);
  const marked = traceMarks(context, lane.reader, axis, isClipped, y, CLIP_PX);
  context.fill();
  // Below the axis's numbers, beside the steps.
  if (marked > 0)
    drawText(
      context,
      'clipped',
      axis.left - 5,
      bottom + 18,
      { align: 'right', colour: theme.ink3, within: [0, axis.left - 1] },
      theme,
    );
}

/**
 * Letter and loss of each lane at the cursor, in the margin at the right; one line says which step, and a held-out value
 * of an earlier step says its own.
 */
function drawValues(
  context: CanvasRenderingContext2D,
  data: LossData,
  geometry: LossGeometry,
  scale: HeightScale,
  theme: Theme,
): void {
  const { axis } = geometry;
  const x = stepMiddle(axis, data.cursorStep);
  const left = axis.left + axis.width + 12;
  const room = geometry.right - left;
  const shown: { parts: readonly TextPart[]; y: number; heldOut: string }[] = [];
  let hasOlder = false;
  const olderSteps = new Set<number>();
  for (const { mark, reader, heldOut } of data.lanes) {
    const column = reader.columnOfStep(data.cursorStep);
    const loss = column < 0 ? Number.NaN : reader.step(column, 'loss');
    if (!Number.isFinite(loss) || loss > scale.high || (scale.type === 'linear' && loss < scale.low))
      continue;
    const { colour } = laneLine(theme, mark.index);
    const y = heightOf(scale, Math.max(loss, scale.low));
    if (isInside(scale, loss)) drawDot(context, x, y, 3, colour);
    const latest = heldOut.findLast((point) => point.step <= data.cursorStep && Number.isFinite(point.loss));
    const parts: TextPart[] = [
      [`${mark.letter} `, { bold: true, colour }],
      [formatPlain(loss), { bold: true, colour }],
    ];
    const words = latest ? `held out ${formatPlain(latest.loss)}` : '';
    const isOlder = latest !== undefined && latest.step !== data.cursorStep;
    const own = isOlder ? `${words} at ${countWords(latest.step)}` : words;
    const fits = measureText(context, own, {}, theme) <= room;
    if (isOlder) hasOlder = true;
    if (isOlder && !fits) olderSteps.add(latest.step);
    shown.push({ parts, y, heldOut: fits ? own : words });
  }
  if (shown.length === 0) return;
  const notes = [`${hasOlder ? 'loss ' : ''}at ${stepWords(data.cursorStep)}`];
  // Where the margin is too narrow to say it behind the value.
  if (olderSteps.size > 0) notes.push(`held out at ${[...olderSteps].map(countWords).join(' and ')}`);
  const heights = shown.map(({ heldOut }) => (heldOut ? 30 : 16));
  const highest = scale.top - 8;
  const needed = heights.reduce((sum, each) => sum + each, 0);
  // Where there is room a second note stays above the handle's word.
  const lowest = scale.bottom - 8;
  const above = Math.min(lowest, Math.max(lowest - NOTE_PX * (notes.length - 1), highest + needed));
  const middles = spreadApart(
    shown.map(({ y }) => y),
    heights,
    highest,
    above,
  );
  const style = { within: [geometry.left, geometry.right], casing: true } as const;
  let end = 0;
  for (const [index, { parts, heldOut }] of shown.entries()) {
    const top = (middles[index] ?? 0) - (heights[index] ?? 0) / 2;
    drawParts(context, parts, left, top + 12, { ...style, size: 13 }, theme);
    if (heldOut) drawText(context, heldOut, left, top + 27, style, theme);
    end = Math.max(end, top + (heights[index] ?? 0));
  }
  for (const [index, note] of notes.entries())
    drawText(context, note, left, end + 12 + index * NOTE_PX, { ...style, colour: theme.ink2 }, theme);
}
