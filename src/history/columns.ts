/**
 * Storage of a record: columns of one step, or of several merged ones, in flat typed arrays. Norms and shares keep
 * their maximum, so that a spike of one step survives; numbers of the whole step keep minimum and maximum; a tensor's
 * class keeps the worst.
 */
import {
  CLASS,
  type ClassCode,
  type Layer,
  QUANTITIES,
  type Quantity,
  type RowReader,
  TENSORS,
  type TensorName,
} from '../catalogue/types';
import { STEP_QUANTITIES } from '../catalogue/types';
import type { Chunk } from './types';

export const STEP_WIDTH = STEP_QUANTITIES.length;
const quantityIndex = indexOf(QUANTITIES);
const tensorIndex = indexOf(TENSORS);

export interface Columns {
  readonly capacity: number;
  /** [capacity, STEP_QUANTITIES] */
  readonly stepMin: Float64Array;
  readonly stepMax: Float64Array;
  /** [capacity, layers, QUANTITIES] */
  readonly perLayer: Float64Array;
  /** [capacity, layers, TENSORS] */
  readonly classes: Uint8Array;
}

/** Bytes that one column takes. */
export function columnBytes(layerCount: number): number {
  return 8 * (2 * STEP_WIDTH + layerCount * QUANTITIES.length) + layerCount * TENSORS.length;
}

export function createColumns(capacity: number, layerCount: number): Columns {
  return {
    capacity,
    stepMin: new Float64Array(capacity * STEP_WIDTH),
    stepMax: new Float64Array(capacity * STEP_WIDTH),
    perLayer: new Float64Array(capacity * layerCount * QUANTITIES.length),
    classes: new Uint8Array(capacity * layerCount * TENSORS.length),
  };
}

/** Writes step `index` of a chunk over a column. */
export function writeStep(to: Columns, column: number, chunk: Chunk, index: number): void {
  const steps = part(chunk.perStep, index, chunk.count);
  to.stepMin.set(steps, column * STEP_WIDTH);
  to.stepMax.set(steps, column * STEP_WIDTH);
  const numbers = part(chunk.perLayer, index, chunk.count);
  to.perLayer.set(numbers, column * numbers.length);
  const classes = part(chunk.classes, index, chunk.count);
  to.classes.set(classes, column * classes.length);
}

/** Merges step `index` of a chunk into a column that holds steps already. */
export function mergeStep(to: Columns, column: number, chunk: Chunk, index: number): void {
  const steps = part(chunk.perStep, index, chunk.count);
  const numbers = part(chunk.perLayer, index, chunk.count);
  const classes = part(chunk.classes, index, chunk.count);
  mergeInto(to, column, { stepMin: steps, stepMax: steps, perLayer: numbers, classes });
}

/** Copies a column; `from` and `to` have the same layers. */
export function copyColumn(to: Columns, column: number, from: Columns, fromColumn: number): void {
  const source = view(from, fromColumn);
  to.stepMin.set(source.stepMin, column * STEP_WIDTH);
  to.stepMax.set(source.stepMax, column * STEP_WIDTH);
  to.perLayer.set(source.perLayer, column * source.perLayer.length);
  to.classes.set(source.classes, column * source.classes.length);
}

/** Columns 2i and 2i+1 become column i, in place; returns how many are left of `count`. */
export function mergePairs(columns: Columns, count: number): number {
  const merged = Math.ceil(count / 2);
  for (let column = 0; column < merged; column++) {
    if (column > 0) copyColumn(columns, column, columns, 2 * column);
    if (2 * column + 1 < count) mergeInto(columns, column, view(columns, 2 * column + 1));
  }
  return merged;
}

export function readColumn(columns: Columns, column: number, layers: readonly Layer[]): RowReader {
  return readRow(view(columns, column), layers);
}

function readRow(row: Pick<Columns, 'perLayer' | 'classes'>, layers: readonly Layer[]): RowReader {
  return {
    layers,
    quantity: (layer: number, quantity: Quantity): number =>
      layer < 0
        ? Number.NaN
        : (row.perLayer[layer * QUANTITIES.length + quantityIndex[quantity]] ?? Number.NaN),
    classOf: (layer: number, tensor: TensorName): ClassCode =>
      layer < 0 ? CLASS.notMeasured : toClass(row.classes[layer * TENSORS.length + tensorIndex[tensor]]),
  };
}

type Column = Omit<Columns, 'capacity'>;

function mergeInto(to: Columns, column: number, from: Column): void {
  const target = view(to, column);
  for (let i = 0; i < STEP_WIDTH; i++) {
    target.stepMin[i] = lesser(target.stepMin[i] ?? 0, from.stepMin[i] ?? 0);
    target.stepMax[i] = worse(target.stepMax[i] ?? 0, from.stepMax[i] ?? 0);
  }
  for (let i = 0; i < target.perLayer.length; i++) {
    const here = target.perLayer[i] ?? 0;
    const there = from.perLayer[i] ?? 0;
    // NaN: not measured, or the class says so; the number beside it survives. A mean keeps its sign.
    if (Number.isNaN(here) || Math.abs(there) > Math.abs(here)) target.perLayer[i] = there;
  }
  for (let i = 0; i < target.classes.length; i++) {
    target.classes[i] = worseClass(target.classes[i] ?? 0, from.classes[i] ?? 0);
  }
}

function view(columns: Columns, column: number): Column {
  return {
    stepMin: part(columns.stepMin, column, columns.capacity),
    stepMax: part(columns.stepMax, column, columns.capacity),
    perLayer: part(columns.perLayer, column, columns.capacity),
    classes: part(columns.classes, column, columns.capacity),
  };
}

/** The `index`-th of `count` equal parts, shared and not copied. */
function part<A extends Float64Array | Uint8Array>(array: A, index: number, count: number): A {
  const width = array.length / count;
  return array.subarray(index * width, (index + 1) * width) as A; // subarray keeps the kind of array
}

/** The largest, and NaN above everything: one step that was not a number must not be lost. */
const worse = (a: number, b: number): number =>
  Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : Math.max(a, b);

/** The smallest, NaN only if both are. */
const lesser = (a: number, b: number): number => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.min(a, b));

/** From harmless to worst: not measured, zero, finite, Inf, NaN. */
const HARM: readonly number[] = [CLASS.notMeasured, CLASS.zero, CLASS.finite, CLASS.infinite, CLASS.nan];
const rank = HARM.map((_, code) => HARM.indexOf(code));
const worseClass = (a: number, b: number): number => ((rank[a] ?? 0) >= (rank[b] ?? 0) ? a : b);

function toClass(code: number | undefined): ClassCode {
  return code === 0 || code === 1 || code === 2 || code === 3 ? code : CLASS.notMeasured;
}

function indexOf<K extends string>(names: readonly K[]): Readonly<Record<K, number>> {
  return Object.fromEntries(names.map((name, index) => [name, index])) as Record<K, number>; // every name has its place
}
