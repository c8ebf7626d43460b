/** The colour scale in words: its ends, the number that the paper stands for, whose number it is, and the classes in sight. */
import { PAINT, withHalfWidth } from './colourScale';
import { drawSwatch } from './patterns';
import { formatPlain, formatPower } from './format';
import { drawText, measureText, wrapText } from './text';
import { TABLE_SIZE, tableColour } from './theme';
import type { ColourScale, CssPoint, Theme } from './types';

export interface LegendData {
  readonly scale: ColourScale;
  /** Classes that some map shows now. */
  readonly classes: { readonly infinite: boolean; readonly nan: boolean; readonly zero: boolean };
  /** "weaker" and "stronger", or other words for the ends. */
  readonly words: readonly [string, string];
}

export interface LegendGeometry {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

const BAR = { top: 20, height: 12 } as const;
const REACH_PX = 22;
const LINE = 17;
/** Room for all of it: ends, bar, words, the paper's line, one line of classes (on a narrow surface three). */
export const LEGEND_HEIGHT = 106;

export function drawLegend(
  context: CanvasRenderingContext2D,
  data: LegendData,
  geometry: LegendGeometry,
  theme: Theme,
): void {
  const { left, top, width } = geometry;
  const right = left + width;
  const { scale } = data;
  const isShare = scale.metric.scale.type === 'share';
  const barTop = top + BAR.top;
  const first = isShare ? TABLE_SIZE / 2 : 0;
  for (let px = 0; px < width; px++) {
    context.fillStyle = tableColour(theme, first + ((px + 0.5) / width) * (TABLE_SIZE - 1 - first));
    context.fillRect(left + px, barTop, Math.min(1, width - px), BAR.height);
  }
  context.fillStyle = theme.ink;
  for (const x of [left - 1, right - 1]) context.fillRect(x, barTop - 3, 2, BAR.height + 6);

  const [low, high] = endWords(scale);
  const [, lowEnd] = drawText(context, low, left - 1, top + 12, {}, theme);
  const highWidth = measureText(context, high, {}, theme);
  drawText(context, high, right + 1, top + 12, { align: 'right' }, theme);
  const centre = isShare ? '' : formatPlain(scale.centre);
  const bold = { bold: true, colour: theme.ink, align: 'center' } as const;
  if (centre && measureText(context, centre, bold, theme) <= right - highWidth - lowEnd - 8) {
    drawText(
      context,
      centre,
      left + width / 2,
      top + 12,
      { ...bold, within: [lowEnd + 4, right - highWidth - 4] },
      theme,
    );
  }

  const wordsY = barTop + BAR.height + 15;
  drawText(context, data.words[0], left - 1, wordsY, {}, theme);
  drawText(context, data.words[1], right + 1, wordsY, { align: 'right' }, theme);
  let y = wordsY + LINE + 2;
  const from = scale.centreFrom;
  const paper = from
    ? `paper = ${from.lane}, ${from.label}, step 0`
    : isShare
      ? 'paper = 0'
      : `paper = ${formatPlain(scale.centre)}`;
  for (const text of wrapText(context, paper, width + 2, {}, theme)) {
    drawText(context, text, left - 1, y, {}, theme);
    y += LINE;
  }
  drawClasses(context, data, left - 1, right, y, theme);
}

/** A handle at either end of the bar. */
export function hitLegend(
  point: CssPoint,
  _data: LegendData,
  { left, top, width }: LegendGeometry,
): 'low' | 'high' | null {
  const middle = top + BAR.top + BAR.height / 2;
  if (Math.abs(point.cssY - middle) > REACH_PX) return null;
  const toLow = Math.abs(point.cssX - left);
  const toHigh = Math.abs(point.cssX - left - width);
  if (Math.min(toLow, toHigh) > REACH_PX) return null;
  return toLow < toHigh ? 'low' : 'high';
}

/** The scale that a drag of a handle from one place to another asks for: both ends move, the centre stays. */
export function draggedScale(
  scale: ColourScale,
  fromX: number,
  toX: number,
  { left, width }: LegendGeometry,
): ColourScale {
  const middle = left + width / 2;
  const from = Math.max(8, Math.abs(fromX - middle));
  const to = Math.max(4, (toX - middle) * Math.sign(fromX - middle || 1));
  return withHalfWidth(scale, (scale.halfWidth * to) / from);
}

/** "÷10⁴ … ×10⁴", or plain factors where the ends are no powers of ten. */
export function endWords(scale: ColourScale): readonly [string, string] {
  if (scale.metric.scale.type === 'share') return ['0', '100%'];
  const { halfWidth } = scale;
  const isPower = Math.abs(halfWidth - Math.round(halfWidth)) < 1e-6;
  const factor = isPower ? formatPower(Math.round(halfWidth)) : formatPlain(10 ** halfWidth);
  return [`÷${factor}`, `×${factor}`];
}

function drawClasses(
  context: CanvasRenderingContext2D,
  { classes }: LegendData,
  left: number,
  right: number,
  cssY: number,
  theme: Theme,
): void {
  const shown: (readonly [number, string])[] = [];
  if (classes.infinite) shown.push([PAINT.infinite, 'Inf, too large']);
  if (classes.nan) shown.push([PAINT.nan, 'NaN, not a number']);
  if (classes.zero) shown.push([PAINT.zero, 'exactly 0']);
  let x = left;
  let y = cssY;
  for (const [paint, words] of shown) {
    const width = 24 + measureText(context, words, {}, theme);
    if (x > left && x + width > right) {
      x = left;
      y += LINE;
    }
    drawSwatch(context, paint, { left: x, top: y - 9, right: x + 18, bottom: y + 1 }, theme);
    drawText(context, words, x + 24, y, {}, theme);
    x += width + 14;
  }
}
