/** Pictures that no lane was trained on, and what each lane says they are. A wrong guess is struck through. */
import { drawText } from './text';
import { laneLine } from './theme';
import {
  isFiniteRow,
  truthOf,
  type PredictionData,
  type PredictionGeometry,
  type PredictionLane,
} from './predictionTypes';
import type { Theme } from './types';

const LETTER = 34;
const GAP = 4;
const LARGEST = 34;
const LINE = 25;
const MOST = 10;

interface Layout {
  readonly count: number;
  readonly side: number;
  readonly pitch: number;
}

export function imagesHeight({ lanes, source }: PredictionData, width: number): number {
  return layoutOf(source.heldOut.count, width).side + 8 + lanes.length * LINE;
}

export function drawImages(
  context: CanvasRenderingContext2D,
  data: PredictionData,
  geometry: PredictionGeometry,
  theme: Theme,
): void {
  const { source, lanes } = data;
  const { left, top } = geometry;
  const layout = layoutOf(source.heldOut.count, geometry.width);
  for (let row = 0; row < layout.count; row++)
    drawPicture(context, data, row, left + LETTER + row * layout.pitch, top, layout.side, theme);
  for (const [index, lane] of lanes.entries()) {
    const y = top + layout.side + 22 + index * LINE;
    drawText(
      context,
      lane.mark.letter,
      left,
      y,
      { serif: true, size: 16, colour: laneLine(theme, lane.mark.index).colour },
      theme,
    );
    for (let row = 0; row < layout.count; row++)
      drawGuess(context, data, lane, row, left + LETTER + row * layout.pitch + layout.side / 2, y, theme);
  }
}

function layoutOf(rows: number, width: number): Layout {
  const fitting = Math.floor((width - LETTER + GAP) / (LARGEST + GAP));
  const count = Math.max(1, Math.min(MOST, rows, fitting));
  const side = Math.min(LARGEST, Math.floor((width - LETTER + GAP) / count) - GAP);
  return { count, side, pitch: Math.min(side + 14, (width - LETTER - side) / Math.max(1, count - 1)) };
}

function drawPicture(
  context: CanvasRenderingContext2D,
  { source }: PredictionData,
  row: number,
  left: number,
  top: number,
  side: number,
  theme: Theme,
): void {
  if (source.picture.kind !== 'images') return;
  const { width, height } = source.picture;
  const pixels = source.heldOutPictures ?? source.heldOut.x;
  const pitch = side / Math.max(width, height);
  context.fillStyle = theme.ink;
  for (let line = 0; line < height; line++) {
    const y = Math.round(top + line * pitch);
    const nextY = Math.round(top + (line + 1) * pitch);
    for (let column = 0; column < width; column++) {
      const ink = Math.max(0, Math.min(1, pixels[(row * height + line) * width + column] ?? 0));
      if (ink < 0.02) continue;
      const x = Math.round(left + column * pitch);
      context.globalAlpha = ink;
      context.fillRect(x, y, Math.round(left + (column + 1) * pitch) - x, nextY - y);
    }
  }
  context.globalAlpha = 1;
}

function drawGuess(
  context: CanvasRenderingContext2D,
  { source }: PredictionData,
  { mark, snapshot }: PredictionLane,
  row: number,
  middle: number,
  cssY: number,
  theme: Theme,
): void {
  const hasGuess = snapshot !== null && row < snapshot.guesses.length && isFiniteRow(source, snapshot, row);
  if (!hasGuess || !snapshot) {
    drawText(context, '–', middle, cssY, { size: 16, align: 'center', colour: theme.ink3 }, theme);
    return;
  }
  const guess = snapshot.guesses[row] ?? 0;
  const isRight = guess === truthOf(source, source.heldOut, row);
  const { colour } = laneLine(theme, mark.index);
  const style = { size: 18, bold: isRight, align: 'center', colour: isRight ? colour : theme.ink3 } as const;
  const [from, to] = drawText(context, source.classNames[guess] ?? String(guess), middle, cssY, style, theme);
  if (isRight) return;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.4;
  context.beginPath();
  context.moveTo(from - 3, cssY - 2);
  context.lineTo(to + 3, cssY - 10);
  context.stroke();
}
