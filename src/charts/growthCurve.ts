/** The popover's small chart: how far the gradient grows against how large the weights start, measured and in theory, over a slider. */
import { line, scaleLinear, scaleLog } from 'd3';
import { formatFactor } from './format';
import { drawText, measureText } from './text';
import { laneLine } from './theme';
import type { CssPoint, LaneMark, Theme } from './types';

export interface GrowthCurveData {
  /** [weight scale, whole factor], in order of the scale; the curve that was measured, empty while it is not. */
  readonly measured: readonly (readonly [number, number])[];
  /** The same in theory, empty where there is none. */
  readonly theory: readonly (readonly [number, number])[];
  readonly lanes: readonly { readonly mark: LaneMark; readonly x: number; readonly factor: number }[];
  /** Places on the slider with names: half, He, double. */
  readonly marks: readonly { readonly x: number; readonly label: string }[];
  readonly range: readonly [number, number];
  /** Where the slider stands, and in words: `1.4 ×`. */
  readonly value: number;
  readonly valueWords: string;
}

export interface GrowthCurveGeometry {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** Height of the plot; the slider with its words takes 40 more. */
  readonly height: number;
}

export const SLIDER_PX = 40;
const REACH_PX = 22;
const HANDLE_PX = 7;

export function drawGrowthCurve(
  context: CanvasRenderingContext2D,
  data: GrowthCurveData,
  geometry: GrowthCurveGeometry,
  theme: Theme,
): void {
  const { left, top, width, height } = geometry;
  const toX = growthCurveX(data, geometry);
  const toY = heightScale(data, top, height);
  const right = left + width;
  const oneY = Math.round(toY(1)) + 0.5;
  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(left, oneY);
  context.lineTo(right, oneY);
  context.stroke();
  drawText(context, '×1', right, oneY - 5, { align: 'right' }, theme);

  drawLine(context, data.theory, toX, toY, theme.ink2, 1.2, [2, 3]);
  drawLine(context, data.measured, toX, toY, theme.ink, 1.8, []);
  if (data.theory.length > 0) {
    const [x, factor] = data.theory.at(-1) ?? [1, 1];
    const y = toY(factor);
    const clearY = Math.abs(y - oneY + 5) < 14 ? oneY - 20 : y;
    drawText(context, 'theory', toX(x) + 5, clearY, { middle: true, within: [left, right] }, theme);
  }
  const curve = data.measured.map(([x, factor]) => [toX(x), toY(factor)] as const);
  for (const { mark, x, factor } of data.lanes)
    drawLane(context, mark, toX(x), factor, toY, curve, [left, right], top, theme);
  drawSlider(context, data, toX, geometry, theme);
}

export type GrowthCurveHit = { readonly value: number; readonly onHandle: boolean };

/** A press on the slider's track: the value there, and whether it took hold of the handle. */
export function hitGrowthCurve(
  point: CssPoint,
  data: GrowthCurveData,
  geometry: GrowthCurveGeometry,
): GrowthCurveHit | null {
  const trackY = geometry.top + geometry.height + 14;
  if (Math.abs(point.cssY - trackY) > REACH_PX) return null;
  const toX = growthCurveX(data, geometry);
  if (point.cssX < geometry.left - REACH_PX || point.cssX > geometry.left + geometry.width + REACH_PX)
    return null;
  const onHandle = Math.abs(point.cssX - toX(data.value)) <= REACH_PX;
  return { value: toX.invert(point.cssX), onHandle };
}

/** Weight scale to place: log, since factors matter. */
export function growthCurveX({ range }: GrowthCurveData, { left, width }: GrowthCurveGeometry) {
  return scaleLog()
    .domain(range)
    .range([left + 10, left + width - 44])
    .clamp(true);
}

function heightScale(data: GrowthCurveData, top: number, height: number): (factor: number) => number {
  const factors = [...data.measured, ...data.theory]
    .map(([, factor]) => factor)
    .concat(
      data.lanes.map(({ factor }) => factor),
      [1],
    );
  const logs = factors.filter((factor) => factor > 0 && Number.isFinite(factor)).map(Math.log10);
  const low = Math.min(...logs) - 0.1;
  const high = Math.max(...logs) + 0.1;
  const scale = scaleLinear([low, high], [top + height - 4, top + 16]);
  return (factor) => scale(Math.max(low, Math.min(high, Math.log10(factor))));
}

function drawLine(
  context: CanvasRenderingContext2D,
  points: readonly (readonly [number, number])[],
  toX: (x: number) => number,
  toY: (factor: number) => number,
  colour: string,
  width: number,
  dash: readonly number[],
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash([...dash]);
  context.beginPath();
  line<readonly [number, number]>(
    ([x]) => toX(x),
    ([, factor]) => toY(factor),
  )
    .defined(([, factor]) => factor > 0 && Number.isFinite(factor))
    .context(context)(points);
  context.stroke();
  context.setLineDash([]);
}

function drawLane(
  context: CanvasRenderingContext2D,
  mark: LaneMark,
  x: number,
  factor: number,
  toY: (factor: number) => number,
  curve: readonly (readonly [number, number])[],
  within: readonly [number, number],
  top: number,
  theme: Theme,
): void {
  const { colour } = laneLine(theme, mark.index);
  const words = `${mark.letter}, ${formatFactor(factor)}`;
  if (!Number.isFinite(factor) || factor <= 0) {
    drawText(context, words, x, top + 12, { bold: true, colour: theme.bad, align: 'center', within }, theme);
    return;
  }
  const y = toY(factor);
  context.fillStyle = colour;
  context.strokeStyle = theme.raised;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, y, 4.5, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  // Above the curve: at the point's left where there is room, else over the part that it covers.
  const width = measureText(context, words, { bold: true }, theme);
  const isLeft = x - width - 8 > within[0];
  const above = isLeft ? y : Math.min(y - 7, highestOver(curve, x, x + width));
  const style = { bold: true, colour, within, align: isLeft ? 'right' : 'left' } as const;
  drawText(context, words, isLeft ? x - 7 : x + 2, above - 5, style, theme);
}

/** The least height on the screen that a curve reaches between two places. */
function highestOver(curve: readonly (readonly [number, number])[], from: number, to: number): number {
  return Math.min(Infinity, ...curve.filter(([x]) => x >= from && x <= to).map(([, y]) => y));
}

function drawSlider(
  context: CanvasRenderingContext2D,
  data: GrowthCurveData,
  toX: (x: number) => number,
  { left, top, width, height }: GrowthCurveGeometry,
  theme: Theme,
): void {
  const y = Math.round(top + height + 14) + 0.5;
  const at = toX(data.value);
  context.strokeStyle = theme.ink3;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(toX(data.range[0]), y);
  context.lineTo(toX(data.range[1]), y);
  for (const { x } of data.marks) {
    const tick = Math.round(toX(x)) + 0.5;
    context.moveTo(tick, y - 5);
    context.lineTo(tick, y + 5);
  }
  context.stroke();
  const textY = y + 20;
  const bold = { bold: true, colour: theme.accent, align: 'center', within: [left, left + width] } as const;
  const half = measureText(context, data.valueWords, bold, theme) / 2 + 5;
  for (const { x, label } of data.marks) {
    const place = toX(x);
    const reach = measureText(context, label, {}, theme) / 2;
    if (Math.abs(place - at) > half + reach)
      drawText(context, label, place, textY, { align: 'center', within: [left, left + width] }, theme);
  }
  context.fillStyle = theme.accent;
  context.beginPath();
  context.arc(at, y, HANDLE_PX, 0, 2 * Math.PI);
  context.fill();
  drawText(context, data.valueWords, at, textY, bold, theme);
}
