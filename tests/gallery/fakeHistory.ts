/** Histories by formula: small, seeded by arithmetic, the same everywhere. No training, no random generator. */
import {
  CLASS,
  type ClassCode,
  type Layer,
  type Quantity,
  type RowReader,
  type TensorName,
} from '../../src/catalogue/types';
import type { HistoryReader } from '../../src/charts/types';

export interface FakeOptions {
  readonly layers: readonly Layer[];
  readonly steps: number;
  /** Size of ∂L/∂h; may be 0, Infinity or NaN. */
  readonly gradient: (step: number, layer: number) => number;
  readonly loss?: (step: number) => number;
  readonly norm?: (step: number) => number;
  readonly clipAt?: number;
  readonly skipped?: (step: number) => boolean;
  /** Steps a column. */
  readonly stride?: number;
}

export function fakeHistory(options: FakeOptions): HistoryReader {
  const { layers, steps, gradient, stride = 1, clipAt = Infinity } = options;
  const loss = options.loss ?? ((step) => 2.3 * 0.995 ** step);
  const norm = options.norm ?? ((step) => gradient(step, 0));
  const columns = Math.ceil(steps / stride);
  let shown = 0;
  const reader: RowReader = {
    layers,
    quantity: (layer: number, quantity: Quantity) => {
      if (!quantity.startsWith('gradient')) return 0.5 + 0.5 * wave(shown, layer);
      let worst = gradient(shown * stride, layer);
      for (let step = shown * stride + 1; step < Math.min(steps, (shown + 1) * stride); step++) {
        worst = Math.max(worst, gradient(step, layer));
      }
      return worst;
    },
    classOf: (layer: number, _tensor: TensorName): ClassCode => {
      const value = gradient(shown * stride, layer);
      return Number.isNaN(value)
        ? CLASS.nan
        : value === Infinity
          ? CLASS.infinite
          : value === 0
            ? CLASS.zero
            : CLASS.finite;
    },
  };
  return {
    layers,
    columns,
    lastStep: steps - 1,
    stepOfColumn: (column) => column * stride,
    columnOfStep: (step) => (step < 0 || step >= steps ? -1 : Math.floor(step / stride)),
    row: (column) => {
      shown = column;
      return reader;
    },
    step: (column, quantity) => {
      const step = column * stride;
      if (quantity === 'loss') return loss(step);
      if (quantity === 'globalNorm') return norm(step);
      if (quantity === 'globalNormClipped') return Math.min(norm(step), clipAt);
      if (quantity === 'skipped') return options.skipped?.(step) ? 1 : 0;
      return 0.05;
    },
  };
}

/** A number between −1 and 1 that looks like noise and is always the same for a place. */
export function wave(step: number, layer = 0): number {
  const mixed = Math.sin(step * 12.9898 + layer * 78.233 + 0.5) * 43758.5453;
  return 2 * (mixed - Math.floor(mixed)) - 1;
}

/** A stack of dense rows, then residual blocks of three rows (two inside, the sum), then the output. */
export function stackOf(dense: number, residual = 0, repetitionsInBlock = true): readonly Layer[] {
  const layers: Layer[] = [];
  let number = 0;
  const add = (
    place: Layer['place'],
    blockId: string,
    repetition: number,
    junction: Layer['junction'] = null,
  ): void => {
    const index = layers.length;
    layers.push({
      id: `${blockId}.${repetition}.${index}`,
      name: `layer${index}`,
      kind: 'dense',
      blockId,
      repetition,
      inputs: [index - 1],
      inputShape: [64],
      outputShape: [64],
      activation: { kind: 'relu' },
      parameters: [],
      values: {},
      place,
      number: place === 'trunk' ? (number += 1) : 0,
      parametersOf: index,
      state: [],
      junction,
      time: null,
    });
  };
  for (let at = 0; at < dense; at++)
    add('trunk', repetitionsInBlock ? 'b1' : `b${at}`, repetitionsInBlock ? at : 0);
  for (let at = 0; at < residual; at++) {
    const from = layers.length - 1;
    add('branch', 'b2', at);
    add('branch', 'b2', at);
    add('trunk', 'b2', at, {
      source: from,
      via: from + 3,
      first: from + 1,
      last: from + 2,
      paths: ['skip', 'branch'],
    });
  }
  add('output', 'out', 0);
  return layers;
}

const ROW: Omit<
  Layer,
  'id' | 'name' | 'kind' | 'blockId' | 'repetition' | 'inputs' | 'place' | 'number' | 'parametersOf'
> = {
  inputShape: [24],
  outputShape: [24],
  activation: { kind: 'tanh' },
  parameters: [],
  values: {},
  state: [],
  junction: null,
  time: null,
};

/** Rows with their numbers, each taking the one before it. */
function numbered(rows: readonly (Pick<Layer, 'blockId' | 'place'> & Partial<Layer>)[]): readonly Layer[] {
  let number = 0;
  return rows.map(
    (row, index): Layer => ({
      ...ROW,
      id: `${row.blockId}.${index}`,
      name: `layer${index}`,
      kind: 'dense',
      repetition: 0,
      inputs: [index - 1],
      parametersOf: index,
      number: row.place === 'trunk' ? (number += 1) : 0,
      ...row,
    }),
  );
}

/** Dense rows, then a recurrent block whose steps have their gates as rows inside, then the output. */
export function recurrentStack(dense: number, steps: number): readonly Layer[] {
  const inner = (time: Layer['time']) => ({ blockId: 'rnn', place: 'inner', time }) as const;
  return numbered([
    ...Array.from(
      { length: dense },
      (_, repetition) => ({ blockId: 'b1', place: 'trunk', repetition }) as const,
    ),
    inner(null),
    ...Array.from({ length: steps }, (_, at) => {
      const time = { step: at + 1, steps };
      return [inner(time), { blockId: 'rnn', place: 'trunk', kind: 'simpleRnn', time } as const];
    }).flat(),
    inner(null),
    { blockId: 'output', place: 'output' },
  ]);
}

/** A group of layers, each a dense row and its norm, so many times. */
export function groupStack(layersEach: number, repeat: number): readonly Layer[] {
  return numbered([
    ...Array.from({ length: repeat }, (_, repetition) =>
      Array.from({ length: layersEach }, () => [
        { blockId: 'group', place: 'part', repetition } as const,
        { blockId: 'group', place: 'trunk', kind: 'layerNorm', repetition } as const,
      ]).flat(),
    ).flat(),
    { blockId: 'output', place: 'output' },
  ]);
}

/** A gradient that grows on its way back through the time steps, less and less as it learns. */
export function throughTime(layers: readonly Layer[], each = 1.16, steps = 120): HistoryReader {
  const last = layers.findLast(({ time }) => time)?.time?.steps ?? 1;
  return fakeHistory({
    layers,
    steps,
    gradient: (step, layer) => {
      const back = last - (layers[layer]?.time?.step ?? (layers[layer]?.place === 'output' ? last : 1));
      return (
        0.162 *
        10 ** (0.3 * wave(step)) *
        (1 + (each - 1) * 0.985 ** step) ** back *
        (1 + 0.1 * wave(step, layer))
      );
    },
  });
}

/** Lane A of the opening screen: ×274 at step 0, out of hand at step 1, NaN at step 2. */
export function explodingLane(layers: readonly Layer[] = stackOf(12, 4)): HistoryReader {
  const last = layers.length - 1;
  return fakeHistory({
    layers,
    steps: 3,
    gradient: (step, layer) => {
      if (step >= 2) return Number.NaN;
      const depth = (last - layer) / last;
      const inside = layers[layer]?.place === 'branch' ? 0.35 : 1;
      if (step === 0) return 0.3 * inside * 274 ** depth * (1 + 0.12 * wave(0, layer));
      return 4 * inside * 10 ** (20.2 * depth ** 1.2) * (1 + 0.2 * wave(1, layer));
    },
    loss: (step) => [459, 3.4e23, Number.NaN][step] ?? Number.NaN,
    norm: (step) => [1200, 6e24, Number.NaN][step] ?? Number.NaN,
  });
}

/** Lane B of the opening screen: healthy, learning, its gradient fading with the loss. */
export function healthyLane(steps = 195, layers: readonly Layer[] = stackOf(12, 4)): HistoryReader {
  const last = layers.length - 1;
  return fakeHistory({
    layers,
    steps,
    gradient: (step, layer) => {
      const depth = (last - layer) / last;
      const inside = layers[layer]?.place === 'branch' ? 0.6 : 1;
      const drift = 10 ** (0.55 * wave(step) * Math.min(1, step / 60) - step / 400);
      return 0.162 * inside * drift * (1.61 + step / 60) ** depth * (1 + 0.1 * wave(step, layer));
    },
    loss: lossOf,
    norm: (step) => (0.9 + 0.5 * wave(step)) * (step === 40 ? 9 : 1),
    clipAt: 1,
  });
}

export function lossOf(step: number): number {
  if (step < 10) return 2.6 + 0.35 * Math.exp(-((step - 1) ** 2)) + 0.05 * wave(step);
  return 0.09 + 2.2 * Math.exp(-step / 45) * (1 + 0.35 * wave(step)) + 0.08 * Math.abs(wave(step, 3));
}
