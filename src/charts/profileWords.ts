/** The words of a profile: its whole factor, its key, what left its domain. */
import { drawArrow } from './arrows';
import { formatPlain } from './format';
import type { Box } from './patterns';
import { freeBox } from './placing';
import { isPlottable, type Scale } from './profileCurve';
import { rowMiddle, rowsBottom, rowWords } from './rows';
import { stepWords } from './stepAxis';
import { drawText, measureText, wrapText } from './text';
import type { Metric, RowGeometry, Theme } from './types';

export const KEY_LINE = 15;

/** What the words stand round. */
export interface Place {
  readonly area: Box;
  readonly rows: RowGeometry;
  readonly scale: Scale;
  readonly colour: string;
  /** Boxes where curves and words already are. */
  readonly taken: Box[];
  /** Edges of the surface. */
  readonly within: readonly [number, number];
  /** True where nothing else stands below the rows. */
  readonly isFreeBelow: boolean;
}

/**
 * The whole factor above the curve's upper end, and its step where that is not the cursor's: behind it, or where the
 * surface is too narrow inside the plot.
 */
export function drawEndLabel(
  context: CanvasRenderingContext2D,
  label: string,
  note: string,
  values: Float64Array,
  place: Place,
  theme: Theme,
): void {
  if (!label) return;
  const { area, rows, scale, colour, taken, within } = place;
  const top = values.findIndex(isPlottable);
  const x = top < 0 ? area.left : Math.max(area.left, Math.min(scale(values[top] ?? 1), area.right));
  const style = { size: 13, bold: true, colour } as const;
  const noteWidth = note ? measureText(context, note, {}, theme) : 0;
  const behind = note ? noteWidth + measureText(context, '  ', {}, theme) : 0;
  const whole = measureText(context, label, style, theme) + behind;
  const fits = whole <= within[1] - within[0];
  const width = fits ? whole : whole - behind;
  const left = Math.max(within[0], Math.min(x - width / 2, within[1] - width));
  const [, end] = drawText(context, label, left, rows.top - 8, style, theme);
  if (!note) return;
  const noteStyle = { colour: theme.ink2 };
  if (fits) {
    drawText(context, `  ${note}`, end, rows.top - 8, noteStyle, theme);
    return;
  }
  // Without a free place it stands in the lower corner, cased: the number must say its step.
  const corner = {
    left: area.right - noteWidth,
    top: area.bottom - KEY_LINE,
    right: area.right,
    bottom: area.bottom,
  };
  const box = freeBox(taken, area, noteWidth, KEY_LINE, area.top) ?? corner;
  drawText(context, note, box.left, box.top + 11, { ...noteStyle, casing: true }, theme);
  taken.push(box);
}

/** A curve that leaves the domain: which step (unless it is the bold one), how far, and an arrow out of the side it leaves by. */
export function drawDeparture(
  context: CanvasRenderingContext2D,
  values: Float64Array,
  step: number,
  isBold: boolean,
  {
    metric,
    reference,
    domain,
  }: { readonly metric: Metric; readonly reference: number; readonly domain: readonly [number, number] },
  place: Place,
  theme: Theme,
): void {
  if (metric.scale.type === 'share') return;
  const { area, rows, taken } = place;
  const worst = worstOutside(values, reference, domain);
  if (worst < 0) return;
  const value = values[worst] ?? 1;
  const view = rows.rows[worst];
  const where = view ? `${view.place === 'branch' ? 'in' : 'at'} ${rowWords(view)}` : '';
  const number = value === 0 ? 'exactly 0' : formatPlain(value);
  const long = isBold ? [`${number} ${where}`] : [`${stepWords(step)}: off the chart`, `${number} ${where}`];
  const short = isBold ? [number, where] : [stepWords(step), number];
  const isRight = value > domain[1];
  const side = isRight ? 'right' : 'left';
  const edge = isRight ? area.right : area.left;
  for (const lines of [long, short, [number]]) {
    const width = Math.max(...lines.map((text) => measureText(context, text, {}, theme)));
    const box = freeBox(taken, area, width, lines.length * KEY_LINE + 14, rowMiddle(rows, worst), [side]);
    if (!box) continue;
    for (const [index, text] of lines.entries()) {
      drawText(
        context,
        text,
        edge,
        box.top + 11 + index * KEY_LINE,
        { align: side, colour: theme.ink },
        theme,
      );
    }
    taken.push(box);
    drawLeaving(context, edge, box.bottom - 7, isRight, place);
    return;
  }
  const way = isRight ? 1 : -1;
  if (!place.isFreeBelow) drawLeaving(context, edge, rowMiddle(rows, worst), isRight, place);
  else {
    const y = rowsBottom(rows) + 15;
    const words = isBold ? number : `${stepWords(step)}: ${number}`;
    const isLong = measureText(context, words, {}, theme) > area.right - area.left;
    drawText(context, isLong ? number : words, edge - way * 4, y, { align: side, colour: theme.ink }, theme);
    drawArrow(context, [edge, y - 4], [edge + way * 12, y - 4], 1.4, place.colour, 7);
  }
}

/** The row farthest from the reference among those outside the domain; −1 where none is. */
function worstOutside(values: Float64Array, reference: number, domain: readonly [number, number]): number {
  const away = (value: number): number => Math.abs(Math.log(value / reference));
  let worst = -1;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (!(value >= 0) || (value >= domain[0] && value <= domain[1])) continue;
    if (worst < 0 || away(value) > away(values[worst] ?? 1)) worst = row;
  }
  return worst;
}

function drawLeaving(
  context: CanvasRenderingContext2D,
  edge: number,
  y: number,
  isRight: boolean,
  { colour }: Place,
): void {
  const way = isRight ? 1 : -1;
  drawArrow(context, [edge - way * 44, y + 4], [edge + way * 7, y - 3], 1.4, colour, 8);
}

/** No row is a number at this step. */
export function drawNothing(
  context: CanvasRenderingContext2D,
  step: number,
  { area }: Place,
  theme: Theme,
): void {
  const width = area.right - area.left;
  for (const [index, text] of wrapText(
    context,
    `not a number at ${stepWords(step)}`,
    width,
    {},
    theme,
  ).entries()) {
    drawText(
      context,
      text,
      area.left + width / 2,
      (area.top + area.bottom) / 2 + index * KEY_LINE,
      { align: 'center', colour: theme.bad, casing: true },
      theme,
    );
  }
}

export function keyLines(shownStep: number, cursorStep: number, theory: string | null): readonly string[] {
  const lines = [`bold: ${stepWords(shownStep)}`];
  if (shownStep !== 0) lines.push('thin: step 0');
  if (theory) lines.push(theory);
  return lines.length === 1 && shownStep === cursorStep ? [] : lines;
}

/** Which curve is which, where no curve runs; below the plot's width only what theory is. */
export function drawKey(
  context: CanvasRenderingContext2D,
  lines: readonly string[],
  { area, taken, colour }: Place,
  theme: Theme,
): void {
  const shorter = lines.map((text) =>
    text.replace(/^\w+: /, (word) => (text.endsWith('theory') ? '' : word)),
  );
  for (const words of [lines, shorter, shorter.filter((text) => text.endsWith('theory'))]) {
    if (words.length === 0) return;
    const width = Math.max(...words.map((text) => measureText(context, text, {}, theme)));
    const middle = (area.top + area.bottom) / 2;
    const box = freeBox(taken, area, width, words.length * KEY_LINE, middle - 20);
    if (!box) continue;
    const isRight = box.right >= area.right - 0.5 && box.left > area.left + 1;
    for (const [index, text] of words.entries()) {
      const y = box.top + 11 + index * KEY_LINE;
      drawText(
        context,
        text,
        isRight ? box.right : box.left,
        y,
        { colour, align: isRight ? 'right' : 'left' },
        theme,
      );
    }
    return;
  }
}
