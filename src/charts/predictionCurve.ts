/** One input: the points, and the curve that each lane fits. */
import { line, scaleLinear } from 'd3';
import { formatTicks } from './format';
import { spreadApart } from './placing';
import { drawText } from './text';
import { laneLine } from './theme';
import { hasNoNumbers, type PredictionData, type PredictionGeometry } from './predictionTypes';
import type { Theme } from './types';

export const CURVE_HEIGHT = 170;
const FOOT = 18;
const LETTERS = 16;
const PAD = 5;

export function drawFittedCurve(
  context: CanvasRenderingContext2D,
  data: PredictionData,
  geometry: PredictionGeometry,
  theme: Theme,
): void {
  const { source, lanes } = data;
  const { left, top, width } = geometry;
  const extent = source.picture.kind === 'curve' ? source.picture.extent : 1;
  const right = left + width - LETTERS;
  const bottom = top + CURVE_HEIGHT - FOOT;
  // Points at the ends stand whole inside.
  const { x, y } = {
    x: scaleLinear([-extent, extent], [left + PAD, right - PAD]),
    y: heightScale(data, top + 4, bottom - 4),
  };

  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(left, Math.round(y(0)) + 0.5);
  context.lineTo(right, Math.round(y(0)) + 0.5);
  context.stroke();
  const ticks = x.ticks(5);
  const words = formatTicks(ticks);
  for (const [index, tick] of ticks.entries()) {
    const style = { align: 'center', within: [left, right] } as const;
    drawText(context, words[index] ?? '', x(tick), bottom + 14, style, theme);
  }

  context.save();
  context.beginPath();
  context.rect(left, top, right - left + 3, bottom - top);
  context.clip();
  context.fillStyle = theme.paper;
  context.strokeStyle = theme.ink3;
  for (let row = 0; row < Math.min(source.train.count, 300); row++) {
    context.beginPath();
    context.arc(x(source.train.x[row] ?? 0), y(source.train.y[row * source.outputs] ?? 0), 2, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
  for (const { mark, snapshot } of lanes) {
    if (!snapshot || hasNoNumbers(snapshot)) continue;
    const { colour, dash } = laneLine(theme, mark.index);
    context.strokeStyle = colour;
    context.lineWidth = 1.8;
    context.setLineDash([...dash]);
    context.beginPath();
    const size = snapshot.gridSize;
    line<number>(
      (index) => x((index / (size - 1)) * 2 * extent - extent),
      // A curve that leaves is cut by the clip, but canvas loses lines that run too far out.
      (index) =>
        Math.max(top - 500, Math.min(bottom + 500, y(snapshot.outputs[index * source.outputs] ?? 0))),
    )
      .defined((index) => Number.isFinite(snapshot.outputs[index * source.outputs]))
      .context(context)(Array.from({ length: size }, (_, index) => index));
    context.stroke();
    context.setLineDash([]);
  }
  context.restore();
  drawLetters(context, data, y, left, right, top, bottom, theme);
}

function heightScale({ source }: PredictionData, top: number, bottom: number) {
  let low = 0;
  let high = 0;
  for (let row = 0; row < source.train.count; row++) {
    const value = source.train.y[row * source.outputs] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const pad = (high - low) * 0.15 || 1;
  return scaleLinear([low - pad, high + pad], [bottom, top]);
}

function drawLetters(
  context: CanvasRenderingContext2D,
  { lanes, source }: PredictionData,
  y: (value: number) => number,
  left: number,
  right: number,
  top: number,
  bottom: number,
  theme: Theme,
): void {
  const shown = lanes.flatMap(({ mark, snapshot }) => {
    if (!snapshot) return [];
    // The last place where the curve is in sight; one that left early has its letter where it left.
    for (let index = snapshot.gridSize - 1; index >= 0; index--) {
      const at = y(snapshot.outputs[index * source.outputs] ?? Number.NaN);
      if (at >= top && at <= bottom) return [{ mark, at, share: index / (snapshot.gridSize - 1) }];
    }
    return [];
  });
  const places = spreadApart(
    shown.map(({ at }) => at),
    shown.map(() => 14),
    top,
    bottom,
  );
  for (const [index, { mark, share }] of shown.entries()) {
    const style = { bold: true, middle: true, colour: laneLine(theme, mark.index).colour } as const;
    drawText(
      context,
      mark.letter,
      left + PAD + (right - left - 2 * PAD) * share + 6,
      places[index] ?? 0,
      style,
      theme,
    );
  }
}
