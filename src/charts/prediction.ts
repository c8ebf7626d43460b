/** What the networks see and say: the picture that fits the data. */
import { CURVE_HEIGHT, drawFittedCurve } from './predictionCurve';
import { drawImages, imagesHeight } from './predictionImages';
import { drawPlane, planeHeight } from './predictionPlane';
import { drawScatter, SCATTER_HEIGHT } from './predictionScatter';
import { drawConfusions, tableHeight } from './predictionTable';
import {
  predictionWords,
  type CreateCanvas,
  type PredictionData,
  type PredictionGeometry,
  type PredictionLane,
} from './predictionTypes';
import { drawText, wrapText } from './text';
import { laneLine } from './theme';
import type { Theme } from './types';

const SENTENCE = 20;

/** Height of the picture with its sentences, one a lane (two lines each where it is narrow). */
export function predictionHeight(data: PredictionData, width: number): number {
  const sentences = data.lanes.filter((lane) => hasSentence(data, lane)).length;
  return pictureHeight(data, width) + sentences * SENTENCE * (width < 280 ? 2 : 1) + 8;
}

/** Planes and tables carry their words themselves. */
function hasSentence(data: PredictionData, lane: PredictionLane): boolean {
  const { kind } = data.source.picture;
  return kind !== 'plane' && kind !== 'none' && predictionWords(data, lane) !== '';
}

export function drawPrediction(
  context: CanvasRenderingContext2D,
  data: PredictionData,
  geometry: PredictionGeometry,
  theme: Theme,
  createCanvas: CreateCanvas,
): void {
  const { kind } = data.source.picture;
  if (data.lanes.every(({ snapshot }) => snapshot === null) && kind !== 'plane') {
    drawText(context, 'No prediction yet', geometry.left, geometry.top + 12, {}, theme);
    return;
  }
  if (kind === 'plane') drawPlane(context, data, geometry, theme, createCanvas);
  else if (kind === 'curve') drawFittedCurve(context, data, geometry, theme);
  else if (kind === 'images') drawImages(context, data, geometry, theme);
  else if (kind === 'scatter') drawScatter(context, data, geometry, theme);
  else if (kind === 'table') drawConfusions(context, data, geometry, theme);
  else {
    const lines = wrapText(
      context,
      'Noise has nothing to learn: only the size of the gradient is looked at.',
      geometry.width,
      {},
      theme,
    );
    for (const [index, text] of lines.entries())
      drawText(context, text, geometry.left, geometry.top + 12 + index * 16, {}, theme);
    return;
  }
  let y = geometry.top + pictureHeight(data, geometry.width) + 14;
  for (const lane of data.lanes) {
    if (!hasSentence(data, lane)) continue;
    const style = {
      size: 13,
      bold: true,
      colour: lane.snapshot ? laneLine(theme, lane.mark.index).colour : theme.ink2,
    };
    for (const words of wrapText(context, predictionWords(data, lane), geometry.width, style, theme)) {
      drawText(context, words, geometry.left, y, style, theme);
      y += SENTENCE;
    }
  }
}

function pictureHeight(data: PredictionData, width: number): number {
  const { kind } = data.source.picture;
  if (kind === 'plane') return planeHeight(data.lanes.length, width);
  if (kind === 'curve') return CURVE_HEIGHT;
  if (kind === 'images') return imagesHeight(data, width);
  if (kind === 'scatter') return SCATTER_HEIGHT;
  if (kind === 'table') return tableHeight(data);
  return 40;
}
