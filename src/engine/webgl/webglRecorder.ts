/** Measures a step on the GPU: a program a layer and pass, a few to join them, one vector of floats at the end. */
import { activation as activationEntry } from '../../catalogue/registry';
import type { Layer } from '../../catalogue/types';
import type { LossValue, PendingRow, StepRecorder } from '../device';
import { type Moments, type ParameterStatistics, Row, type Statistics } from '../row';
import { keep, type Tensor } from '../tf';
import type { Gpu } from './gpu';
import { MAX_INPUTS } from './program';
import {
  type Columns,
  columnRecords,
  gatherRecords,
  joinColumns,
  type Measured,
  recordsOf,
  SPREAD_ONLY,
} from './records';
import { concatenate } from './vectors';

/** Takes its records off the front of a row's floats. */
type Decode = (row: Row, next: () => Float32Array) => void;

export interface WebglPendingRow extends PendingRow {
  readonly values: Tensor;
  readonly floats: number;
  decode(values: Float32Array): Row;
}

const statistics = (record: Float32Array): Statistics => {
  const [largest = 0, squares = 0, nan = 0, infinite = 0] = record;
  return { largest, norm: largest * Math.sqrt(squares), nan, infinite };
};
const moments = (record: Float32Array): Moments => {
  const [mean = 0, std = 0, saturated = 0, dead = 0] = record;
  return { mean, std, saturated, dead };
};

type Vector = 'value' | 'clipped' | 'change' | 'after';

export class WebglRecorder implements StepRecorder {
  private readonly columns: { readonly tensor: Tensor; readonly of: Columns; readonly decode: Decode }[] = [];
  /** Record tensors that need no joining, with how many records they hold. */
  private readonly records: { readonly tensor: Tensor; readonly count: number; readonly decode: Decode }[] =
    [];

  constructor(
    private readonly gpu: Gpu,
    private readonly layers: readonly Layer[],
    private readonly batch: number,
    private readonly everything: boolean,
  ) {}

  private measure(tensors: readonly Tensor[], measured: readonly Measured[], decode: Decode) {
    const units = tensors[0]?.shape[1] ?? 1;
    const key = `columns ${this.batch} ${units} ${JSON.stringify(measured.map((of) => [of.moments, of.saturatedAt.map(String), of.flatAt.map(String)]))}`;
    const tensor = this.gpu.run(key, () => columnRecords(this.batch, units, measured), tensors);
    this.columns.push({ tensor, of: { batch: this.batch, units, measured }, decode });
  }

  values(layer: number, preActivation: Tensor | null, output: Tensor) {
    if (!this.everything) return;
    const plain: Measured = { moments: true, saturatedAt: [], flatAt: [] };
    const choice = this.layers[layer]?.activation;
    if (preActivation && choice) {
      const entry = activationEntry(choice.kind);
      const z: Measured = {
        moments: true,
        saturatedAt: entry.saturatedAt(choice),
        flatAt: entry.flatAt(choice),
      };
      this.measure([preActivation, output], [z, plain], (row, next) => {
        row.preActivation(layer, statistics(next()), moments(next()));
        row.output(layer, statistics(next()), moments(next()));
      });
    } else {
      this.measure([output], [plain], (row, next) => {
        const spread = statistics(next());
        const shape = moments(next());
        row.preActivation(layer, spread, { ...shape, saturated: 0, dead: 0 });
        row.output(layer, spread, shape);
      });
    }
  }

  gradients(layer: number, preActivation: Tensor | null, output: Tensor) {
    if (!this.everything) return;
    const tensors = preActivation ? [output, preActivation] : [output];
    this.measure(
      tensors,
      tensors.map(() => SPREAD_ONLY),
      (row, next) => {
        const dh = statistics(next());
        row.gradientOutput(layer, dh);
        row.gradientPreActivation(layer, preActivation ? statistics(next()) : dh);
      },
    );
  }

  inputGradient(layer: number, gradient: Tensor) {
    if (this.everything)
      this.measure([gradient], [SPREAD_ONLY], (row, next) => row.gradientInput(layer, statistics(next())));
  }

  paths(junction: number, first: Tensor | null, second: Tensor | null) {
    if (!this.everything) return;
    if (first)
      this.measure([first], [SPREAD_ONLY], (row, next) => row.paths(junction, statistics(next()), null));
    if (second)
      this.measure([second], [SPREAD_ONLY], (row, next) => row.paths(junction, null, statistics(next())));
  }

  loss(loss: LossValue) {
    const value = loss.value as Tensor; // made by the same device
    this.records.push({
      tensor: value,
      count: 1,
      decode: (row, next) => row.step('loss', next()[0] ?? Number.NaN),
    });
  }

  private segmentStatistics: Statistics[] = [];

  /** Gradient records of every segment, and whether the update is skipped. */
  parameters(_layers: readonly Layer[], gradients: Tensor, segments: number, bad: Tensor | null) {
    this.records.push({
      tensor: gradients,
      count: segments,
      decode: (row, next) => {
        this.segmentStatistics = Array.from({ length: segments }, () => statistics(next()));
        const finite = this.segmentStatistics.every((of) => of.nan === 0 && of.infinite === 0);
        row.step('skipped', bad && !finite ? 1 : 0);
      },
    });
    keep(gradients);
  }

  /** Records of every segment of these vectors, in this order. */
  afterUpdate(records: Tensor, vectors: readonly Vector[], segments: number) {
    keep(records);
    this.records.push({
      tensor: records,
      count: vectors.length * segments,
      decode: (row, next) => {
        const of = new Map(
          vectors.map((vector) => [vector, Array.from({ length: segments }, () => statistics(next()))]),
        );
        const at = (vector: Vector, segment: number) => of.get(vector)?.[segment] ?? null;
        let segment = 0;
        this.layers.forEach((layer, index) => {
          for (const parameter of layer.parameters) {
            const gradient = this.segmentStatistics[segment];
            const value = at('value', segment);
            const clipped = at('clipped', segment);
            if (gradient && value && clipped) {
              const measured: ParameterStatistics = {
                gradient,
                clipped,
                value,
                change: at('change', segment),
                after: at('after', segment),
              };
              row.parameter(index, parameter.role, measured);
            }
            segment++;
          }
        });
      },
    });
  }

  finish(learningRate: number): WebglPendingRow {
    const parts: { tensor: Tensor; count: number; decode: Decode }[] = [];
    for (let first = 0; first < this.columns.length; first += MAX_INPUTS) {
      const group = this.columns.slice(first, first + MAX_INPUTS);
      const shapes = group.map((one) => one.of);
      const key = `joinColumns ${JSON.stringify(shapes.map((of) => [of.batch, of.units, of.measured.map((measured) => measured.moments)]))}`;
      const count = shapes.reduce(
        (sum, of) => sum + of.measured.reduce((records, measured) => records + recordsOf(measured), 0),
        0,
      );
      const tensor = this.gpu.run(
        key,
        () => joinColumns(shapes),
        group.map((one) => one.tensor),
      );
      parts.push({ tensor, count, decode: (row, next) => group.forEach((one) => one.decode(row, next)) });
    }
    parts.push(...this.records);
    const values = keep(gatherAll(this.gpu, parts));
    for (const { tensor } of this.records) tensor.dispose();
    return {
      values,
      floats: 4 * parts.reduce((sum, part) => sum + part.count, 0),
      dispose: () => values.dispose(),
      decode: (floats) => {
        const row = new Row(this.layers);
        let at = 0;
        const next = () => floats.subarray(at, (at += 4));
        for (const part of parts) part.decode(row, next);
        row.step('learningRate', learningRate);
        row.finish();
        return row;
      },
    };
  }
}

/** All records as one vector of floats; deep networks take two rounds. */
function gatherAll(gpu: Gpu, parts: readonly { readonly tensor: Tensor; readonly count: number }[]): Tensor {
  let vectors: { readonly tensor: Tensor; readonly length: number }[] = groups(parts).map((group) => {
    const counts = group.map((part) => part.count);
    const tensor = gpu.run(
      `gather ${counts.join()}`,
      () => gatherRecords(counts),
      group.map((part) => part.tensor),
    );
    return { tensor, length: 4 * counts.reduce((sum, count) => sum + count, 0) };
  });
  while (vectors.length > 1) {
    vectors = groups(vectors).map((group) => {
      const lengths = group.map((vector) => vector.length);
      const tensor = gpu.run(
        `concatenate ${lengths.join()}`,
        () => concatenate(lengths),
        group.map((vector) => vector.tensor),
      );
      return { tensor, length: lengths.reduce((sum, length) => sum + length, 0) };
    });
  }
  const whole = vectors[0];
  if (!whole) throw new Error('A step was recorded without a single number.');
  return whole.tensor;
}

function groups<T>(all: readonly T[]): T[][] {
  const cut: T[][] = [];
  for (let first = 0; first < all.length; first += MAX_INPUTS) cut.push(all.slice(first, first + MAX_INPUTS));
  return cut;
}
