/** What the held-out rows are against what each lane guesses, as plain numbers: a table a lane. */
import { formatPlain } from './format';
import { drawText, measureText } from './text';
import { laneLine } from './theme';
import {
  isFiniteRow,
  truthOf,
  type PredictionData,
  type PredictionGeometry,
  type PredictionLane,
  type PredictionSnapshot,
  type PredictionSource,
} from './predictionTypes';
import type { Theme } from './types';

const LINE = 20;
const HEAD = 44;
const NAME_PX = 84;
const CELL_PX = 76;
const BETWEEN = 16;

export function tableHeight({ source, lanes }: PredictionData): number {
  return lanes.reduce((height, lane) => height + laneHeight(source, lane), 0);
}

function laneHeight(source: PredictionSource, { snapshot }: PredictionLane): number {
  return (snapshot ? HEAD + classesOf(source) * LINE : LINE) + BETWEEN;
}

export function drawConfusions(
  context: CanvasRenderingContext2D,
  data: PredictionData,
  geometry: PredictionGeometry,
  theme: Theme,
): void {
  let { top } = geometry;
  for (const lane of data.lanes) {
    drawTable(context, data.source, lane, { ...geometry, top }, theme);
    top += laneHeight(data.source, lane);
  }
}

/** [classes × classes]: rows what they are, columns what was guessed; rows without a guess are counted last. */
export function confusion(
  source: PredictionSource,
  snapshot: PredictionSnapshot,
): { readonly counts: Uint32Array; readonly without: number } {
  const classes = classesOf(source);
  const counts = new Uint32Array(classes * classes);
  let without = 0;
  for (let row = 0; row < snapshot.guesses.length; row++) {
    if (!isFiniteRow(source, snapshot, row)) without += 1;
    else {
      const at = truthOf(source, source.heldOut, row) * classes + (snapshot.guesses[row] ?? 0);
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  return { counts, without };
}

function drawTable(
  context: CanvasRenderingContext2D,
  source: PredictionSource,
  { mark, snapshot }: PredictionLane,
  geometry: PredictionGeometry,
  theme: Theme,
): void {
  const { left, top, width } = geometry;
  const { colour } = laneLine(theme, mark.index);
  const classes = classesOf(source);
  const cell = Math.min(CELL_PX, (width - NAME_PX) / classes);
  drawText(context, mark.letter, left, top + 14, { serif: true, size: 16, colour }, theme);
  if (!snapshot) {
    drawText(context, 'no such step', left + 20, top + 14, {}, theme);
    return;
  }
  const { counts, without } = confusion(source, snapshot);
  drawText(
    context,
    'guessed',
    left + NAME_PX + classes * cell,
    top + 14,
    { align: 'right', italic: true },
    theme,
  );
  drawText(context, 'is', left + 20, top + 34, { italic: true }, theme);
  for (let column = 0; column < classes; column++) {
    drawText(
      context,
      fitted(context, nameOf(source, column), cell - 4, theme),
      left + NAME_PX + (column + 1) * cell,
      top + 34,
      { align: 'right' },
      theme,
    );
  }
  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(left, top + HEAD - 4.5);
  context.lineTo(left + NAME_PX + classes * cell, top + HEAD - 4.5);
  context.stroke();
  for (let row = 0; row < classes; row++) {
    const y = top + HEAD + 12 + row * LINE;
    drawText(context, fitted(context, nameOf(source, row), NAME_PX - 24, theme), left + 20, y, {}, theme);
    for (let column = 0; column < classes; column++) {
      const isRight = row === column;
      const style = {
        size: cell < 24 ? 10 : 14,
        bold: isRight,
        align: 'right',
        colour: isRight ? colour : theme.ink2,
      } as const;
      drawText(
        context,
        formatPlain(counts[row * classes + column] ?? 0),
        left + NAME_PX + (column + 1) * cell,
        y,
        style,
        theme,
      );
    }
  }
  if (without > 0) {
    const words = `${without} without a guess: NaN`;
    drawText(context, words, left + 20, top + 14, { colour: theme.bad }, theme);
  }
}

/** As much of a name as there is room for. Columns stand in the order of the rows. */
function fitted(context: CanvasRenderingContext2D, name: string, room: number, theme: Theme): string {
  if (measureText(context, name, {}, theme) <= room) return name;
  let kept = name.length;
  while (kept > 0 && measureText(context, `${name.slice(0, kept)}…`, {}, theme) > room) kept--;
  return kept > 0 ? `${name.slice(0, kept)}…` : '';
}

function classesOf({ task, outputs }: PredictionSource): number {
  return task === 'binary' ? 2 : Math.max(1, outputs);
}

/** A binary set may name only the class that is asked for. */
function nameOf({ classNames, task }: PredictionSource, index: number): string {
  if (task === 'binary' && classNames.length === 1)
    return index === 1 ? (classNames[0] ?? '1') : `not ${classNames[0] ?? '1'}`;
  return classNames[index] ?? String(index);
}
