/** Numbers said of held-out rows against what they are: a point a row, on the diagonal where it is right. */
import { scaleLinear } from 'd3';
import { formatTicks } from './format';
import { hasNoNumbers, type PredictionData, type PredictionGeometry } from './predictionTypes';
import { drawText } from './text';
import { laneLine } from './theme';
import type { Theme } from './types';

export const SCATTER_HEIGHT = 220;
const FOOT = 32;
const HEAD = 18;
const LEFT = 26;
/** Enough to see the shape, few enough to see each. */
const MOST_POINTS = 256;

export function drawScatter(
  context: CanvasRenderingContext2D,
  { source, lanes }: PredictionData,
  geometry: PredictionGeometry,
  theme: Theme,
): void {
  const left = geometry.left + LEFT;
  const right = geometry.left + geometry.width;
  const top = geometry.top + HEAD;
  const bottom = geometry.top + SCATTER_HEIGHT - FOOT;
  const [low, high] = extentOf(source.heldOut.y);
  const x = scaleLinear([low, high], [left, right]);
  const y = scaleLinear([low, high], [bottom, top]);

  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.strokeRect(Math.round(left) + 0.5, Math.round(top) + 0.5, right - left - 1, bottom - top - 1);
  context.beginPath();
  context.moveTo(left, bottom);
  context.lineTo(right, top);
  context.stroke();
  const ticks = x.ticks(4);
  const words = formatTicks(ticks);
  for (const [index, tick] of ticks.entries()) {
    const word = words[index] ?? '';
    drawText(context, word, x(tick), bottom + 14, { align: 'center', within: [left, right] }, theme);
    drawText(context, word, left - 5, y(tick), { align: 'right', middle: true }, theme);
  }
  drawText(context, 'is', right, bottom + 28, { align: 'right', italic: true }, theme);
  drawText(context, 'said', geometry.left, geometry.top + 12, { italic: true }, theme);

  let letterAt = right;
  for (const { mark, snapshot } of lanes.toReversed()) {
    if (!snapshot || hasNoNumbers(snapshot)) continue;
    const { colour } = laneLine(theme, mark.index);
    drawText(
      context,
      mark.letter,
      letterAt,
      geometry.top + 12,
      { align: 'right', bold: true, colour },
      theme,
    );
    letterAt -= 18;
    context.strokeStyle = colour;
    context.fillStyle = colour;
    for (let row = 0; row < Math.min(source.heldOut.count, MOST_POINTS); row++) {
      const said = snapshot.outputs[row * source.outputs] ?? Number.NaN;
      if (Number.isNaN(said)) continue;
      // What lies outside stands at the edge.
      const height = Math.max(top + 2, Math.min(bottom - 2, y(said)));
      context.beginPath();
      context.arc(x(source.heldOut.y[row * source.outputs] ?? 0), height, 1.8, 0, 2 * Math.PI);
      // Told apart without colour too: every other lane's points are rings.
      if (mark.index % 2 === 0) context.fill();
      else context.stroke();
    }
  }
}

/** The true numbers, and a little more. */
function extentOf(values: ArrayLike<number>): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at++) {
    low = Math.min(low, values[at] ?? 0);
    high = Math.max(high, values[at] ?? 0);
  }
  if (!(low <= high)) return [0, 1];
  const pad = (high - low) * 0.1 || 1;
  return [low - pad, high + pad];
}
