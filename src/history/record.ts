/**
 * The record of one run: every step is kept until the budget is reached; from then on neighbouring columns are merged
 * pairwise and the stride doubles (columns.ts says what survives). The latest steps are kept single as well, whatever
 * the stride, because the autopsy dates what it says.
 */
import type { Layer } from '../catalogue/types';
import {
  columnBytes,
  type Columns,
  copyColumn,
  createColumns,
  mergePairs,
  mergeStep,
  readColumn,
  STEP_WIDTH,
  writeStep,
} from './columns';
import { STEP_QUANTITIES, type StepQuantity } from '../catalogue/types';
import type { Chunk, HeldOut, RunReader } from './types';

const MEBIBYTE = 2 ** 20;
const FIRST_CAPACITY = 64;
const LONGEST_TAIL = 128;

export interface RunRecord extends RunReader {
  /** Steps a column. */
  readonly stride: number;
  /** The step that the next chunk must start with. */
  readonly nextStep: number;
  /** Held-out measurements, by step. */
  readonly heldOut: readonly HeldOut[];
  /** What its arrays take; while they grow, the old ones stand beside them for a moment. */
  readonly sizeBytes: number;
  /** Takes the steps that follow. Throws when they do not: a step is never skipped or written twice. */
  append(chunk: Chunk): void;
  appendHeldOut(measured: HeldOut): void;
  /** Forgets `step` and all after it (rewind, rebuild). A merged column that reaches beyond is forgotten whole. */
  truncate(step: number): void;
}

export function createRecord(
  layers: readonly Layer[],
  { budgetBytes = 64 * MEBIBYTE, firstStep = 0 }: { budgetBytes?: number; firstStep?: number } = {},
): RunRecord {
  const affordable = Math.floor(budgetBytes / columnBytes(layers.length));
  const tailLength = Math.min(LONGEST_TAIL, Math.max(1, affordable >> 3));
  const most = Math.max(2, affordable - tailLength);
  let main = createColumns(Math.min(FIRST_CAPACITY, most), layers.length);
  let tail: Columns | null = null; // a ring by step, made when merging starts
  let tailFirst = firstStep; // single steps in the tail are tailFirst … nextStep − 1
  let columns = 0;
  let stride = 1;
  let nextStep = firstStep;
  let heldOut: HeldOut[] = [];

  const columnOf = (step: number): number => Math.floor((step - firstStep) / stride);
  const lastStep = (): number => Math.min(nextStep, firstStep + columns * stride) - 1;

  function makeRoom(): void {
    if (columns < main.capacity) return;
    if (main.capacity < most) {
      const larger = createColumns(Math.min(most, 2 * main.capacity), layers.length);
      for (let column = 0; column < columns; column++) copyColumn(larger, column, main, column);
      main = larger;
      return;
    }
    if (!tail) {
      tail = createColumns(tailLength, layers.length);
      tailFirst = Math.max(firstStep, nextStep - tailLength);
      for (let step = tailFirst; step < nextStep; step++)
        copyColumn(tail, step % tailLength, main, columnOf(step));
    }
    columns = mergePairs(main, columns);
    stride *= 2;
  }

  function appendStep(chunk: Chunk, index: number): void {
    const step = chunk.firstStep + index;
    if (columnOf(step) >= columns) makeRoom();
    const column = columnOf(step); // makeRoom may have doubled the stride
    if (column < columns) mergeStep(main, column, chunk, index);
    else {
      writeStep(main, column, chunk, index);
      columns = column + 1;
    }
    nextStep = step + 1;
    if (!tail) return;
    writeStep(tail, step % tailLength, chunk, index);
    tailFirst = Math.max(tailFirst, nextStep - tailLength);
  }

  /** Where a step stands by itself. */
  function single(step: number): { readonly store: Columns; readonly column: number } | null {
    if (step < firstStep || step >= nextStep) return null;
    if (stride === 1) return { store: main, column: columnOf(step) };
    return tail && step >= tailFirst ? { store: tail, column: step % tailLength } : null;
  }

  return {
    layers,
    get columns() {
      return columns;
    },
    get lastStep() {
      return columns === 0 ? -1 : lastStep();
    },
    get stride() {
      return stride;
    },
    get nextStep() {
      return nextStep;
    },
    get heldOut() {
      return heldOut;
    },
    get sizeBytes() {
      return (main.capacity + (tail?.capacity ?? 0)) * columnBytes(layers.length);
    },
    stepOfColumn: (column) => firstStep + column * stride,
    columnOfStep: (step) => (step < firstStep || columns === 0 || step > lastStep() ? -1 : columnOf(step)),
    row: (column) => readColumn(main, column, layers),
    step: (column, quantity) => stepValue(main.stepMax, column, quantity),
    stepRange: (column, quantity) => [
      stepValue(main.stepMin, column, quantity),
      stepValue(main.stepMax, column, quantity),
    ],
    rowAt(step) {
      const at = single(step);
      return at && readColumn(at.store, at.column, layers);
    },
    valueAt(step, quantity) {
      const at = single(step);
      return at && stepValue(at.store.stepMax, at.column, quantity);
    },
    append(chunk) {
      if (chunk.firstStep !== nextStep) {
        throw new Error(`The record expects step ${nextStep}, the chunk starts at ${chunk.firstStep}.`);
      }
      for (let index = 0; index < chunk.count; index++) appendStep(chunk, index);
    },
    appendHeldOut(measured) {
      while ((heldOut.at(-1)?.step ?? -1) >= measured.step) heldOut.pop(); // measured again: the newest counts
      heldOut.push(measured);
    },
    truncate(step) {
      if (step >= nextStep) return;
      nextStep = Math.max(firstStep, step);
      columns = Math.min(columns, columnOf(nextStep));
      tailFirst = Math.min(tailFirst, nextStep);
      heldOut = heldOut.filter((measured) => measured.step < step);
      if (columns > 0) return;
      stride = 1;
      tail = null;
    },
  };
}

function stepValue(values: Float64Array, column: number, quantity: StepQuantity): number {
  return values[column * STEP_WIDTH + STEP_QUANTITIES.indexOf(quantity)] ?? Number.NaN;
}
