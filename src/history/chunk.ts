/** Reads and cuts chunks without a record: what the worker needs to know of the steps it has made. */
import { CLASS, QUANTITIES, TENSORS, type ClassCode, type Layer, type RowReader } from '../catalogue/types';
import { STEP_QUANTITIES } from '../catalogue/types';
import type { Chunk } from './types';

export function rowOf(chunk: Chunk, layers: readonly Layer[], index: number): RowReader {
  return {
    layers,
    quantity: (layer, quantity) =>
      chunk.perLayer[(index * layers.length + layer) * QUANTITIES.length + QUANTITIES.indexOf(quantity)] ??
      Number.NaN,
    classOf: (layer, tensor) =>
      (chunk.classes[(index * layers.length + layer) * TENSORS.length + TENSORS.indexOf(tensor)] ??
        CLASS.notMeasured) as ClassCode,
  };
}

export const lossOf = (chunk: Chunk, index: number): number =>
  chunk.perStep[index * STEP_QUANTITIES.length + STEP_QUANTITIES.indexOf('loss')] ?? Number.NaN;

/** Its first `count` steps. */
export function head(chunk: Chunk, layers: readonly Layer[], count: number): Chunk {
  return {
    firstStep: chunk.firstStep,
    count,
    perStep: chunk.perStep.slice(0, count * STEP_QUANTITIES.length),
    perLayer: chunk.perLayer.slice(0, count * layers.length * QUANTITIES.length),
    classes: chunk.classes.slice(0, count * layers.length * TENSORS.length),
  };
}

/** What can be handed over instead of copied. */
export const transferables = (chunk: Chunk): ArrayBuffer[] =>
  [chunk.perStep, chunk.perLayer, chunk.classes].map((array) => array.buffer as ArrayBuffer); // never shared memory
