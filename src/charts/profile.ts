/** The profile of one lane at the cursor's step: a point a row, on the map's rows, against a log axis. */
import { scaleLinear, scaleLog } from 'd3';
import { drawArrow } from './arrows';
import { formatPlain, formatPower } from './format';
import { PAINT } from './colourScale';
import { fillPattern, type Box } from './patterns';
import { freeBox } from './placing';
import { profileValues } from './profileValues';
import { rowAt, rowMiddle, rowsBottom, rowTop } from './rows';
import { powerTicks } from './stepFrame';
import { drawText, measureText, type TextStyle } from './text';
import { laneLine, withAlpha } from './theme';
import type { CssPoint, HistoryReader, LaneMark, Metric, RowGeometry, Theme } from './types';

export interface ProfileData {
  readonly metric: Metric;
  readonly mark: LaneMark;
  readonly reader: HistoryReader;
  readonly cursorStep: number;
  readonly selectedRow: number;
  /** The same for all lanes; see `stableDomain`. */
  readonly domain: readonly [number, number];
  /** Where the upright rule stands: the centre of the colours, or 1. */
  readonly reference: number;
  /** What theory expects, one number a row (NaN: none); null without a theory. */
  readonly theory: ArrayLike<number> | null;
  /** Other lanes on the same rows, drawn thin. */
  readonly others: readonly { readonly mark: LaneMark; readonly reader: HistoryReader }[];
  /** What stands at the curve's upper end: `×274`. */
  readonly label: string;
}

export interface ProfileGeometry {
  readonly rows: RowGeometry;
  readonly left: number;
  readonly width: number;
  /** Ticks and title below; only the lowest lane has them. */
  readonly axisTitle: string | null;
}

/** Room above for the label and below for ticks and title. */
export const PROFILE_MARGINS = { top: 22, bottom: 34 } as const;
/** The largest finite number of 32 bits. */
export const FLOAT32_WALL = 3.4028234663852886e38;
const KEY_LINE = 15;

type Scale = (value: number) => number;

export function drawProfile(context: CanvasRenderingContext2D, data: ProfileData, geometry: ProfileGeometry, theme: Theme): void {
  const { rows, left, width } = geometry;
  const scale = profileScale(data, geometry);
  const line = laneLine(theme, data.mark.index);
  const area: Box = { left, top: rows.top, right: left + width, bottom: rowsBottom(rows) };
  drawGrid(context, data, geometry, scale, theme);
  if (data.reader.columns === 0) return;

  const shownStep = shownStepOf(data);
  const bold = valuesAt(data, data.reader, shownStep, rows);
  const first = shownStep === 0 ? null : valuesAt(data, data.reader, 0, rows);
  const taken: Box[] = [];
  for (const other of data.others) {
    if (other.reader.columnOfStep(data.cursorStep) < 0) continue;
    const values = valuesAt(data, other.reader, data.cursorStep, rows);
    const { colour } = laneLine(theme, other.mark.index);
    drawCurve(context, values, scale, area, rows, { colour: withAlpha(colour, 0.55), width: 1.2, dash: [] }, taken);
    drawOtherLetter(context, other.mark, values, scale, area, rows, theme);
  }
  const theory = data.theory && hasPoints(data.theory) ? data.theory : null;
  const key = keyLines(shownStep, data, theory !== null);
  if (first) drawCurve(context, first, scale, area, rows, { colour: withAlpha(line.colour, 0.6), width: 1, dash: [] }, taken);
  if (theory) drawCurve(context, theory, scale, area, rows, { colour: theme.ink2, width: 1.2, dash: [2, 3] }, taken);
  drawCurve(context, bold, scale, area, rows, { colour: line.colour, width: 2, dash: line.dash }, taken);
  drawSelectedPoint(context, bold, data.selectedRow, scale, area, rows, line.colour, theme);
  drawEndLabel(context, data.label, shownStep === data.cursorStep ? '' : `step ${shownStep}`, bold, scale, area, rows, line.colour, theme);

  drawDeparture(context, bold, shownStep, data, scale, area, rows, taken, theme);
  const { lastStep } = data.reader;
  if (shownStep !== data.cursorStep && lastStep !== shownStep) {
    const step = lastFiniteStep(data, rows);
    if (step !== shownStep) drawDeparture(context, valuesAt(data, data.reader, step, rows), step, data, scale, area, rows, taken, theme);
  }
  drawKey(context, key, area, taken, line.colour, theme);
}

/** The row under a place of the profile, −1 outside. */
export function hitProfile(point: CssPoint, _data: ProfileData, { rows, left, width }: ProfileGeometry): number {
  return point.cssX >= left && point.cssX <= left + width ? rowAt(rows, point.cssY) : -1;
}

/** The step whose curve is bold: the cursor's, or 0 for a lane that has none there. */
export function shownStepOf({ reader, cursorStep }: Pick<ProfileData, 'reader' | 'cursorStep'>): number {
  return reader.columnOfStep(cursorStep) >= 0 ? cursorStep : 0;
}

export function profileScale({ metric, domain }: ProfileData, { left, width }: ProfileGeometry): Scale {
  const range = [left, left + width];
  return metric.scale.type === 'share' ? scaleLinear([0, 1], range) : scaleLog(domain, range);
}

function valuesAt(data: ProfileData, reader: HistoryReader, step: number, rows: RowGeometry): Float64Array {
  const column = reader.columnOfStep(step);
  if (column < 0) return new Float64Array(rows.rows.length).fill(Number.NaN);
  return profileValues(data.metric, reader.row(column), rows.rows, data.reference);
}

/** The last step at which some row of the lane still was a number. */
function lastFiniteStep(data: ProfileData, rows: RowGeometry): number {
  for (let column = data.reader.columns - 1; column > 0; column--) {
    const step = data.reader.stepOfColumn(column);
    if (valuesAt(data, data.reader, step, rows).some((value) => value > 0 && value < Infinity)) return step;
  }
  return 0;
}

function drawGrid(context: CanvasRenderingContext2D, data: ProfileData, geometry: ProfileGeometry, scale: Scale, theme: Theme): void {
  const { rows, left, width, axisTitle } = geometry;
  const bottom = rowsBottom(rows);
  const isShare = data.metric.scale.type === 'share';
  const exponents = isShare ? [] : powerTicks(data.domain[0], data.domain[1], Math.max(2, Math.floor(width / 52)));
  const ticks: readonly (readonly [number, string])[] = isShare
    ? [[0, '0'], [0.5, '50%'], [1, '100%']]
    : exponents.map((exponent) => [10 ** exponent, formatPower(exponent)]);
  const upright = (value: number, colour: string): void => {
    const x = Math.round(scale(value)) + 0.5;
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, rows.top);
    context.lineTo(x, bottom);
    context.stroke();
  };
  const within = [left - 14, left + width + 14] as const;
  for (const [value, words] of ticks) {
    upright(value, theme.hair);
    if (axisTitle !== null) drawText(context, words, scale(value), bottom + 16, { align: 'center', within }, theme);
  }
  const isInside = data.reference >= data.domain[0] && data.reference <= data.domain[1];
  if (!isShare && isInside) upright(data.reference, theme.rule);
  if (axisTitle) drawText(context, axisTitle, left + width / 2, bottom + 32, { align: 'center', within: [left - 24, left + width + 24] }, theme);
  if (!isShare && data.domain[1] > FLOAT32_WALL) drawWall(context, scale(FLOAT32_WALL), geometry, theme);
}

/** Where numbers of 32 bits end. */
function drawWall(context: CanvasRenderingContext2D, x: number, { rows, left, width }: ProfileGeometry, theme: Theme): void {
  const bottom = rowsBottom(rows);
  const box = { left: x, top: rows.top, right: left + width, bottom };
  fillPattern(context, PAINT.infinite, box, (path) => path.rect(x, rows.top, box.right - x, bottom - rows.top), theme);
  context.fillStyle = theme.ink;
  context.fillRect(x - 1.5, rows.top, 3, bottom - rows.top);
  const words = ['32 bits end here, 3.4 × 10³⁸', '3.4 × 10³⁸'].find((text) => measureText(context, text, {}, theme) < bottom - rows.top - 8);
  if (!words) return;
  context.save();
  context.translate(x - 7, bottom - 4);
  context.rotate(-Math.PI / 2);
  drawText(context, words, 0, 0, { colour: theme.ink2, casing: true }, theme);
  context.restore();
}

interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
}

/** One curve through the rows' middles, broken where there is no number and cut at the domain. Notes the room it takes. */
function drawCurve(
  context: CanvasRenderingContext2D,
  values: ArrayLike<number>,
  scale: Scale,
  area: Box,
  rows: RowGeometry,
  stroke: Stroke,
  taken: Box[],
): void {
  context.save();
  context.beginPath();
  context.rect(area.left - 1, area.top, area.right - area.left + 2, area.bottom - area.top);
  context.clip();
  context.strokeStyle = stroke.colour;
  context.lineWidth = stroke.width;
  context.lineJoin = 'round';
  context.setLineDash([...stroke.dash]);
  context.beginPath();
  let lastX = Number.NaN;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (!isPlottable(value)) {
      lastX = Number.NaN;
      continue;
    }
    const x = scale(value);
    const y = rowMiddle(rows, row);
    if (Number.isNaN(lastX)) context.moveTo(x, y);
    else context.lineTo(x, y);
    const from = Number.isNaN(lastX) ? x : lastX;
    const top = rowTop(rows, row);
    taken.push({ left: Math.min(from, x) - 6, right: Math.max(from, x) + 6, top: top - rows.height / 2, bottom: top + rows.height });
    lastX = x;
  }
  context.stroke();
  context.restore();
}

function isPlottable(value: number): boolean {
  return value > 0 && value < Infinity;
}

function hasPoints(values: ArrayLike<number>): boolean {
  return Array.prototype.some.call(values, isPlottable);
}

function drawSelectedPoint(
  context: CanvasRenderingContext2D,
  values: Float64Array,
  row: number,
  scale: Scale,
  area: Box,
  rows: RowGeometry,
  colour: string,
  theme: Theme,
): void {
  const value = values[row] ?? Number.NaN;
  if (!isPlottable(value)) return;
  const x = scale(value);
  if (x < area.left - 1 || x > area.right + 1) return;
  context.fillStyle = theme.paper;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, rowMiddle(rows, row), 4, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

/** The whole factor above the curve's upper end, and its step where that is not the cursor's. */
function drawEndLabel(
  context: CanvasRenderingContext2D,
  label: string,
  note: string,
  values: Float64Array,
  scale: Scale,
  area: Box,
  rows: RowGeometry,
  colour: string,
  theme: Theme,
): void {
  if (!label) return;
  const top = values.findIndex(isPlottable);
  const x = top < 0 ? area.left : Math.max(area.left, Math.min(scale(values[top] ?? 1), area.right));
  const style = { size: 13, bold: true, colour } as const;
  const width = measureText(context, label, style, theme) + (note ? measureText(context, `  ${note}`, {}, theme) : 0);
  const left = Math.max(area.left - 8, Math.min(x - width / 2, area.right + 8 - width));
  const [, end] = drawText(context, label, left, rows.top - 8, style, theme);
  if (note) drawText(context, `  ${note}`, end, rows.top - 8, { colour: theme.ink2 }, theme);
}

function drawOtherLetter(
  context: CanvasRenderingContext2D,
  mark: LaneMark,
  values: Float64Array,
  scale: Scale,
  area: Box,
  rows: RowGeometry,
  theme: Theme,
): void {
  const row = values.findLastIndex(isPlottable);
  const x = row < 0 ? Number.NaN : scale(values[row] ?? 1);
  if (!(x >= area.left && x <= area.right)) return;
  const style: TextStyle = { bold: true, casing: true, colour: laneLine(theme, mark.index).colour, within: [area.left, area.right + 8] };
  drawText(context, mark.letter, x + 5, rowMiddle(rows, row) + 3, style, theme);
}

/** A curve that leaves the domain: which step, how far, and an arrow out of the side it leaves by. */
function drawDeparture(
  context: CanvasRenderingContext2D,
  values: Float64Array,
  step: number,
  data: ProfileData,
  scale: Scale,
  area: Box,
  rows: RowGeometry,
  taken: Box[],
  theme: Theme,
): void {
  let worst = -1;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (!(value > 0) || (value >= data.domain[0] && value <= data.domain[1])) continue;
    if (worst < 0 || Math.abs(Math.log(value / data.reference)) > Math.abs(Math.log((values[worst] ?? 1) / data.reference))) worst = row;
  }
  if (worst < 0) return;
  const value = values[worst] ?? 1;
  const label = rows.rows[worst]?.label ?? '';
  const where = label === 'out' ? 'at the output' : label ? `at layer ${label}` : 'in a branch';
  const number = `${formatPlain(value)} ${where}`;
  const lines = values.every((one) => !isPlottable(one) || one < data.domain[0] || one > data.domain[1])
    ? [`step ${step}: off the chart`, number]
    : [number];
  const width = Math.max(...lines.map((text) => measureText(context, text, {}, theme)));
  const arrowRoom = 14;
  const box = freeBox(taken, area, Math.min(width, area.right - area.left), lines.length * KEY_LINE + arrowRoom, rowMiddle(rows, worst));
  const isRight = value > data.domain[1];
  const colour = laneLine(theme, data.mark.index).colour;
  const top = box?.top ?? Math.max(area.top, Math.min(rowMiddle(rows, worst), area.bottom - lines.length * KEY_LINE - arrowRoom));
  const within = [Math.min(area.left, area.right - width), area.right] as const;
  for (const [index, text] of lines.entries()) {
    const style: TextStyle = { align: isRight ? 'right' : 'left', colour: theme.ink, casing: true, within };
    drawText(context, text, isRight ? area.right : area.left, top + 11 + index * KEY_LINE, style, theme);
  }
  const y = top + lines.length * KEY_LINE + 6;
  if (isRight) drawArrow(context, [area.right - 40, y + 3], [area.right + 6, y - 2], 1.2, colour, 7);
  else drawArrow(context, [area.left + 40, y + 3], [area.left - 6, y - 2], 1.2, colour, 7);
  taken.push({ left: area.right - width, right: area.right, top, bottom: y + 6 });
}

function keyLines(shownStep: number, data: ProfileData, hasTheory: boolean): readonly string[] {
  const lines = [`bold: step ${shownStep}`];
  if (shownStep !== 0) lines.push('thin: step 0');
  if (hasTheory) lines.push('dotted: theory');
  return lines.length === 1 && shownStep === data.cursorStep ? [] : lines;
}

/** Which curve is which, where no curve runs; below the plot's width only the word "theory". */
function drawKey(context: CanvasRenderingContext2D, lines: readonly string[], area: Box, taken: readonly Box[], colour: string, theme: Theme): void {
  const shorter = lines.map((text) => text.replace(/^\w+: /, (word) => (text.endsWith('theory') ? '' : word)));
  for (const words of [lines, shorter, lines.filter((text) => text.endsWith('theory')).map(() => 'theory')]) {
    if (words.length === 0) return;
    const width = Math.max(...words.map((text) => measureText(context, text, {}, theme)));
    const middle = (area.top + area.bottom) / 2;
    const box = freeBox(taken, area, width, words.length * KEY_LINE, middle - 20);
    if (!box) continue;
    const isRight = box.right >= area.right - 0.5 && box.left > area.left + 1;
    for (const [index, text] of words.entries()) {
      const y = box.top + 11 + index * KEY_LINE;
      drawText(context, text, isRight ? box.right : box.left, y, { colour, align: isRight ? 'right' : 'left' }, theme);
    }
    return;
  }
}
