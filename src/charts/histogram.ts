/** How the numbers of one layer are spread at one step: bars between the least and the largest finite one, the rest in words. */
import { formatPlain } from './format';
import { PAINT } from './colourScale';
import { drawSwatch } from './patterns';
import { drawText, measureText } from './text';
import type { Theme } from './types';

/** Counts of equal bins, as the engine hands them over (engine/types, HistogramBins). */
export interface Bins {
  readonly min: number;
  readonly max: number;
  readonly counts: ArrayLike<number>;
  readonly infinite: number;
  readonly nan: number;
}

export interface HistogramData {
  readonly title: string;
  /** Null while it was not measured. */
  readonly bins: Bins | null;
  /** Colour of the lane. */
  readonly colour: string;
}

export interface HistogramGeometry {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const HEAD = 20;
const FOOT = 18;
const NOTE = 17;

export function drawHistogram(
  context: CanvasRenderingContext2D,
  data: HistogramData,
  geometry: HistogramGeometry,
  theme: Theme,
): void {
  const { left, top, width, height } = geometry;
  const { bins, colour } = data;
  const right = left + width;
  drawText(context, data.title, left, top + 12, { bold: true, colour: theme.ink }, theme);
  const notes = bins ? notFiniteNotes(bins) : [];
  const base = top + height - FOOT - notes.length * NOTE;
  context.strokeStyle = theme.ink2;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(left, base + 0.5);
  context.lineTo(right, base + 0.5);
  context.stroke();
  for (const [index, [paint, words]] of notes.entries()) {
    const y = base + FOOT + NOTE * (index + 1) - 4;
    drawSwatch(context, paint, { left, top: y - 9, right: left + 14, bottom: y + 1 }, theme);
    drawText(context, words, left + 20, y, { colour: theme.bad, within: [left + 20, right] }, theme);
  }
  const total = bins ? sum(bins.counts) : 0;
  if (!bins || total === 0) {
    const words = bins ? 'no finite number' : 'not measured at this step';
    drawText(context, words, left, base - 6, {}, theme);
    return;
  }
  drawBars(context, bins, { left, top: top + HEAD, width, height: base - top - HEAD }, colour, theme);
  drawEnds(context, bins, left, right, base + 14, theme);
}

/** The bin under a place: its ends and its count; null outside. */
export function hitHistogram(
  point: { readonly cssX: number; readonly cssY: number },
  { bins }: HistogramData,
  { left, top, width, height }: HistogramGeometry,
): { readonly from: number; readonly to: number; readonly count: number } | null {
  const isInside =
    point.cssX >= left && point.cssX < left + width && point.cssY >= top && point.cssY <= top + height;
  if (!bins || bins.counts.length === 0 || !isInside) return null;
  const index = Math.floor(((point.cssX - left) / width) * bins.counts.length);
  const step = (bins.max - bins.min) / bins.counts.length;
  return { from: bins.min + index * step, to: bins.min + (index + 1) * step, count: bins.counts[index] ?? 0 };
}

function drawBars(
  context: CanvasRenderingContext2D,
  bins: Bins,
  { left, top, width, height }: HistogramGeometry,
  colour: string,
  theme: Theme,
): void {
  let most = 1;
  for (let index = 0; index < bins.counts.length; index++) most = Math.max(most, bins.counts[index] ?? 0);
  const isOne = bins.min === bins.max;
  const barPx = isOne ? Math.min(width, 8) : width / bins.counts.length;
  context.fillStyle = colour;
  context.beginPath();
  if (isOne) context.rect(left + width / 2 - 4, top, barPx, height);
  else {
    for (let index = 0; index < bins.counts.length; index++) {
      const count = bins.counts[index] ?? 0;
      if (count === 0) continue;
      // A bin that holds anything is seen.
      const tall = Math.max(1.5, (count / most) * height);
      context.rect(
        left + index * barPx,
        top + height - tall,
        Math.max(0.75, barPx - (barPx > 3 ? 1 : 0)),
        tall,
      );
    }
  }
  context.fill();
  if (bins.min < 0 && bins.max > 0) {
    const x = Math.round(left + (-bins.min / (bins.max - bins.min)) * width) + 0.5;
    context.strokeStyle = theme.rule;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, top - 4);
    context.lineTo(x, top + height);
    context.stroke();
  }
}

function drawEnds(
  context: CanvasRenderingContext2D,
  { min, max }: Bins,
  left: number,
  right: number,
  cssY: number,
  theme: Theme,
): void {
  if (min === max) {
    drawText(
      context,
      `all ${formatPlain(min)}`,
      (left + right) / 2,
      cssY,
      { align: 'center', within: [left, right] },
      theme,
    );
    return;
  }
  const low = formatPlain(min);
  const high = formatPlain(max);
  drawText(context, low, left, cssY, {}, theme);
  drawText(context, high, right, cssY, { align: 'right' }, theme);
  if (min >= 0 || max <= 0) return;
  const x = left + (-min / (max - min)) * (right - left);
  const isClear =
    x - 8 > left + measureText(context, low, {}, theme) &&
    x + 8 < right - measureText(context, high, {}, theme);
  if (isClear) drawText(context, '0', x, cssY, { align: 'center' }, theme);
}

function notFiniteNotes({ infinite, nan, counts }: Bins): readonly (readonly [number, string])[] {
  const total = sum(counts) + infinite + nan;
  const notes: (readonly [number, string])[] = [];
  const share = (count: number): string =>
    count === total ? `all ${formatPlain(count)}` : `${formatPlain(count)} of ${formatPlain(total)}`;
  if (infinite > 0) notes.push([PAINT.infinite, `${share(infinite)} are Inf`]);
  if (nan > 0) notes.push([PAINT.nan, `${share(nan)} are NaN`]);
  return notes;
}

function sum(counts: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < counts.length; index++) total += counts[index] ?? 0;
  return total;
}
