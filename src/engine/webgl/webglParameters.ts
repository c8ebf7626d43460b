/** A lane's parameters on the GPU: flat vectors in textures, a program or two for the whole update. */
import { clipping as clippingEntry, optimizer as optimizerEntry } from '../../catalogue/registry';
import type { Layer, LayerParameter } from '../../catalogue/types';
import type { Checkpoint, LayerTensors, Parameters, StepRecorder, UpdateSettings } from '../device';
import { parameterMatrix } from '../shapes';
import { keep, scope, tensor, type Tensor } from '../tf';
import type { Gpu } from './gpu';
import { MAX_INPUTS } from './program';
import * as programs from './vectors';
import type { WebglRecorder } from './webglRecorder';

interface WebglCheckpoint extends Checkpoint {
  readonly values: Tensor;
  readonly state: readonly Tensor[];
}

export class WebglParameters implements Parameters {
  private readonly segments: readonly LayerParameter[];
  private readonly length: number;
  private readonly chunks: number;
  private readonly runs: Tensor;
  private readonly ends: Tensor;
  /** Tables for clipping by tensor or unit, made when first needed. */
  private tables: {
    readonly scope: string;
    readonly which: Tensor;
    readonly runs: Tensor | null;
    readonly count: number;
  } | null = null;
  private flat: Tensor;
  private state: Tensor[] = [];
  private current: Record<string, Tensor>[] = [];

  constructor(
    private readonly gpu: Gpu,
    private readonly layers: readonly Layer[],
    initial: Float32Array,
  ) {
    this.segments = layers.flatMap((layer) => layer.parameters);
    this.length = initial.length;
    const chunked = programs.chunkSegments(this.segments);
    this.chunks = chunked.chunks;
    this.runs = keep(tensor(chunked.runs));
    this.ends = keep(tensor(chunked.ends, [2 * this.segments.length, 2]));
    this.flat = keep(tensor(initial.slice(), [this.length]));
    this.publish();
  }

  get tensors(): readonly LayerTensors[] {
    return this.current;
  }

  private publish() {
    this.disposeTensors();
    this.current = this.layers.map((layer) =>
      Object.fromEntries(
        layer.parameters.map((parameter) => {
          const [rows, columns] = parameterMatrix(parameter.shape);
          const key = `unflatten ${rows} ${columns} of ${this.length}`;
          return [
            parameter.name,
            keep(this.gpu.run(key, () => programs.unflatten(rows, columns), [this.flat], [parameter.offset])),
          ];
        }),
      ),
    );
  }

  private disposeTensors() {
    for (const tensors of this.current) for (const made of Object.values(tensors)) made.dispose();
  }

  private concatenate(vectors: Tensor[], lengths: number[]): Tensor {
    if (vectors.length === 1 && vectors[0]) return vectors[0];
    const joined: Tensor[] = [];
    const joinedLengths: number[] = [];
    for (let first = 0; first < vectors.length; first += MAX_INPUTS) {
      const group = lengths.slice(first, first + MAX_INPUTS);
      joined.push(
        this.gpu.run(
          `concatenate ${group.join()}`,
          () => programs.concatenate(group),
          vectors.slice(first, first + MAX_INPUTS),
        ),
      );
      joinedLengths.push(group.reduce((sum, length) => sum + length, 0));
    }
    return this.concatenate(joined, joinedLengths);
  }

  private flatten(gradients: readonly LayerTensors[]): Tensor {
    const matrices: Tensor[] = [];
    const shapes: [number, number][] = [];
    this.layers.forEach((layer, index) => {
      for (const parameter of layer.parameters) {
        const gradient = gradients[index]?.[parameter.name];
        if (!gradient) throw new Error(`No gradient for ${layer.name}/${parameter.name}.`);
        matrices.push(gradient);
        shapes.push(parameterMatrix(parameter.shape));
      }
    });
    const parts: Tensor[] = [];
    const lengths: number[] = [];
    for (let first = 0; first < matrices.length; first += MAX_INPUTS) {
      const group = shapes.slice(first, first + MAX_INPUTS);
      parts.push(
        this.gpu.run(
          `flatten ${group.join(' ')}`,
          () => programs.flatten(group),
          matrices.slice(first, first + MAX_INPUTS),
        ),
      );
      lengths.push(group.reduce((sum, [rows, columns]) => sum + rows * columns, 0));
    }
    return this.concatenate(parts, lengths);
  }

  /** Records of every segment of each vector. */
  private measureVectors(vectors: Tensor[]): Tensor {
    const { chunks } = this;
    const segments = this.segments.length;
    const count = vectors.length;
    const byChunk = this.gpu.run(
      `runs ${count} ${chunks} of ${this.length}`,
      () => programs.runRecords(count, chunks),
      [...vectors, this.runs],
    );
    return this.gpu.run(
      `join ${count} ${segments} ${chunks}`,
      () => programs.joinRuns(count, segments, chunks),
      [byChunk, this.ends],
    );
  }

  private clipTables(scope: string) {
    if (this.tables?.scope === scope) return this.tables;
    this.disposeTables();
    const which = new Float32Array(this.length);
    const runs: number[] = [];
    this.segments.forEach((segment, index) => {
      const units = segment.shape.length > 1 ? (segment.shape.at(-1) ?? 1) : 1;
      const firstUnit = runs.length / 3;
      for (let place = 0; place < segment.size; place++) {
        which[segment.offset + place] = scope === 'unit' ? firstUnit + (place % units) : index;
      }
      for (let unit = 0; unit < units; unit++) runs.push(segment.offset + unit, segment.size / units, units);
    });
    this.tables = {
      scope,
      which: keep(tensor(which)),
      runs: scope === 'unit' ? keep(tensor(Float32Array.from(runs))) : null,
      count: scope === 'unit' ? runs.length / 3 : this.segments.length,
    };
    return this.tables;
  }

  private disposeTables() {
    this.tables?.which.dispose();
    this.tables?.runs?.dispose();
    this.tables = null;
  }

  private clip(gradient: Tensor, records: Tensor, settings: UpdateSettings): Tensor {
    const { clipping } = settings;
    const { scope } = clippingEntry(clipping.kind);
    if (scope === 'none') return gradient;
    const threshold = Number(clipping.threshold);
    const applyKey = `clip ${clipping.kind} ${this.length}`;
    const apply = () => programs.applyClip(clipping, this.length);
    if (scope === 'element') return this.gpu.run(applyKey, apply, [gradient], [threshold]);
    const factors = (of: Tensor, count: number) =>
      this.gpu.run(
        `factors ${clipping.kind} ${count}`,
        () => programs.clipFactors(clipping, count),
        [of],
        [threshold],
      );
    if (scope === 'network')
      return this.gpu.run(applyKey, apply, [gradient, factors(records, this.segments.length)]);
    const tables = this.clipTables(scope);
    const { count } = tables;
    const measured = tables.runs
      ? this.gpu.run(`units ${count} of ${this.length}`, () => programs.runRecords(2, count), [
          gradient,
          this.flat,
          tables.runs,
        ])
      : records;
    return this.gpu.run(applyKey, apply, [gradient, factors(measured, count), tables.which]);
  }

  private step(
    gradients: readonly LayerTensors[],
    settings: UpdateSettings,
    recorder: StepRecorder | null,
    updates: boolean,
  ) {
    const { optimizer, skipNonFinite } = settings;
    const entry = optimizerEntry(optimizer.kind);
    const gradient = this.flatten(gradients);
    const records = this.measureVectors([gradient]);
    const clipped = this.clip(gradient, records, settings);
    const bad = skipNonFinite
      ? [
          this.gpu.run(`bad ${this.segments.length}`, () => programs.anyNotFinite(this.segments.length), [
            records,
          ]),
        ]
      : [];
    const webgl = recorder as WebglRecorder | null; // made by the same device
    webgl?.parameters(this.layers, records, this.segments.length, bad[0] ?? null);
    if (!updates) {
      webgl?.afterUpdate(
        this.measureVectors([this.flat, clipped]),
        ['value', 'clipped'],
        this.segments.length,
      );
      return;
    }
    const starts = entry.state(optimizer);
    if (this.state.length !== starts.length) {
      for (const old of this.state) old.dispose();
      this.state = starts.map((start) => keep(tensor(new Float32Array(this.length).fill(start))));
    }
    const scalars = Object.values(
      entry.scalars(optimizer, settings.learningRate, settings.update, settings.weightDecay),
    );
    const inputs = [this.flat, clipped, ...this.state, ...bad];
    const run = (output: number) =>
      this.gpu.run(
        `update ${JSON.stringify(optimizer)} ${output} ${skipNonFinite} ${this.length}`,
        () => programs.optimizerUpdate(optimizer, this.length, output, skipNonFinite),
        inputs,
        scalars,
      );
    const change = run(-1);
    const state = starts.map((_, index) => keep(run(index)));
    const next = keep(
      this.gpu.run(`add ${this.length}`, () => programs.addVectors(this.length), [this.flat, change]),
    );
    webgl?.afterUpdate(
      this.measureVectors([this.flat, clipped, change, next]),
      ['value', 'clipped', 'change', 'after'],
      this.segments.length,
    );
    this.replace(next, state);
  }

  private replace(values: Tensor, state: Tensor[]) {
    this.flat.dispose();
    for (const old of this.state) old.dispose();
    this.flat = values;
    this.state = state;
    this.publish();
  }

  update(gradients: readonly LayerTensors[], settings: UpdateSettings, recorder: StepRecorder | null) {
    scope(() => this.step(gradients, settings, recorder, true));
  }

  measure(gradients: readonly LayerTensors[], settings: UpdateSettings, recorder: StepRecorder) {
    scope(() => this.step(gradients, settings, recorder, false));
  }

  checkpoint(): Checkpoint {
    // Each update makes new textures: to keep the old ones is to keep their numbers, at no cost in time.
    const kept: WebglCheckpoint = {
      values: keep(this.flat.clone()),
      state: this.state.map((vector) => keep(vector.clone())),
      sizeBytes: 4 * this.length * (1 + this.state.length),
      dispose() {
        this.values.dispose();
        for (const vector of this.state) vector.dispose();
      },
    };
    return kept;
  }

  restore(checkpoint: Checkpoint) {
    const { values, state } = checkpoint as WebglCheckpoint; // made by this class
    this.replace(
      keep(values.clone()),
      state.map((vector) => keep(vector.clone())),
    );
  }

  async read(): Promise<Float32Array> {
    return (await this.flat.data<'float32'>()).slice();
  }

  dispose() {
    this.disposeTensors();
    this.disposeTables();
    for (const old of [this.flat, this.runs, this.ends, ...this.state]) old.dispose();
    this.current = [];
    this.state = [];
  }
}
