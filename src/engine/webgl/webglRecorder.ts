/** Measures a step on the GPU: a program a layer and pass, a few to join them, one vector of floats at the end. */
import { activation as activationEntry } from '../../catalogue/registry';
import type { Layer } from '../../catalogue/types';
import type { LossValue, PendingRow, StepRecorder } from '../device';
import { type Moments, Row, type Statistics } from '../row';
import { keep, type Tensor } from '../tf';
import type { Gpu } from './gpu';
import { inGroups, MAX_INPUTS } from './program';
import { joinParts, type Look, lookAtParts, recordsFrom, type Source } from './records';
import { joinAll } from './texels';

/** Takes its records off the front of a row's floats. */
type Decode = (row: Row, next: () => Float32Array) => void;

export interface WebglPendingRow extends PendingRow {
  /** So many records, in a row of texels. */
  readonly values: Tensor;
  readonly count: number;
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

export type Vector = 'gradient' | 'clipped' | 'value' | 'change' | 'after';

/** Records of a lane's parameters: `count` of the `of` in a row of texels. */
export interface RecordsAt {
  readonly tensor: Tensor;
  readonly of: number;
  readonly from: number;
  readonly count: number;
}
export interface MeasuredVector extends RecordsAt {
  readonly vector: Vector;
}

/** What is left for `finish`: one program looks at many tensors at once. */
interface Noted {
  readonly tensors: readonly Tensor[];
  readonly looks: readonly Look[];
  readonly decode: Decode;
}

const SPREAD_ONLY = { moments: false, saturatedAt: [], flatAt: [] };
const MOMENTS = { ...SPREAD_ONLY, moments: true };

function lookAt(tensor: Tensor, what: Omit<Look, 'rows' | 'columns'>): Look {
  const columns = tensor.shape.at(-1) ?? 1;
  return { rows: tensor.size / columns, columns, ...what };
}

export class WebglRecorder implements StepRecorder {
  private readonly noted: Noted[] = [];
  private readonly records: { readonly at: RecordsAt; readonly decode: Decode }[] = [];

  constructor(
    private readonly gpu: Gpu,
    private readonly layers: readonly Layer[],
    /** Else the loss and the gradient's norms. */
    readonly everything: boolean,
  ) {}

  private note(tensors: readonly Tensor[], what: readonly Omit<Look, 'rows' | 'columns'>[], decode: Decode) {
    const looks = tensors.map((tensor, index) => lookAt(tensor, what[index] ?? SPREAD_ONLY));
    this.noted.push({ tensors, looks, decode });
  }

  values(layer: number, preActivation: Tensor | null, output: Tensor) {
    if (!this.everything) return;
    const choice = this.layers[layer]?.activation;
    if (preActivation && choice) {
      const entry = activationEntry(choice.kind);
      const z = {
        moments: true,
        saturatedAt: entry.saturatedAt(choice),
        flatAt: entry.flatAt(choice),
      };
      this.note([preActivation, output], [z, MOMENTS], (row, next) => {
        row.preActivation(layer, statistics(next()), moments(next()));
        row.output(layer, statistics(next()), moments(next()));
      });
    } else {
      this.note([output], [MOMENTS], (row, next) => {
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
    this.note(tensors, [], (row, next) => {
      const dh = statistics(next());
      row.gradientOutput(layer, dh);
      row.gradientPreActivation(layer, preActivation ? statistics(next()) : dh);
    });
  }

  inputGradient(layer: number, gradient: Tensor) {
    if (this.everything)
      this.note([gradient], [], (row, next) => row.gradientInput(layer, statistics(next())));
  }

  paths(junction: number, first: Tensor | null, second: Tensor | null) {
    if (!this.everything) return;
    if (first) this.note([first], [], (row, next) => row.paths(junction, statistics(next()), null));
    if (second) this.note([second], [], (row, next) => row.paths(junction, null, statistics(next())));
  }

  loss(loss: LossValue) {
    const tensor = loss.value as Tensor; // made by the same device
    this.records.push({
      at: { tensor, of: 1, from: 0, count: 1 },
      decode: (row, next) => row.step('loss', next()[0] ?? Number.NaN),
    });
  }

  /** What was measured of an update; `skips`: it changes nothing where the gradient is not finite. */
  parameters(measured: readonly MeasuredVector[], skips: boolean) {
    const found = new Map<Vector, Statistics[]>();
    for (const { vector, ...at } of measured) {
      this.records.push({
        at,
        decode: (_, next) =>
          void found.set(
            vector,
            Array.from({ length: at.count }, () => statistics(next())),
          ),
      });
    }
    this.decodeParameters = (row) => {
      const gradients = found.get('gradient') ?? [];
      const isFinite = gradients.every(({ nan, infinite }) => nan === 0 && infinite === 0);
      row.step('skipped', skips && !isFinite ? 1 : 0);
      let segment = 0;
      this.layers.forEach((layer, index) => {
        for (const { role } of layer.parameters) {
          const gradient = gradients[segment];
          const at = (vector: Vector) => found.get(vector)?.[segment] ?? null;
          if (gradient)
            row.parameter(index, role, {
              gradient,
              clipped: at('clipped') ?? gradient,
              value: at('value'),
              change: at('change'),
              after: at('after'),
            });
          segment++;
        }
      });
    };
  }
  private decodeParameters: (row: Row) => void = () => undefined;

  /** All records as one row of texels; deep networks take several rounds. */
  private join(): { readonly tensor: Tensor; readonly count: number } {
    const { gpu } = this;
    const tensors = this.noted.flatMap((one) => one.tensors);
    const looks = this.noted.flatMap((one) => one.looks);
    const parts = inGroups(looks, GROUP).map((group, at) => ({
      tensor: gpu.run(
        `lookAtParts ${group.map(lookKey).join()}`,
        () => lookAtParts(group),
        tensors.slice(at * GROUP, at * GROUP + group.length),
      ),
      source: { looks: group },
    }));
    const inputs: { readonly tensor: Tensor; readonly source: Source }[] = [
      ...parts,
      ...this.records.map(({ at: { tensor, ...source } }) => ({ tensor, source })),
    ];
    const rows = inGroups(inputs, MAX_INPUTS).map((group) => {
      const sources = group.map(({ source }) => source);
      const tensor = gpu.run(
        `joinParts ${sources.map((of) => ('looks' in of ? of.looks.map(lookKey).join() : `${of.of} ${of.from} ${of.count}`)).join(' and ')}`,
        () => joinParts(sources),
        group.map((input) => input.tensor),
      );
      return { tensor, count: sources.reduce((sum, source) => sum + recordsFrom(source), 0) };
    });
    return joinAll(gpu, rows);
  }

  /** Must be called in the scope in which the step was made. */
  finish(learningRate: number): WebglPendingRow {
    const { tensor, count } = this.join();
    const values = keep(tensor);
    const decoders = [...this.noted, ...this.records].map(({ decode }) => decode);
    return {
      values,
      count,
      dispose: () => values.dispose(),
      decode: (floats) => {
        const row = new Row(this.layers);
        let at = 0;
        const next = () => floats.subarray(at, (at += 4));
        for (const decode of decoders) decode(row, next);
        this.decodeParameters(row);
        row.step('learningRate', learningRate);
        row.finish();
        return row;
      },
    };
  }
}

/** Even, so that the two tensors of a layer fall into the same places of every program. */
const GROUP = MAX_INPUTS - 1;

const lookKey = ({ rows, columns, ...what }: Look) =>
  `${rows} ${columns}${what.moments ? ` moments ${what.saturatedAt.join(' ')}; ${what.flatAt.join(' ')}` : ''}`;
