/** Grid and labels that loss and norm share: powers of ten or plain numbers at the left, steps and the two scales' words at the foot. */
import { scaleLinear, tickStep } from 'd3';
import { formatPower, formatTicks, grouped } from './format';
import { heightOf, type HeightScale } from './series';
import { ratioWords, stepMiddle } from './stepAxis';
import { drawText, measureText } from './text';
import type { StepAxis, Theme } from './types';

/** Whole powers of ten in a domain, at most about `count`, 1 among them where it lies inside. */
export function powerTicks(low: number, high: number, count: number): readonly number[] {
  const from = Math.ceil(Math.log10(low) - 1e-9);
  const to = Math.floor(Math.log10(high) + 1e-9);
  const spacing = Math.max(1, Math.round(tickStep(0, Math.max(1, to - from), Math.max(1, count))));
  const ticks: number[] = [];
  for (let exponent = Math.ceil(from / spacing) * spacing; exponent <= to; exponent += spacing)
    ticks.push(exponent || 0);
  return ticks;
}

/** Horizontal hairlines with their numbers at the left edge, and the base line. */
export function drawHeightGrid(
  context: CanvasRenderingContext2D,
  axis: StepAxis,
  scale: HeightScale,
  theme: Theme,
): void {
  const right = axis.left + axis.width;
  const count = Math.max(2, Math.floor((scale.bottom - scale.top) / 36));
  // What stands out: 1 among powers of ten, 0 among numbers.
  const isLinear = scale.type === 'linear';
  const values = isLinear
    ? scaleLinear([scale.low, scale.high], [0, 1]).ticks(count)
    : powerTicks(scale.low, scale.high, count).map((exponent) => 10 ** exponent);
  const words = isLinear
    ? formatTicks(values)
    : values.map((value) => formatPower(Math.round(Math.log10(value))));
  for (const [index, value] of values.entries()) {
    const y = Math.round(heightOf(scale, value)) + 0.5;
    const isMain = value === (isLinear ? 0 : 1);
    if (y < scale.bottom - 1) line(context, axis, y, isMain ? theme.rule : theme.hair, right);
    const style = { align: 'right', middle: true, within: [0, axis.left - 9] } as const;
    drawText(context, words[index] ?? '', axis.left - 9, y, style, theme);
  }
  line(context, axis, scale.bottom + 0.5, theme.ink2, right);
}

/** A horizontal line, open at the gap. */
function line(
  context: CanvasRenderingContext2D,
  axis: StepAxis,
  y: number,
  colour: string,
  right: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(axis.left, y);
  if (axis.hasNarrow) {
    context.lineTo(axis.gap[0], y);
    context.moveTo(axis.gap[1], y);
  }
  context.lineTo(right, y);
  context.stroke();
}

/** Steps below an edge; labels that would touch the cursor's own are left out. */
export function drawStepLabels(
  context: CanvasRenderingContext2D,
  axis: StepAxis,
  cssY: number,
  theme: Theme,
  keepClear: readonly [number, number] | null = null,
): void {
  let lastRight = -Infinity;
  for (const step of axis.ticks()) {
    const x = stepMiddle(axis, step);
    const text = step < 10000 ? String(step) : grouped(String(step));
    const half = measureText(context, text, {}, theme) / 2;
    const isCovered = keepClear !== null && x + half > keepClear[0] && x - half < keepClear[1];
    if (isCovered || x - half < lastRight + 4) continue;
    drawText(context, text, x, cssY, { align: 'center' }, theme);
    lastRight = x + half;
  }
}

/** What the two scales are, under the steps. */
export function drawScaleWords(
  context: CanvasRenderingContext2D,
  axis: StepAxis,
  cssY: number,
  theme: Theme,
): void {
  if (!axis.hasNarrow) return;
  const wide = axis.gap[0] - axis.left;
  const narrow = axis.left + axis.width - axis.gap[1];
  const count = wordOf(axis.wideSteps);
  const first = fitting(
    context,
    [`the first ${count} steps, drawn wide`, `first ${count} steps, wide`, 'drawn wide'],
    wide,
    theme,
  );
  const words = ratioWords(axis.ratio);
  const second = fitting(context, [`from here ${words} narrower`, `${words} narrower`], narrow, theme);
  drawText(
    context,
    first,
    axis.left + wide / 2,
    cssY,
    { align: 'center', within: [axis.left, axis.gap[0]] },
    theme,
  );
  drawText(context, second, axis.gap[1], cssY, { within: [axis.gap[1], axis.left + axis.width] }, theme);
}

/** The first text that fits a width, else the last. */
export function fitting(
  context: CanvasRenderingContext2D,
  texts: readonly string[],
  width: number,
  theme: Theme,
): string {
  return texts.find((text) => measureText(context, text, {}, theme) <= width) ?? texts.at(-1) ?? '';
}

function wordOf(count: number): string {
  const words = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
  return words[count] ?? String(count);
}
