/**
 * Words on a canvas. The fonts lack the Unicode superscripts, so that a text such as `6.6 × 10²⁰` is drawn with raised
 * figures; a text can be kept inside bounds, since nothing that is said may be cut off.
 */
import type { Theme } from './types';

export interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly serif?: boolean;
  readonly italic?: boolean;
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** Middle: `cssY` is half the height of a figure; else the baseline. */
  readonly middle?: boolean;
  /** Paper behind the letters, so that they read on lines. */
  readonly casing?: boolean;
  /** Left and right edge that the text may not leave. */
  readonly within?: readonly [number, number];
}

/** Pieces in different styles on one line, such as a bold letter and a number. */
export type TextPart = readonly [text: string, style?: TextStyle];

const RAISED: Readonly<Record<string, string>> = {
  '⁰': '0',
  '¹': '1',
  '²': '2',
  '³': '3',
  '⁴': '4',
  '⁵': '5',
  '⁶': '6',
  '⁷': '7',
  '⁸': '8',
  '⁹': '9',
  '⁻': '−',
};
const RAISED_SIZE = 0.72;
const RAISED_LIFT = 0.38;

export function fontOf(theme: Theme, style: TextStyle, scale = 1): string {
  const size = (style.size ?? 12) * scale;
  return `${style.italic ? 'italic ' : ''}${style.bold ? 600 : 400} ${size}px ${style.serif ? theme.serif : theme.sans}`;
}

/** Draws a text and returns the edges it took, left and right. */
export function drawText(
  context: CanvasRenderingContext2D,
  text: string,
  cssX: number,
  cssY: number,
  style: TextStyle,
  theme: Theme,
): readonly [number, number] {
  return drawParts(context, [[text, style]], cssX, cssY, style, theme);
}

/** Draws pieces after each other; alignment, bounds and casing are those of `style`, which the pieces inherit. */
export function drawParts(
  context: CanvasRenderingContext2D,
  parts: readonly TextPart[],
  cssX: number,
  cssY: number,
  style: TextStyle,
  theme: Theme,
): readonly [number, number] {
  const width = measureParts(context, parts, style, theme);
  let left = style.align === 'right' ? cssX - width : style.align === 'center' ? cssX - width / 2 : cssX;
  if (style.within) left = Math.max(style.within[0], Math.min(left, style.within[1] - width));
  const baseline = style.middle ? cssY + (style.size ?? 12) * 0.33 : cssY;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  // All casings first: a later one would cut into the letters before it.
  if (style.casing) {
    context.strokeStyle = theme.paper;
    context.lineWidth = 4;
    context.lineJoin = 'round';
    writeRuns(context, parts, left, baseline, style, theme, true);
  }
  writeRuns(context, parts, left, baseline, style, theme, false);
  return [left, left + width];
}

function writeRuns(
  context: CanvasRenderingContext2D,
  parts: readonly TextPart[],
  left: number,
  baseline: number,
  style: TextStyle,
  theme: Theme,
  isCasing: boolean,
): void {
  let at = left;
  for (const [place, [text, own]] of parts.entries()) {
    const partStyle = own ? { ...style, ...own } : style;
    context.fillStyle = partStyle.colour ?? theme.ink2;
    const runs = runsOf(text);
    for (const [index, [run, raised]] of runs.entries()) {
      context.font = fontOf(theme, partStyle, raised ? RAISED_SIZE : 1);
      const runY = raised ? baseline - (partStyle.size ?? 12) * RAISED_LIFT : baseline;
      if (isCasing) context.strokeText(run, at, runY);
      else context.fillText(run, at, runY);
      const isLast = place === parts.length - 1 && index === runs.length - 1;
      if (!isLast) at += context.measureText(run).width;
    }
  }
}

export function measureParts(
  context: CanvasRenderingContext2D,
  parts: readonly TextPart[],
  style: TextStyle,
  theme: Theme,
): number {
  let width = 0;
  for (const [text, own] of parts) {
    for (const [run, raised] of runsOf(text)) {
      context.font = fontOf(theme, own ? { ...style, ...own } : style, raised ? RAISED_SIZE : 1);
      width += context.measureText(run).width;
    }
  }
  return width;
}

export function measureText(
  context: CanvasRenderingContext2D,
  text: string,
  style: TextStyle,
  theme: Theme,
): number {
  return measureParts(context, [[text, style]], style, theme);
}

/** Breaks words into lines of at most `width`. */
export function wrapText(
  context: CanvasRenderingContext2D,
  text: string,
  width: number,
  style: TextStyle,
  theme: Theme,
): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measureText(context, longer, style, theme) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line) lines.push(line);
  return lines;
}

/** `10⁻³` → [['10', false], ['−3', true]]. */
function runsOf(text: string): readonly (readonly [string, boolean])[] {
  const runs: [string, boolean][] = [];
  for (const sign of text) {
    const figure = RAISED[sign];
    const raised = figure !== undefined;
    const last = runs.at(-1);
    if (last && last[1] === raised) last[0] += figure ?? sign;
    else runs.push([figure ?? sign, raised]);
  }
  return runs;
}
