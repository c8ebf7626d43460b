/** Measures a step on the GPU: a program a layer and pass, a few to join them, one vector of floats at the end. */
import type { Layer } from '../../catalogue/types';
import type { LossValue, PendingRow, StepRecorder } from '../device';
import { type Moments, Row, type Statistics } from '../row';
import { keep, type Tensor } from '../tf';
import type { Gpu } from './gpu';
import { inGroups, MAX_INPUTS } from './program';
import { type Look, type Looks, lookAtParts, MOMENTS, NORM, type Wanted } from './looks';
import { joinParts, recordsFrom, type Source } from './records';
import { joinAll } from './texels';

/** A row's records as they came home, taken one after the other. */
class Records {
  private at = 0;

  constructor(private readonly floats: Float32Array) {}

  private next(): [number, number, number, number] {
    const { at, floats } = this;
    this.at += 4;
    // The floats of all records were read.
    return [floats[at], floats[at + 1], floats[at + 2], floats[at + 3]] as [number, number, number, number];
  }

  number(): number {
    return this.next()[0];
  }
  statistics(): Statistics {
    const [largest, squares, nan, infinite] = this.next();
    return { largest, norm: largest * Math.sqrt(squares), nan, infinite };
  }
  moments(): Moments {
    const [mean, std, saturated, dead] = this.next();
    return { mean, std, saturated, dead };
  }
}

type Decode = (row: Row, records: Records) => void;

export interface WebglPendingRow extends PendingRow {
  /** So many records, in a row of texels. */
  readonly values: Tensor;
  readonly count: number;
  decode(values: Float32Array): Row;
}

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

export class WebglRecorder implements StepRecorder {
  private readonly noted: Noted[] = [];
  private readonly records: { readonly at: RecordsAt; readonly decode: Decode }[] = [];

  constructor(
    private readonly gpu: Gpu,
    private readonly looks: Looks,
    private readonly layers: readonly Layer[],
    /** Else the loss and the gradient's norms. */
    readonly everything: boolean,
  ) {}

  private note(tensors: readonly Tensor[], wanted: readonly Wanted[], decode: Decode) {
    const looks = tensors.map((tensor, index) => {
      const columns = tensor.shape.at(-1) ?? 1;
      return this.looks.of(tensor.size / columns, columns, wanted[index] ?? NORM);
    });
    this.noted.push({ tensors, looks, decode });
  }

  values(layer: number, preActivation: Tensor | null, output: Tensor) {
    if (!this.everything) return;
    const choice = this.layers[layer]?.activation;
    if (preActivation && choice) {
      this.note([preActivation, output], [this.looks.before(choice), MOMENTS], (row, records) => {
        row.preActivation(layer, records.statistics(), records.moments());
        row.output(layer, records.statistics(), records.moments());
      });
    } else {
      this.note([output], [MOMENTS], (row, records) => {
        const spread = records.statistics();
        const shape = records.moments();
        row.preActivation(layer, spread, { ...shape, saturated: 0, dead: 0 });
        row.output(layer, spread, shape);
      });
    }
  }

  gradients(layer: number, preActivation: Tensor | null, output: Tensor) {
    if (!this.everything) return;
    const tensors = preActivation ? [output, preActivation] : [output];
    this.note(tensors, [], (row, records) => {
      const dh = records.statistics();
      row.gradientOutput(layer, dh);
      row.gradientPreActivation(layer, preActivation ? records.statistics() : dh);
    });
  }

  inputGradient(layer: number, gradient: Tensor) {
    if (this.everything)
      this.note([gradient], [], (row, records) => row.gradientInput(layer, records.statistics()));
  }

  paths(junction: number, first: Tensor | null, second: Tensor | null) {
    if (!this.everything) return;
    if (first) this.note([first], [], (row, records) => row.paths(junction, records.statistics(), null));
    if (second) this.note([second], [], (row, records) => row.paths(junction, null, records.statistics()));
  }

  loss(loss: LossValue) {
    const tensor = loss.value as Tensor; // made by the same device
    this.records.push({
      at: { tensor, of: 1, from: 0, count: 1 },
      decode: (row, records) => row.step('loss', records.number()),
    });
  }

  /** What was measured of an update; `skips`: it changes nothing where the gradient is not finite. */
  parameters(measured: readonly MeasuredVector[], skips: boolean) {
    const found = new Map<Vector, Statistics[]>();
    for (const { vector, ...at } of measured) {
      this.records.push({
        at,
        decode: (_, records) =>
          void found.set(
            vector,
            Array.from({ length: at.count }, () => records.statistics()),
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
        `lookAtParts ${namesOf(group)}`,
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
        `joinParts ${sources.map((of) => ('looks' in of ? namesOf(of.looks) : `${of.of} ${of.from} ${of.count}`)).join(' and ')}`,
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
        const records = new Records(floats);
        for (const decode of decoders) decode(row, records);
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

const namesOf = (looks: readonly Look[]) => looks.map(({ id }) => id).join();
