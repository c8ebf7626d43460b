/** A lane's record as plain arrays, for programs: step-major, `[steps, layers]`. */
import {
  CLASS,
  type ClassCode,
  type Layer,
  type Quantity,
  type RowReader,
  type TensorName,
} from '../catalogue/types';
import type { Edit } from '../spec/types';
import { firstNonFinite } from './firstNonFinite';
import type { FirstNonFinite, HeldOut, RunReader } from './types';

/** Each array, what it is read from, and the tensor whose class goes with it (null: the number's own class). */
export const PER_LAYER = {
  gradientOutput: ['gradientOutput', 'gradientOutput'],
  gradientPreActivation: ['gradientPreActivation', 'gradientPreActivation'],
  gradientWeights: ['gradientWeights', 'gradientWeights'],
  gradientBias: ['gradientBias', 'gradientBias'],
  weights: ['weights', 'weights'],
  update: ['updateWeights', null],
  mean: ['mean', 'output'],
  std: ['std', 'output'],
  saturated: ['saturated', 'preActivation'],
  dead: ['dead', 'output'],
} as const satisfies Record<string, readonly [Quantity, TensorName | null]>;

export type LayerKey = keyof typeof PER_LAYER;
export const PER_STEP = ['loss', 'globalNorm', 'globalNormClipped', 'learningRate'] as const;

export interface HistoryArrays {
  readonly lane: string;
  /** Names as PyTorch files spell them, input side first. */
  readonly layers: readonly string[];
  /** Where each layer stands: what a map needs to draw it. */
  readonly rows: readonly ArrayRow[];
  /** The first step of each column; after 10⁴ steps or so a column holds several. */
  readonly steps: Int32Array;
  readonly perLayer: Readonly<Record<LayerKey, Float64Array>>;
  /** 0 finite, 1 zero, 2 Inf, 3 NaN, 4 not measured. */
  readonly classes: Readonly<Record<LayerKey, Uint8Array>>;
  readonly perStep: Readonly<Record<(typeof PER_STEP)[number], Float64Array>>;
  readonly heldOut: {
    readonly steps: Int32Array;
    readonly loss: Float64Array;
    readonly accuracy: Float64Array;
  };
  readonly edits: readonly Edit[];
  /** `layer` is a name; null for the loss. */
  readonly firstNonFinite: (Omit<FirstNonFinite, 'layer'> & { readonly layer: string | null }) | null;
}

/** `number` is its place among the counted rows, from 1 (0: not counted); `timeStep` is 0 where it is none. */
export interface ArrayRow {
  readonly place: Layer['place'];
  readonly number: number;
  readonly timeStep: number;
}

export function historyArrays(
  lane: string,
  record: RunReader & { readonly heldOut: readonly HeldOut[] },
  edits: readonly Edit[],
): HistoryArrays {
  const layers = record.layers.length;
  const columns = Array.from({ length: record.columns }, (_, column) => column);
  const perLayer = mapKeys(() => new Float64Array(columns.length * layers));
  const classes = mapKeys(() => new Uint8Array(columns.length * layers));
  for (const column of columns) {
    const row = record.row(column);
    for (const key of KEYS) {
      const [quantity, tensor] = PER_LAYER[key];
      for (let layer = 0; layer < layers; layer++) {
        const value = row.quantity(layer, quantity);
        const at = column * layers + layer;
        perLayer[key][at] = value;
        classes[key][at] = tensor ? row.classOf(layer, tensor) : classOfUpdate(value, row, layer);
      }
    }
  }
  return {
    lane,
    layers: record.layers.map(({ name }) => name),
    rows: record.layers.map(({ place, number, time }) => ({ place, number, timeStep: time?.step ?? 0 })),
    steps: Int32Array.from(columns, (column) => record.stepOfColumn(column)),
    perLayer,
    classes,
    perStep: {
      loss: perStep(record, columns, 'loss'),
      globalNorm: perStep(record, columns, 'globalNorm'),
      globalNormClipped: perStep(record, columns, 'globalNormClipped'),
      learningRate: perStep(record, columns, 'learningRate'),
    },
    heldOut: {
      steps: Int32Array.from(record.heldOut, ({ step }) => step),
      loss: Float64Array.from(record.heldOut, ({ loss }) => loss),
      accuracy: Float64Array.from(record.heldOut, ({ accuracy }) => accuracy),
    },
    edits,
    firstNonFinite: firstIn(record, columns),
  };
}

export const KEYS = Object.keys(PER_LAYER) as readonly LayerKey[];

const mapKeys = <T>(make: () => T) =>
  Object.fromEntries(KEYS.map((key) => [key, make()])) as Record<LayerKey, T>;

const perStep = (record: RunReader, columns: readonly number[], quantity: (typeof PER_STEP)[number]) =>
  Float64Array.from(columns, (column) => record.step(column, quantity));

/** A change that was computed and is none: the parameter that took it says what it was. */
function classOfUpdate(value: number, row: RowReader, layer: number): ClassCode {
  if (Number.isFinite(value)) return value === 0 ? CLASS.zero : CLASS.finite;
  if (!Number.isNaN(value)) return CLASS.infinite;
  const after = row.classOf(layer, 'weightsAfter');
  return after === CLASS.nan || after === CLASS.infinite ? CLASS.nan : CLASS.notMeasured;
}

function firstIn(record: RunReader, columns: readonly number[]): HistoryArrays['firstNonFinite'] {
  for (const column of columns) {
    const loss = record.step(column, 'loss');
    const first = firstNonFinite(record.row(column), loss, record.stepOfColumn(column));
    if (first) return { ...first, layer: record.layers[first.layer]?.name ?? null };
  }
  return null;
}
