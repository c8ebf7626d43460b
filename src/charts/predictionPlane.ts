/** Two inputs: what each lane says of every place of the plane, its border, and the points it was trained on. */
import { contours, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3';
import { drawText } from './text';
import { laneLine } from './theme';
import {
  hasNoNumbers,
  truthOf,
  type CreateCanvas,
  type PredictionData,
  type PredictionGeometry,
  type PredictionLane,
  type PredictionSnapshot,
  type PredictionSource,
} from './predictionTypes';
import type { Theme } from './types';

const GAP = 20;
const HEAD = 22;
const LARGEST = 168;
/** Ink of the field where the last class is certain. */
const FIELD_INK = 0.3;
const SYMBOLS = [
  symbolCircle,
  symbolCircle,
  symbolSquare,
  symbolSquare,
  symbolTriangle,
  symbolTriangle,
  symbolDiamond,
  symbolDiamond,
];

export function planeSide(lanes: number, width: number): number {
  const across = Math.max(1, Math.min(lanes, 2));
  return Math.floor(Math.min(LARGEST, (width - (across - 1) * GAP) / across));
}

export function planeHeight(lanes: number, width: number): number {
  return Math.ceil(Math.max(1, lanes) / 2) * (HEAD + planeSide(lanes, width) + 10);
}

export function drawPlane(
  context: CanvasRenderingContext2D,
  data: PredictionData,
  geometry: PredictionGeometry,
  theme: Theme,
  createCanvas: CreateCanvas,
): void {
  const side = planeSide(data.lanes.length, geometry.width);
  for (const [index, lane] of data.lanes.entries()) {
    const left = geometry.left + (index % 2) * (side + GAP);
    const top = geometry.top + Math.floor(index / 2) * (HEAD + side + 10);
    drawLanePlane(context, data.source, lane, left, top, side, theme, createCanvas);
  }
}

function drawLanePlane(
  context: CanvasRenderingContext2D,
  source: PredictionSource,
  { mark, snapshot }: PredictionLane,
  left: number,
  top: number,
  side: number,
  theme: Theme,
  createCanvas: CreateCanvas,
): void {
  const { colour } = laneLine(theme, mark.index);
  const fieldTop = top + HEAD;
  const isSpeechless = !snapshot || hasNoNumbers(snapshot);
  const [, end] = drawText(context, mark.letter, left, top + 13, { serif: true, size: 16, colour }, theme);
  const words = !snapshot ? 'no such step' : isSpeechless ? 'not numbers' : accuracyWords(snapshot, source);
  drawText(
    context,
    words,
    end + 7,
    top + 13,
    { colour: isSpeechless && snapshot ? theme.bad : theme.ink2 },
    theme,
  );
  if (snapshot && !isSpeechless) {
    drawField(context, source, snapshot, left, fieldTop, side, theme, createCanvas);
    drawBorders(context, source, snapshot, left, fieldTop, side, colour);
  }
  drawPoints(context, source, left, fieldTop, side, theme);
  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, fieldTop + 0.5, side - 1, side - 1);
}

function accuracyWords({ heldOut }: PredictionSnapshot, { task }: PredictionSource): string {
  return task === 'regression' || Number.isNaN(heldOut.accuracy)
    ? ''
    : `${Math.round(heldOut.accuracy * 100)}% right`;
}

/** How much ink each place takes: the chance of class 1, or the guessed class as a step of grey. */
export function fieldInk(source: PredictionSource, outputs: ArrayLike<number>, place: number): number {
  const count = source.outputs;
  if (count === 1) {
    const output = outputs[place] ?? Number.NaN;
    return source.task === 'regression' ? (output + 1) / 2 : 1 / (1 + Math.exp(-output));
  }
  let best = -1;
  let largest = -Infinity;
  for (let output = 0; output < count; output++) {
    const value = outputs[place * count + output] ?? Number.NaN;
    if (value > largest) {
      largest = value;
      best = output;
    }
  }
  return best < 0 ? Number.NaN : best / (count - 1);
}

function drawField(
  context: CanvasRenderingContext2D,
  source: PredictionSource,
  { outputs, gridSize }: PredictionSnapshot,
  left: number,
  top: number,
  side: number,
  theme: Theme,
  createCanvas: CreateCanvas,
): void {
  const canvas = createCanvas(gridSize, gridSize);
  const field = canvas.getContext('2d') as
    | CanvasRenderingContext2D
    | OffscreenCanvasRenderingContext2D
    | null;
  if (!field) return;
  const image = field.createImageData(gridSize, gridSize);
  const ink = theme.name === 'light' ? 29 : 241;
  for (let place = 0; place < gridSize * gridSize; place++) {
    const share = fieldInk(source, outputs, place);
    image.data.fill(ink, place * 4, place * 4 + 3);
    image.data[place * 4 + 3] = Number.isNaN(share)
      ? 0
      : Math.round(255 * FIELD_INK * Math.max(0, Math.min(1, share)));
  }
  field.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = source.outputs === 1;
  context.drawImage(canvas, left, top, side, side);
}

/** Where the guess changes: for each class the line on which it is as good as the best other. */
function drawBorders(
  context: CanvasRenderingContext2D,
  source: PredictionSource,
  { outputs, gridSize }: PredictionSnapshot,
  left: number,
  top: number,
  side: number,
  colour: string,
): void {
  if (source.task === 'regression') return;
  const count = source.outputs;
  const margin = Array.from({ length: gridSize * gridSize }, () => 0);
  const trace = contours().size([gridSize, gridSize]).thresholds([0]);
  const scale = side / gridSize;
  context.save();
  context.beginPath();
  context.rect(left + 1, top + 1, side - 2, side - 2);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 1.8;
  context.lineJoin = 'round';
  context.beginPath();
  for (let output = 0; output < (count <= 2 ? 1 : count); output++) {
    for (let place = 0; place < margin.length; place++)
      margin[place] = marginOf(outputs, count, place, output);
    for (const polygon of trace(margin)[0]?.coordinates ?? []) {
      for (const ring of polygon) {
        let wasEdge = false;
        for (const [index, [column = 0, row = 0]] of ring.entries()) {
          // d3 closes its rings along the picture's edge: that part is no border.
          const isEdge = column <= 0.5 || row <= 0.5 || column >= gridSize - 0.5 || row >= gridSize - 0.5;
          if (index === 0 || (wasEdge && isEdge)) context.moveTo(left + column * scale, top + row * scale);
          else context.lineTo(left + column * scale, top + row * scale);
          wasEdge = isEdge;
        }
      }
    }
  }
  context.stroke();
  context.restore();
}

function marginOf(outputs: ArrayLike<number>, count: number, place: number, output: number): number {
  const own = outputs[place * count + output] ?? Number.NaN;
  let other = count === 1 ? 0 : -Infinity;
  for (let rival = 0; rival < count; rival++) {
    if (rival !== output) other = Math.max(other, outputs[place * count + rival] ?? -Infinity);
  }
  const margin = own - other;
  // Contours need numbers; a sign is all that the border depends on far away.
  return Number.isNaN(margin) ? -1 : Math.max(-1e6, Math.min(1e6, margin));
}

/** Training points: a shape a class, every second one filled. */
function drawPoints(
  context: CanvasRenderingContext2D,
  source: PredictionSource,
  left: number,
  top: number,
  side: number,
  theme: Theme,
): void {
  const extent = source.picture.kind === 'plane' ? source.picture.extent : 1;
  const classes = source.task === 'binary' ? 2 : source.task === 'classes' ? source.outputs : 1;
  const shown = Math.min(source.train.count, 300);
  context.save();
  context.beginPath();
  context.rect(left, top, side, side);
  context.clip();
  context.lineWidth = 1;
  context.strokeStyle = theme.ink2;
  for (let group = 0; group < classes; group++) {
    const draw = symbol(SYMBOLS[group % SYMBOLS.length] ?? symbolCircle, group < 2 ? 13 : 16).context(
      context,
    );
    context.fillStyle = group % 2 === 0 ? theme.paper : theme.ink2;
    for (let row = 0; row < shown; row++) {
      if (classes > 1 && truthOf(source, source.train, row) !== group) continue;
      const x = left + (((source.train.x[row * 2] ?? 0) / extent + 1) / 2) * side;
      const y = top + ((1 - (source.train.x[row * 2 + 1] ?? 0) / extent) / 2) * side;
      context.save();
      context.translate(x, y);
      context.beginPath();
      draw();
      context.fill();
      context.stroke();
      context.restore();
    }
  }
  context.restore();
}
