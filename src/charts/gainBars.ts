/** Why it grows, as arrows on a log axis: each factor goes on where the last one ended, from ×1. */
import { drawArrow } from './arrows';
import { formatFactor } from './format';
import { stepWords } from './stepAxis';
import { drawParts, drawText, measureParts, wrapText, type TextPart, type TextStyle } from './text';
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
  readonly factors: readonly GainFactor[];
  /** Whose growth it is, where not the layer's own: 'cell'. */
  readonly of?: string;
  /** What stands behind the growth instead of its factors: 'from skip ×1.00 and branch ×0.500, cosine 0.600'. */
  readonly words?: string;
}

export interface GainFactor {
  readonly name: string;
  readonly value: number;
  /** Two paths that add as vectors to the factor, drawn thin above it from where it starts. */
  readonly paths?: readonly [first: number, second: number];
}

export interface GainGeometry {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

const ENTRY_PX = 46;
const ARROW_GAP = 8;

const LINE_PX = 17;

/** Height that entries need at a width. */
export function gainBarsHeight(
  context: CanvasRenderingContext2D,
  entries: readonly GainEntry[],
  width: number,
  theme: Theme,
): number {
  return entries.reduce(
    (height, entry) => height + entryHeight(linesOf(context, entry, width, theme), entry),
    0,
  );
}

function entryHeight(lines: readonly unknown[], { factors }: GainEntry): number {
  return ENTRY_PX + (lines.length - 1) * LINE_PX + Math.max(0, arrowRows(factors) - 2) * ARROW_GAP;
}

/** A row an arrow: of parallel paths each has its own. */
const arrowRows = (factors: readonly GainFactor[]): number =>
  factors.reduce((rows, { paths }) => rows + 1 + (paths?.length ?? 0), 0);

const TEXT: TextStyle = { size: 13.5 };

/** "A step 0 ×1.45 = weights ×1.91 · ReLU ×0.757" on one line, or on a second what follows the growth. */
function linesOf(
  context: CanvasRenderingContext2D,
  entry: GainEntry,
  width: number,
  theme: Theme,
): readonly (readonly TextPart[])[] {
  const { colour } = laneLine(theme, entry.mark.index);
  const usual = gainFigures(entry);
  const figures = (index: number): number => entry.figures?.[index] ?? usual;
  const split = entry.factors.map(
    ({ name, value }, index) => `${name} ${formatFactor(value, figures(index + 1))}`,
  );
  const head: TextPart[] = [
    [entry.mark.letter, { serif: true, size: 16, colour }],
    [`  ${stepWords(entry.step)}   `, { size: 12, colour: theme.ink2 }],
    [entry.of ? `${entry.of} ` : '', { colour: theme.ink }],
    [formatFactor(entry.total, figures(0)), { bold: true, colour }],
  ];
  const words = entry.words ?? `= ${split.map((text) => text.replaceAll(' ', '\u00a0')).join(' · ')}`;
  const one: TextPart[] = [...head, [` ${words}`, { colour: theme.ink }]];
  if (measureParts(context, one, TEXT, theme) <= width) return [one];
  const rest = wrapText(context, words, width, TEXT, theme);
  return [head, ...rest.map((text): TextPart[] => [[text, { colour: theme.ink }]])];
}

export function drawGainBars(
  context: CanvasRenderingContext2D,
  entries: readonly GainEntry[],
  geometry: GainGeometry,
  theme: Theme,
): void {
  if (entries.length === 0) {
    drawText(context, 'No step yet', geometry.left, geometry.top + 12, {}, theme);
    return;
  }
  const scale = gainScale(entries, geometry);
  let y = geometry.top;
  for (const entry of entries) {
    const lines = linesOf(context, entry, geometry.width, theme);
    drawEntry(context, entry, lines, geometry, y, scale, theme);
    y += entryHeight(lines, entry);
  }
}

/** Place of a factor, the same for all entries; ×1 and every arrow's end are inside. */
export function gainScale(
  entries: readonly GainEntry[],
  { left, width }: GainGeometry,
): (factor: number) => number {
  let low = -0.05;
  let high = 0.3;
  for (const { factors } of entries) {
    let product = 0;
    for (const { value, paths = [] } of factors) {
      const ends = [...paths, value].map((each) => product + usableLog(each));
      product += usableLog(value);
      low = Math.min(low, ...ends);
      high = Math.max(high, ...ends);
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
  lines: readonly (readonly TextPart[])[],
  { left, width }: GainGeometry,
  top: number,
  scale: (factor: number) => number,
  theme: Theme,
): void {
  const { colour } = laneLine(theme, entry.mark.index);
  for (const [index, parts] of lines.entries()) {
    drawParts(
      context,
      parts,
      left,
      top + 13 + index * LINE_PX,
      { ...TEXT, within: [left, left + width] },
      theme,
    );
  }
  const origin = scale(1);
  const arrowTop = top + 24 + (lines.length - 1) * LINE_PX;
  const bottom = arrowTop + Math.max(1, arrowRows(entry.factors) - 1) * ARROW_GAP + 6;
  drawOne(context, entry, origin, (arrowTop + bottom) / 2 - 1, scale, theme);
  context.strokeStyle = theme.ink2;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(origin) + 0.5, arrowTop - 5);
  context.lineTo(Math.round(origin) + 0.5, bottom);
  context.stroke();
  let product = 1;
  let y = arrowTop;
  const draw = (to: number, width: number, head: number): void => {
    const from = scale(product);
    if (Math.abs(to - from) >= 2) drawArrow(context, [from, y], [to, y], width, colour, head);
    y += ARROW_GAP;
  };
  for (const [index, { value, paths = [] }] of entry.factors.entries()) {
    for (const path of paths) {
      drawDot(context, scale(product), y, colour);
      draw(path > 0 ? scale(product * path) : scale(product), 1, 5);
    }
    draw(scale(product * value), index === 0 ? 3.2 : 1.8, index === 0 ? 9 : 8);
    product *= value;
  }
}

/** Where a path starts: one that changes nothing is its start alone. */
function drawDot(context: CanvasRenderingContext2D, cssX: number, cssY: number, colour: string): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(cssX, cssY, 1.6, 0, 2 * Math.PI);
  context.fill();
}

/** The label of the axis's origin, on a side where no arrow runs. */
function drawOne(
  context: CanvasRenderingContext2D,
  { factors }: GainEntry,
  origin: number,
  cssY: number,
  scale: (factor: number) => number,
  theme: Theme,
): void {
  let product = 1;
  let least = origin;
  let most = origin;
  for (const { value, paths = [] } of factors) {
    const ends = [...paths, value].map((each) => scale(product * each));
    product *= value;
    least = Math.min(least, ...ends);
    most = Math.max(most, ...ends);
  }
  const isRight = least < origin - 1 && most <= origin + 1;
  const at = isRight ? origin + 7 : Math.min(origin, least) - 7;
  drawText(context, '×1', at, cssY, { align: isRight ? 'left' : 'right', middle: true }, theme);
}

/** A sentence under the bars ("A has no step 194."), wrapped; returns its height. */
export function drawGainNote(
  context: CanvasRenderingContext2D,
  note: string,
  { left, top, width }: GainGeometry,
  theme: Theme,
): number {
  const lines = wrapText(context, note, width, {}, theme);
  for (const [index, text] of lines.entries())
    drawText(context, text, left, top + 12 + index * 16, {}, theme);
  return lines.length * 16;
}

function usableLog(factor: number): number {
  return factor > 0 && Number.isFinite(factor) ? Math.log(factor) : 0;
}
