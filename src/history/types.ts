/** The record of a run as it travels from the engine: columns, step-major. */
import type { Layer, RowReader, StepQuantity } from '../catalogue/types';

/** Consecutive steps of one run. Row s is measured with the parameters before update s. */
export interface Chunk {
  readonly firstStep: number;
  readonly count: number;
  /** [count, STEP_QUANTITIES] */
  readonly perStep: Float64Array;
  /** [count, layers, QUANTITIES] */
  readonly perLayer: Float64Array;
  /** [count, layers, TENSORS] */
  readonly classes: Uint8Array;
}

/** Measured on the held-out rows, with the parameters before update `step`. */
export interface HeldOut {
  readonly step: number;
  readonly loss: number;
  /** Share of rows that are right; NaN for regression. */
  readonly accuracy: number;
}

/** The first tensor that was not finite (order: theory.md §9). `layer` is an index into the lane's layers, −1 for the loss. */
export interface FirstNonFinite {
  readonly step: number;
  readonly pass: 'forward' | 'loss' | 'backward' | 'update';
  readonly layer: number;
  readonly tensor:
    | 'preActivation'
    | 'output'
    | 'loss'
    | 'gradientOutput'
    | 'gradientPreActivation'
    | 'gradientWeights'
    | 'gradientBias'
    | 'weights'
    | 'bias';
  readonly kind: 'Inf' | 'NaN';
}

/** What is read of a lane's record. Charts see its first part as `HistoryReader`. */
export interface RunReader {
  readonly layers: readonly Layer[];
  /** Columns kept: single steps, or runs of steps merged so that a one-step spike survives. */
  readonly columns: number;
  /** −1 while there is none. */
  readonly lastStep: number;
  /** The first step of a column. */
  stepOfColumn(column: number): number;
  /** The column that holds a step, −1 when there is none. */
  columnOfStep(step: number): number;
  row(column: number): RowReader;
  /** Of merged steps the largest; NaN if any of them was NaN. */
  step(column: number, quantity: StepQuantity): number;
  /** Smallest and largest of a column's steps; non-finite ones count at the top. */
  stepRange(column: number, quantity: StepQuantity): readonly [min: number, max: number];
  /** One step by itself, null where it was merged with others or never made. The latest steps are always kept single. */
  rowAt(step: number): RowReader | null;
  /** The same for a number of the whole step. */
  valueAt(step: number, quantity: StepQuantity): number | null;
}
