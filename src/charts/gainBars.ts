/** Why it grows, as arrows on a log axis: each factor goes on where the last one ended, from ×1. */
import { drawArrow } from './arrows';
import { formatFactor } from './format';
import { drawParts, drawText, wrapText, type TextPart } from './text';
import { laneLine } from './theme';
import type { LaneMark, Theme } from './types';

export interface GainEntry {
  readonly mark: LaneMark;
  readonly step: number;
  /** The growth through the layer: the product of the factors. */
  readonly total: number;
  /** Significant figures to print total and factors with, so that they multiply as printed (history's `printedProduct`). */
  readonly figures?: readonly number[];
  /** The largest first, each named after what a reader can change: 'weights', 'ReLU'. */
  readonly factors: readonly { readonly name: string; readonly value: number }[];
}

export interface GainGeometry {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

const ENTRY_PX = 46;
const ARROW_GAP = 8;

/** Height that so many entries need. */
export function gainBarsHeight(entries: readonly GainEntry[]): number {
  return entries.reduce((height, { factors }) => height + ENTRY_PX + Math.max(0, factors.length - 2) * ARROW_GAP, 0);
}

export function drawGainBars(context: CanvasRenderingContext2D, entries: readonly GainEntry[], geometry: GainGeometry, theme: Theme): void {
  if (entries.length === 0) {
    drawText(context, 'No step yet', geometry.left, geometry.top + 12, {}, theme);
    return;
  }
  const scale = gainScale(entries, geometry);
  let y = geometry.top;
  for (const entry of entries) {
    drawEntry(context, entry, geometry, y, scale, theme);
    y += ENTRY_PX + Math.max(0, entry.factors.length - 2) * ARROW_GAP;
  }
}

/** Place of a factor, the same for all entries; ×1 and every arrow's end are inside. */
export function gainScale(entries: readonly GainEntry[], { left, width }: GainGeometry): (factor: number) => number {
  let low = -0.05;
  let high = 0.3;
  for (const { factors } of entries) {
    let product = 0;
    for (const { value } of factors) {
      product += usableLog(value);
      low = Math.min(low, product);
      high = Math.max(high, product);
    }
  }
  const from = left + 62;
  const to = left + width * 0.78;
  return (factor) => from + ((usableLog(factor) - low) / (high - low)) * (to - from);
}

/** Factors with three figures where they multiply as printed, else with four. */
export function gainFigures({ total, factors }: Pick<GainEntry, 'total' | 'factors'>): number {
  const printed = (value: number): number => Number(value.toPrecision(3));
  const product = factors.reduce((all, { value }) => all * printed(value), 1);
  return Math.abs(product / printed(total) - 1) < 0.005 ? 3 : 4;
}

function drawEntry(
  context: CanvasRenderingContext2D,
  entry: GainEntry,
  { left, width }: GainGeometry,
  top: number,
  scale: (factor: number) => number,
  theme: Theme,
): void {
  const { colour } = laneLine(theme, entry.mark.index);
  const usual = gainFigures(entry);
  const figures = (index: number): number => entry.figures?.[index] ?? usual;
  const split = entry.factors.map(({ name, value }, index) => `${name} ${formatFactor(value, figures(index + 1))}`).join(' · ');
  const parts: TextPart[] = [
    [entry.mark.letter, { serif: true, size: 16, colour }],
    [`  step ${entry.step}   `, { size: 12, colour: theme.ink2 }],
    [formatFactor(entry.total, figures(0)), { bold: true, colour }],
    [` = ${split}`, { colour: theme.ink }],
  ];
  drawParts(context, parts, left, top + 13, { size: 13.5, within: [left, left + width] }, theme);

  const origin = scale(1);
  const arrowTop = top + 24;
  const bottom = arrowTop + Math.max(1, entry.factors.length - 1) * ARROW_GAP + 6;
  drawText(context, '×1', origin - 7, (arrowTop + bottom) / 2 - 1, { align: 'right', middle: true }, theme);
  context.strokeStyle = theme.ink2;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(origin) + 0.5, arrowTop - 5);
  context.lineTo(Math.round(origin) + 0.5, bottom);
  context.stroke();
  let product = 1;
  for (const [index, { value }] of entry.factors.entries()) {
    const from = scale(product);
    product *= value;
    const to = scale(product);
    const y = arrowTop + index * ARROW_GAP;
    if (Math.abs(to - from) >= 2) drawArrow(context, [from, y], [to, y], index === 0 ? 3.2 : 1.8, colour, index === 0 ? 9 : 8);
  }
}

/** A sentence under the bars ("A has no step 194."), wrapped; returns its height. */
export function drawGainNote(context: CanvasRenderingContext2D, note: string, { left, top, width }: GainGeometry, theme: Theme): number {
  const lines = wrapText(context, note, width, {}, theme);
  for (const [index, text] of lines.entries()) drawText(context, text, left, top + 12 + index * 16, {}, theme);
  return lines.length * 16;
}

function usableLog(factor: number): number {
  return factor > 0 && Number.isFinite(factor) ? Math.log(factor) : 0;
}
