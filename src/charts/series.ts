/** Curves over the step axis, from columns of history. At most four points a device pixel, so that no spike is lost. */
import { stepMiddle } from './stepAxis';
import type { HistoryReader, StepAxis } from './types';

export type StepNumber = 'loss' | 'globalNorm' | 'globalNormClipped';

/** A scale down the screen: `low` at the bottom, `high` at the top. On a log scale zero and below have no place. */
export interface HeightScale {
  readonly top: number;
  readonly bottom: number;
  readonly low: number;
  readonly high: number;
  /** Log unless told. */
  readonly type?: 'log' | 'linear';
}

export function heightOf(scale: HeightScale, value: number): number {
  const share =
    scale.type === 'linear'
      ? (value - scale.low) / (scale.high - scale.low)
      : Math.log(value / scale.low) / Math.log(scale.high / scale.low);
  return scale.bottom - share * (scale.bottom - scale.top);
}

/** True for a number that has a height on the scale, inside or out. */
export function hasHeight(scale: HeightScale, value: number): boolean {
  return Number.isFinite(value) && (scale.type === 'linear' || value > 0);
}

/**
 * Traces one number of each step: a vertical min–max stroke where steps share a pixel, a line between pixels, a break
 * at the axis's gap and at numbers that are not finite. The caller begins and strokes the path, and clips it.
 */
export function traceSteps(
  context: CanvasRenderingContext2D,
  reader: HistoryReader,
  quantity: StepNumber,
  axis: StepAxis,
  scale: HeightScale,
  endColumn = reader.columns,
): void {
  let pixel = Number.NaN;
  let minY = 0;
  let maxY = 0;
  let lastY = 0;
  let lastX = 0;
  let isOpen = false;
  let wasWide = true;
  const far = scale.bottom + 1e4;
  for (let column = 0; column < endColumn; column++) {
    const step = reader.stepOfColumn(column);
    const value = reader.step(column, quantity);
    const isWide = step < axis.wideSteps;
    if (isWide !== wasWide || !Number.isFinite(value)) {
      if (isOpen) flush();
      isOpen = false;
      wasWide = isWide;
    }
    if (!Number.isFinite(value)) continue;
    const x = stepMiddle(axis, step);
    const y = hasHeight(scale, value) ? heightOf(scale, value) : far;
    const here = Math.floor(x * 2);
    if (isOpen && here === pixel) {
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    } else {
      if (isOpen) {
        flush();
        context.lineTo(x, y);
      } else context.moveTo(x, y);
      isOpen = true;
      pixel = here;
      minY = y;
      maxY = y;
      lastX = x;
    }
    lastY = y;
  }
  if (isOpen) flush();

  function flush(): void {
    if (maxY - minY < 0.5) context.lineTo(lastX, lastY);
    else {
      context.lineTo(lastX, minY);
      context.lineTo(lastX, maxY);
      context.lineTo(lastX, lastY);
    }
  }
}

/** The smoothed curve looks back over so many pixels, at least a few steps. */
const SMOOTH_PX = 8;
const SMOOTH_STEPS = 6;

/** Traces an exponential average, of the log on a log scale; in the wide part the numbers themselves, since there is room for them. */
export function traceSmoothed(
  context: CanvasRenderingContext2D,
  reader: HistoryReader,
  quantity: StepNumber,
  axis: StepAxis,
  scale: HeightScale,
  endColumn = reader.columns,
): void {
  let average = Number.NaN;
  let isOpen = false;
  let wasWide = true;
  let lastX = -Infinity;
  const isLinear = scale.type === 'linear';
  const isCoarse = axis.narrowPx >= 6;
  const newest = 1 / Math.max(SMOOTH_STEPS, SMOOTH_PX / axis.narrowPx);
  for (let column = 0; column < endColumn; column++) {
    const step = reader.stepOfColumn(column);
    const value = reader.step(column, quantity);
    const isWide = step < axis.wideSteps;
    if (isWide !== wasWide || !hasHeight(scale, value)) {
      isOpen = false;
      wasWide = isWide;
      lastX = -Infinity;
    }
    if (!hasHeight(scale, value)) {
      average = Number.NaN;
      continue;
    }
    const here = isLinear ? value : Math.log(value);
    average = isWide || isCoarse || Number.isNaN(average) ? here : average + newest * (here - average);
    const x = stepMiddle(axis, step);
    if (x - lastX < 0.5 && column < endColumn - 1) continue;
    lastX = x;
    const y = heightOf(scale, isLinear ? average : Math.exp(average));
    if (isOpen) context.lineTo(x, y);
    else context.moveTo(x, y);
    isOpen = true;
  }
}

/** Adds a mark for each pixel that holds a step for which `isMarked` says so. */
export function traceMarks(
  context: CanvasRenderingContext2D,
  reader: HistoryReader,
  axis: StepAxis,
  isMarked: (reader: HistoryReader, column: number) => boolean,
  cssY: number,
  height: number,
): number {
  let last = -Infinity;
  let marked = 0;
  for (let column = 0; column < reader.columns; column++) {
    if (!isMarked(reader, column)) continue;
    marked += 1;
    const x = stepMiddle(axis, reader.stepOfColumn(column));
    if (x - last < 1) continue;
    last = x;
    context.rect(x - 0.5, cssY, Math.min(1.5, Math.max(1, axis.narrowPx - 0.4)), height);
  }
  return marked;
}

/** True where clipping made the gradient of a step shorter. */
export function isClipped(reader: HistoryReader, column: number): boolean {
  return reader.step(column, 'globalNormClipped') < reader.step(column, 'globalNorm') * (1 - 1e-6);
}

export function isSkipped(reader: HistoryReader, column: number): boolean {
  return reader.step(column, 'skipped') > 0;
}
