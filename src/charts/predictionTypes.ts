/** What the prediction's charts read of data and snapshots: the shapes of data/types (Data) and engine/types (Snapshot), without knowing those rooms. */
import type { CreateCanvas } from './heatmapCache';
import type { LaneMark } from './types';

export interface PredictionSplit {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly count: number;
}

export interface PredictionSource {
  readonly outputs: number;
  readonly task: 'classes' | 'binary' | 'regression' | 'readOut';
  readonly train: PredictionSplit;
  readonly heldOut: PredictionSplit;
  readonly classNames: readonly string[];
  readonly picture:
    | { readonly kind: 'plane'; readonly extent: number }
    | { readonly kind: 'curve'; readonly extent: number }
    | { readonly kind: 'images'; readonly width: number; readonly height: number }
    | { readonly kind: 'table' }
    | { readonly kind: 'scatter' }
    | { readonly kind: 'none' };
  readonly heldOutPictures?: ArrayLike<number>;
}

export interface PredictionSnapshot {
  readonly step: number;
  readonly heldOut: { readonly loss: number; readonly accuracy: number };
  readonly outputs: ArrayLike<number>;
  readonly gridSize: number;
  readonly guesses: ArrayLike<number>;
}

export interface PredictionLane {
  readonly mark: LaneMark;
  /** Null where the lane has no step at the cursor. */
  readonly snapshot: PredictionSnapshot | null;
}

export interface PredictionData {
  readonly source: PredictionSource;
  readonly lanes: readonly PredictionLane[];
  /** What one held-out row is called: 'digits'. */
  readonly noun: string;
}

export interface PredictionGeometry {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

export type { CreateCanvas };

/** Class of a row: from 0/1 labels or one-hot rows. */
export function truthOf({ task, outputs }: PredictionSource, split: PredictionSplit, row: number): number {
  if (task === 'binary') return (split.y[row] ?? 0) > 0.5 ? 1 : 0;
  for (let output = 0; output < outputs; output++)
    if ((split.y[row * outputs + output] ?? 0) > 0.5) return output;
  return 0;
}

/** How many held-out rows are guessed right. */
export function rightGuesses(source: PredictionSource, snapshot: PredictionSnapshot): number {
  let right = 0;
  for (let row = 0; row < snapshot.guesses.length; row++) {
    if (isFiniteRow(source, snapshot, row) && snapshot.guesses[row] === truthOf(source, source.heldOut, row))
      right += 1;
  }
  return right;
}

/** False for a held-out row whose outputs are not numbers: it has no guess. (On a plane the outputs are the grid's.) */
export function isFiniteRow(
  { outputs, picture }: PredictionSource,
  snapshot: PredictionSnapshot,
  row: number,
): boolean {
  if (picture.kind === 'plane' || picture.kind === 'curve') return Number.isFinite(snapshot.heldOut.loss);
  for (let output = 0; output < outputs; output++)
    if (Number.isNaN(snapshot.outputs[row * outputs + output])) return false;
  return true;
}

/** "reads 334 of 360 right" as a sentence of one lane, or why it says nothing. */
export function predictionWords(data: PredictionData, lane: PredictionLane): string {
  const { snapshot, mark } = lane;
  const { source, noun } = data;
  if (!snapshot) return `${mark.letter} has no such step.`;
  if (hasNoNumbers(snapshot)) return `${mark.letter} says nothing: its outputs are not numbers.`;
  if (source.task === 'regression' || source.task === 'readOut') return '';
  const right = rightGuesses(source, snapshot);
  return `${mark.letter} gets ${right} of ${source.heldOut.count} ${noun} right.`;
}

export function hasNoNumbers(snapshot: PredictionSnapshot): boolean {
  for (let at = 0; at < snapshot.outputs.length; at++)
    if (Number.isFinite(snapshot.outputs[at])) return false;
  return true;
}
