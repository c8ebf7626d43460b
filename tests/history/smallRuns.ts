/** Small records from texts, for tests: rows as a word a row, steps as objects. */
import {
  CLASS,
  type ClassCode,
  type Layer,
  QUANTITIES,
  type Quantity,
  TENSORS,
  type TensorName,
} from '../../src/catalogue/types';
import { createRecord, type RunRecord } from '../../src/history/record';
import { STEP_QUANTITIES, type StepQuantity } from '../../src/catalogue/types';
import type { Chunk } from '../../src/history/types';

/**
 * `D D [D D]+ O`: D a dense ReLU row, `[ … ]+` a branch and its sum, O the output. Words may name another activation:
 * `D:tanh`; `D:none` has none. Parts are separated by spaces.
 */
export function layersOf(text: string): Layer[] {
  const layers: Layer[] = [];
  let source = -1;
  let open: { from: number; first: number } | null = null;
  let trunk = 0;
  const add = (kind: string, layer: Partial<Layer>): void => {
    const number = layer.place === 'trunk' ? ++trunk : 0;
    const weights = {
      role: 'weights',
      shape: [8, 8],
      fanIn: 8,
      fanOut: 8,
      offset: 0,
      size: 64,
      initializer: { kind: 'normal' },
    } as const;
    layers.push({
      id: `b${layers.length}`,
      name: `${kind}${layers.filter((each) => each.kind === kind).length + 1}`,
      kind,
      blockId: open ? `r${open.first}` : `b${layers.length}`,
      repetition: 0,
      inputs: [source],
      inputShape: [8],
      outputShape: [8],
      activation: null,
      parameters:
        kind === 'dense'
          ? [
              { name: 'W', path: 'W', ...weights },
              { ...weights, name: 'b', path: 'b', role: 'bias' },
            ]
          : [],
      values: {},
      place: 'trunk',
      number,
      parametersOf: layers.length,
      state: [],
      junction: null,
      time: null,
      ...layer,
    });
    source = layers.length - 1;
  };
  for (const word of text.split(' ')) {
    if (word === '[') open = { from: source, first: layers.length };
    else if (word === ']+') {
      const { from, first } = open!; // the texts are balanced
      const branchLast = source;
      add('residual', {
        place: 'trunk',
        inputs: [from, branchLast],
        junction: {
          source: from,
          via: layers.length,
          first,
          last: branchLast,
          paths: ['skip', 'branch'],
        },
        values: { branchScale: 0.5 },
      });
      open = null;
    } else if (word === 'O') add('dense', { place: 'output' });
    else {
      const activation = word.slice(2) || 'relu';
      add('dense', {
        place: open ? 'branch' : 'trunk',
        activation: activation === 'none' ? null : { kind: activation },
      });
    }
  }
  return layers;
}

export interface StepTable extends Partial<Record<StepQuantity, number>> {
  /** A number a row, separated by spaces. */
  readonly rows?: Partial<Record<Quantity, string>>;
  /** `3 preActivation Inf`, `0 weightsAfter NaN`, `2 gradientOutput zero`. */
  readonly classes?: readonly string[];
}

const CODES: Readonly<Record<string, ClassCode>> = {
  Inf: CLASS.infinite,
  NaN: CLASS.nan,
  zero: CLASS.zero,
  none: CLASS.notMeasured,
};

export function chunkOf(layers: readonly Layer[], firstStep: number, steps: readonly StepTable[]): Chunk {
  const perStep = new Float64Array(steps.length * STEP_QUANTITIES.length);
  const perLayer = new Float64Array(steps.length * layers.length * QUANTITIES.length).fill(Number.NaN);
  const classes = new Uint8Array(steps.length * layers.length * TENSORS.length);
  steps.forEach((step, index) => {
    const defaults: Record<StepQuantity, number> = {
      loss: 1,
      globalNorm: 1,
      globalNormClipped: 1,
      learningRate: 0.1,
      skipped: 0,
    };
    STEP_QUANTITIES.forEach((name, at) => {
      perStep[index * STEP_QUANTITIES.length + at] = step[name] ?? defaults[name];
    });
    for (const [name, text] of Object.entries(step.rows ?? {})) {
      text.split(' ').forEach((number, layer) => {
        perLayer[(index * layers.length + layer) * QUANTITIES.length + QUANTITIES.indexOf(name as Quantity)] =
          Number(number);
      });
    }
    for (const text of step.classes ?? []) {
      const [layer = '', tensor = '', code = ''] = text.split(' ');
      classes[
        (index * layers.length + Number(layer)) * TENSORS.length + TENSORS.indexOf(tensor as TensorName)
      ] = CODES[code]!; // a word of CODES
    }
  });
  return { firstStep, count: steps.length, perStep, perLayer, classes };
}

export function recordOf(layers: readonly Layer[], steps: readonly StepTable[]): RunRecord {
  const record = createRecord(layers);
  record.append(chunkOf(layers, 0, steps));
  return record;
}

/** Gradients of hidden rows that grow by `factor` from the last back to the first, the last being 1; the output row 1. */
export function growing(layers: readonly Layer[], factor: number): string {
  const hidden = layers.filter(({ place }) => place === 'trunk').length;
  return layers.map((layer) => (layer.place === 'trunk' ? factor ** (hidden - layer.number) : 1)).join(' ');
}
