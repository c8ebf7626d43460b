/** Reads a run from its arrays: one that was measured elsewhere, or comes back from a file. */
import {
  CLASS,
  type ClassCode,
  type Layer,
  type Quantity,
  type RowReader,
  type TensorName,
} from '../catalogue/types';
import { type ArrayRow, type HistoryArrays, KEYS, type LayerKey, PER_LAYER, PER_STEP } from './arrays';
import type { HeldOut, RunReader } from './types';

export type ArrayReader = RunReader & { readonly heldOut: readonly HeldOut[] };

/** Columns are the steps that the file has; what it does not hold is not measured. */
export function readerOfArrays(arrays: HistoryArrays): ArrayReader {
  const { steps, perStep, heldOut } = arrays;
  const layers = layersOf(arrays.layers, arrays.rows);
  const lastStep = steps.at(-1) ?? -1;
  const columnOfStep = (step: number): number => {
    if (step > lastStep) return -1;
    // Halved, since a map asks for every pixel and a file may have a million steps.
    let [low, high] = [0, steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((steps[middle] ?? 0) <= step) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const step: RunReader['step'] = (column, quantity) => {
    const key = PER_STEP.find((each) => each === quantity);
    return (key && perStep[key][column]) ?? Number.NaN;
  };
  const single = (at: number): number | null => {
    const column = columnOfStep(at);
    return column >= 0 && steps[column] === at ? column : null;
  };
  return {
    layers,
    columns: steps.length,
    lastStep,
    stepOfColumn: (column) => steps[column] ?? 0,
    columnOfStep,
    row: (column) => rowOf(arrays, layers, column),
    step,
    stepRange: (column, quantity) => [step(column, quantity), step(column, quantity)],
    rowAt(at) {
      const column = single(at);
      return column === null ? null : rowOf(arrays, layers, column);
    },
    valueAt(at, quantity) {
      const column = single(at);
      return column === null ? null : step(column, quantity);
    },
    heldOut: Array.from(heldOut.steps, (at, look) => ({
      step: at,
      loss: heldOut.loss[look] ?? Number.NaN,
      accuracy: heldOut.accuracy[look] ?? Number.NaN,
    })),
  };
}

/** Which array holds a quantity, and which the class of a tensor. */
const KEY_OF_QUANTITY = new Map<Quantity, LayerKey>(KEYS.map((key) => [PER_LAYER[key][0], key]));
const KEY_OF_TENSOR = new Map<TensorName, LayerKey>(
  KEYS.toReversed().flatMap((key): [TensorName, LayerKey][] => {
    const tensor = PER_LAYER[key][1];
    return tensor ? [[tensor, key]] : [];
  }),
);

function rowOf(arrays: HistoryArrays, layers: readonly Layer[], column: number): RowReader {
  const at = (layer: number) => column * layers.length + layer;
  const classAt = (layer: number, key: LayerKey): ClassCode =>
    (arrays.classes[key][at(layer)] ?? CLASS.notMeasured) as ClassCode; // checked where the arrays were read
  return {
    layers,
    quantity(layer, quantity) {
      const key = layer < 0 ? undefined : KEY_OF_QUANTITY.get(quantity);
      return (key && arrays.perLayer[key][at(layer)]) ?? Number.NaN;
    },
    classOf(layer, tensor) {
      if (layer < 0) return CLASS.notMeasured;
      if (tensor === 'weightsAfter') {
        // The change that made them so is all that is kept of them.
        const update = classAt(layer, 'update');
        return update === CLASS.nan || update === CLASS.infinite ? update : CLASS.notMeasured;
      }
      const key = KEY_OF_TENSOR.get(tensor);
      return key ? classAt(layer, key) : CLASS.notMeasured;
    },
  };
}

/** As much of a layer as names and places tell: nothing of what it computes. */
function layersOf(names: readonly string[], rows: readonly ArrayRow[]): Layer[] {
  const steps = new Map<string, number>();
  for (const [index, name] of names.entries())
    steps.set(blockOf(name), Math.max(steps.get(blockOf(name)) ?? 0, rows[index]?.timeStep ?? 0));
  return names.map((name, index): Layer => {
    const { place, number, timeStep } = rows[index] ?? { place: 'trunk', number: 0, timeStep: 0 };
    return {
      id: `row${index}`,
      name,
      kind: /^[A-Za-z]+/.exec(name)?.[0] ?? 'layer',
      blockId: timeStep > 0 ? blockOf(name) : `row${index}`,
      repetition: 0,
      inputs: [index - 1],
      inputShape: [],
      outputShape: [],
      activation: null,
      parameters: [],
      parametersOf: index,
      state: [],
      values: {},
      place,
      number,
      junction: null,
      time: timeStep > 0 ? { step: timeStep, steps: steps.get(blockOf(name)) ?? timeStep } : null,
    };
  });
}

/** `lstm1` of `lstm1[3] gates`. */
const blockOf = (name: string): string => name.split('[')[0] ?? name;
