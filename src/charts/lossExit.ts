/** A lane whose loss leaves the chart for good, by growing or by no longer being a number. */
import { drawArrow } from './arrows';
import { formatPlain } from './format';
import { heightOf, type HeightScale, type StepNumber } from './series';
import { stepMiddle, stepWords } from './stepAxis';
import { drawParts, measureParts, type TextPart } from './text';
import { laneLine } from './theme';
import type { HistoryReader, LaneMark, StepAxis, Theme } from './types';

/**
 * The column from which a lane stays beyond the domain or is not finite, up to its end; its count of columns if it does
 * not leave. A log chart has no lower exit: what vanishes goes out at its foot.
 */
export function exitColumn(
  reader: HistoryReader,
  { low, high, type }: Pick<HeightScale, 'low' | 'high' | 'type'>,
  quantity: StepNumber = 'loss',
): number {
  const least = type === 'linear' ? low : -Infinity;
  let column = reader.columns;
  while (column > 0) {
    const value = reader.step(column - 1, quantity);
    if (Number.isFinite(value) && value >= least && value <= high) break;
    column -= 1;
  }
  return column;
}

/** Baselines of the words of lanes that left, one under the other into the plot. */
const EXIT_LINE = 15;

/**
 * A lane that left the chart: a point where it was last (none if it never was inside), an arrow out of the edge that it
 * left by, and where it went in numbers.
 */
export function drawExit(
  context: CanvasRenderingContext2D,
  { mark, reader }: { readonly mark: LaneMark; readonly reader: HistoryReader },
  exit: number,
  geometry: { readonly axis: StepAxis; readonly left: number; readonly right: number },
  scale: HeightScale,
  place: number,
  theme: Theme,
): void {
  const { axis } = geometry;
  const { colour } = laneLine(theme, mark.index);
  const last = exit - 1;
  const x = stepMiddle(axis, reader.stepOfColumn(Math.max(0, last)));
  const isDown = reader.step(exit, 'loss') < scale.low;
  const edge = isDown ? scale.bottom - 18 : scale.top;
  const inside = last >= 0 ? reader.step(last, 'loss') : Number.NaN;
  const hasPoint = inside >= scale.low && inside <= scale.high;
  const y = hasPoint ? heightOf(scale, inside) : edge;
  const textY = scale.top - 8 + place * EXIT_LINE;
  const isRight = x > axis.left + axis.width * 0.7;
  const tip = [x + (isRight ? -7 : 7), isDown ? scale.bottom - 1 : scale.top - 16] as const;
  drawArrow(context, [x, y], tip, 1.8, colour);
  if (hasPoint) drawDot(context, x, y, 3, colour);

  const parts = exitParts(mark.letter, reader, exit, 'loss', colour, theme);
  const short = [
    parts[0] ?? [''],
    [` ${formatPlain(reader.step(Math.max(0, last), 'loss'))}`],
    ...parts.slice(-2),
  ] as const;
  const room = isRight ? tip[0] - 9 - axis.left : geometry.right - tip[0] - 9;
  const fits = measureParts(context, parts, {}, theme) <= room;
  const align = isRight ? 'right' : 'left';
  drawParts(
    context,
    fits ? parts : short,
    tip[0] + (isRight ? -9 : 9),
    textY,
    { align, casing: true, within: [geometry.left, geometry.right] },
    theme,
  );
}

/** "A 459 at step 0, 3.4 × 10²³ at step 1, then NaN": the last number inside (else the first), the last of all, its end. */
export function exitParts(
  letter: string,
  reader: HistoryReader,
  exit: number,
  quantity: StepNumber,
  colour: string,
  theme: Theme,
): readonly TextPart[] {
  const parts: TextPart[] = [[letter, { bold: true, colour }]];
  let largest = -1;
  let end = '';
  for (let column = exit; column < reader.columns; column++) {
    const value = reader.step(column, quantity);
    if (!Number.isFinite(value)) {
      end = Number.isNaN(value) ? 'NaN' : formatPlain(value);
      break;
    }
    largest = column;
  }
  const first = exit > 0 ? exit - 1 : Math.min(largest, 0);
  const told = [...new Set([first, largest])].filter((column) => column >= 0);
  for (const [index, column] of told.entries()) {
    const words = `${formatPlain(reader.step(column, quantity))} at ${stepWords(reader.stepOfColumn(column))}`;
    parts.push([`${index === 0 ? ' ' : ', '}${words}`, { colour: theme.ink }]);
  }
  if (end)
    parts.push(
      [told.length > 0 ? ', then ' : ' ', { colour: theme.ink }],
      [end, { bold: true, colour: theme.bad }],
    );
  return parts;
}

export function drawDot(
  context: CanvasRenderingContext2D,
  cssX: number,
  cssY: number,
  radius: number,
  colour: string,
): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(cssX, cssY, radius, 0, 2 * Math.PI);
  context.fill();
}
