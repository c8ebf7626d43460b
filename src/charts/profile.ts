/** The profile of one lane at the cursor's step: a point a row, on the map's rows, against a log axis. */
import { scaleLinear, scaleLog } from 'd3';
import { PAINT } from './colourScale';
import { formatPower } from './format';
import { fillPattern, type Box } from './patterns';
import { drawCurve, hasPoints, isPlottable, type Scale } from './profileCurve';
import { profileValues } from './profileValues';
import {
  drawDeparture,
  drawEndLabel,
  drawKey,
  drawNothing,
  KEY_LINE,
  keyLines,
  type Place,
} from './profileWords';
import { rowAt, rowMiddle, rowsBottom } from './rows';
import { stepWords } from './stepAxis';
import { powerTicks } from './stepFrame';
import { drawText, measureText, wrapText, type TextStyle } from './text';
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
  /** What the key says of theory, also where there is none; the usual words unless told. */
  readonly theoryKey?: string | undefined;
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
  /** Edges of the surface, that no word leaves; a little beyond the plot unless told. */
  readonly within?: readonly [number, number];
}

/** From the plot's sides to the surface's edges where nobody says. */
const SIDE_PX = 12;
/** Finely dotted, unlike the dashes of any lane. */
const THEORY_DASH = [1.2, 2.4];

/** The largest finite number of 32 bits. */
export const FLOAT32_WALL = 3.4028234663852886e38;

export function drawProfile(
  context: CanvasRenderingContext2D,
  data: ProfileData,
  geometry: ProfileGeometry,
  theme: Theme,
): void {
  const { rows, left, width } = geometry;
  const scale = profileScale(data, geometry);
  const line = laneLine(theme, data.mark.index);
  const area: Box = { left, top: rows.top, right: left + width, bottom: rowsBottom(rows) };
  const within = geometry.within ?? ([left - SIDE_PX, left + width + SIDE_PX] as const);
  const wall = drawGrid(context, data, geometry, within, scale, theme);
  if (data.reader.columns === 0) return;

  const shownStep = shownStepOf(data);
  const bold = valuesAt(data, data.reader, shownStep, rows);
  const first = shownStep === 0 ? null : valuesAt(data, data.reader, 0, rows);
  const taken: Box[] = wall ? [wall] : [];
  for (const other of data.others) {
    if (other.reader.columnOfStep(data.cursorStep) < 0) continue;
    const values = valuesAt(data, other.reader, data.cursorStep, rows);
    const { colour } = laneLine(theme, other.mark.index);
    drawCurve(
      context,
      values,
      scale,
      area,
      rows,
      { colour: withAlpha(colour, 0.55), width: 1.2, dash: [] },
      taken,
    );
    drawOtherLetter(context, other.mark, values, scale, area, rows, theme);
  }
  const theory = data.theory && hasPoints(data.theory) ? data.theory : null;
  if (first)
    drawCurve(
      context,
      first,
      scale,
      area,
      rows,
      { colour: withAlpha(line.colour, 0.6), width: 1, dash: [] },
      taken,
    );
  if (theory)
    drawCurve(
      context,
      theory,
      scale,
      area,
      rows,
      { colour: theme.ink2, width: 1.4, dash: THEORY_DASH },
      taken,
    );
  drawCurve(context, bold, scale, area, rows, { colour: line.colour, width: 2, dash: line.dash }, taken);
  drawSelectedPoint(context, bold, data.selectedRow, scale, area, rows, line.colour, theme);
  const place: Place = {
    area,
    rows,
    scale,
    colour: line.colour,
    taken,
    within,
    isFreeBelow: geometry.axisTitle === null,
  };
  drawEndLabel(
    context,
    data.label,
    shownStep === data.cursorStep ? '' : stepWords(shownStep),
    bold,
    place,
    theme,
  );
  drawDeparture(context, bold, shownStep, true, data, place, theme);
  if (shownStep !== data.cursorStep && data.reader.lastStep !== shownStep) {
    const step = lastFiniteStep(data, rows);
    if (step !== shownStep)
      drawDeparture(context, valuesAt(data, data.reader, step, rows), step, false, data, place, theme);
  }
  const beforeWall = wall ? { ...place, area: { ...area, right: wall.left - 2 } } : place;
  if (bold.some((value) => value >= 0))
    drawKey(
      context,
      keyLines(shownStep, data.cursorStep, data.theoryKey ?? (theory ? 'dotted: theory' : null)),
      beforeWall,
      theme,
    );
  else drawNothing(context, shownStep, place, theme);
}

/** The row under a place of the profile, −1 outside. */
export function hitProfile(
  point: CssPoint,
  _data: ProfileData,
  { rows, left, width }: ProfileGeometry,
): number {
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

function drawGrid(
  context: CanvasRenderingContext2D,
  data: ProfileData,
  geometry: ProfileGeometry,
  within: readonly [number, number],
  scale: Scale,
  theme: Theme,
): Box | null {
  const { rows, left, width, axisTitle } = geometry;
  const bottom = rowsBottom(rows);
  const isShare = data.metric.scale.type === 'share';
  const exponents = isShare
    ? []
    : powerTicks(data.domain[0], data.domain[1], Math.max(2, Math.floor(width / 52)));
  const ticks: readonly (readonly [number, string])[] = isShare
    ? [
        [0, '0'],
        [0.5, '50%'],
        [1, '100%'],
      ]
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
  let lastRight = -Infinity;
  for (const [value, words] of ticks) {
    upright(value, theme.hair);
    const half = measureText(context, words, {}, theme) / 2;
    if (axisTitle === null || scale(value) - half < lastRight + 5) continue;
    [, lastRight] = drawText(context, words, scale(value), bottom + 16, { align: 'center', within }, theme);
  }
  const isInside = data.reference >= data.domain[0] && data.reference <= data.domain[1];
  if (!isShare && isInside) upright(data.reference, theme.rule);
  for (const [index, text] of wrapText(
    context,
    axisTitle ?? '',
    within[1] - within[0],
    {},
    theme,
  ).entries()) {
    const style: TextStyle = { align: 'center', within };
    drawText(context, text, left + width / 2, bottom + 32 + index * KEY_LINE, style, theme);
  }
  if (isShare || data.domain[1] <= FLOAT32_WALL) return null;
  return drawWall(context, scale(FLOAT32_WALL), geometry, theme);
}

/** Where numbers of 32 bits end. Returns the room that it and its words take. */
function drawWall(
  context: CanvasRenderingContext2D,
  x: number,
  { rows, left, width }: ProfileGeometry,
  theme: Theme,
): Box {
  const bottom = rowsBottom(rows);
  const box = { left: x, top: rows.top, right: left + width, bottom };
  fillPattern(
    context,
    PAINT.infinite,
    box,
    (path) => path.rect(x, rows.top, box.right - x, bottom - rows.top),
    theme,
  );
  context.fillStyle = theme.ink;
  context.fillRect(x - 1.5, rows.top, 3, bottom - rows.top);
  const words = ['32 bits end here, 3.4 × 10³⁸', '3.4 × 10³⁸'].find(
    (text) => measureText(context, text, {}, theme) < bottom - rows.top - 8,
  );
  if (!words) return box;
  context.save();
  context.translate(x - 7, bottom - 4);
  context.rotate(-Math.PI / 2);
  drawText(context, words, 0, 0, { colour: theme.ink2, casing: true }, theme);
  context.restore();
  return { ...box, left: x - 22 };
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
  const style: TextStyle = {
    bold: true,
    casing: true,
    colour: laneLine(theme, mark.index).colour,
    within: [area.left, area.right + 8],
  };
  drawText(context, mark.letter, x + 5, rowMiddle(rows, row) + 3, style, theme);
}
