/** A lane whose loss leaves the chart for good, by growing or by no longer being a number. */
import { drawArrow } from './arrows';
import { formatPlain } from './format';
import { heightOf, type LogHeight, type StepNumber } from './series';
import { stepMiddle, stepWords } from './stepAxis';
import { drawParts, measureParts, type TextPart } from './text';
import { laneLine } from './theme';
import type { HistoryReader, LaneMark, StepAxis, Theme } from './types';

/** The column from which a lane stays beyond the domain or is not finite, up to its end; its count of columns if it does not leave. */
export function exitColumn(reader: HistoryReader, high: number, quantity: StepNumber = 'loss'): number {
  let column = reader.columns;
  while (column > 0) {
    const value = reader.step(column - 1, quantity);
    if (Number.isFinite(value) && value <= high) break;
    column -= 1;
  }
  return column;
}

/** A lane that left the chart: a point where it was last, an arrow out, and where it went in numbers. */
export function drawExit(
  context: CanvasRenderingContext2D,
  { mark, reader }: { readonly mark: LaneMark; readonly reader: HistoryReader },
  exit: number,
  geometry: { readonly axis: StepAxis; readonly left: number; readonly right: number },
  scale: LogHeight,
  place: number,
  theme: Theme,
): void {
  const { axis } = geometry;
  const { colour } = laneLine(theme, mark.index);
  const last = exit - 1;
  const x = stepMiddle(axis, reader.stepOfColumn(Math.max(0, last)));
  const y = last >= 0 ? Math.max(scale.top, heightOf(scale, reader.step(last, 'loss'))) : scale.top + 4;
  const textY = scale.top - 8 - place * 16;
  const isRight = x > axis.left + axis.width * 0.7;
  const tip = [x + (isRight ? -7 : 7), textY - 8] as const;
  drawArrow(context, [x, y], tip, 1.8, colour);
  drawDot(context, x, y, 3, colour);

  const parts = exitParts(mark.letter, reader, exit, colour, theme);
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

/** "A 459 at step 0, 3.4 × 10²³ at step 1, then NaN". */
function exitParts(
  letter: string,
  reader: HistoryReader,
  exit: number,
  colour: string,
  theme: Theme,
): readonly TextPart[] {
  const parts: TextPart[] = [[letter, { bold: true, colour }]];
  let largest = -1;
  let end = '';
  for (let column = exit; column < reader.columns; column++) {
    const loss = reader.step(column, 'loss');
    if (!Number.isFinite(loss)) {
      end = Number.isNaN(loss) ? 'NaN' : 'Inf';
      break;
    }
    largest = column;
  }
  const told = [exit - 1, largest].filter((column) => column >= 0);
  for (const [index, column] of told.entries()) {
    const words = `${formatPlain(reader.step(column, 'loss'))} at ${stepWords(reader.stepOfColumn(column))}`;
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
