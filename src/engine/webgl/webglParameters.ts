/** A lane's parameters on the GPU: flat vectors in textures, a program or two for the whole update. */
import { clipping as clippingEntry, optimizer as optimizerEntry } from '../../catalogue/registry';
import type { Layer } from '../../catalogue/types';
import type { Checkpoint, LayerTensors, Parameters, StepRecorder, UpdateSettings } from '../device';
import { keep, tensor, type Tensor } from '../tf';
import type { Gpu } from './gpu';
import { chunksOf, forEachEntry, type Segment, segmentsOf, texelMatrix, unitRuns } from './layout';
import { inGroups, MAX_INPUTS } from './program';
import { joinAll, texelShape } from './texels';
import * as programs from './vectors';
import type { MeasuredVector, RecordsAt, Vector, WebglRecorder } from './webglRecorder';

interface WebglCheckpoint extends Checkpoint {
  readonly values: Tensor;
  readonly state: readonly Tensor[];
}

interface ClipTables {
  readonly scope: string;
  /** Which factor an entry has; −1 beyond a matrix's edge. */
  readonly which: Tensor;
  readonly runs: Tensor | null;
  readonly count: number;
}

const kept = (numbers: readonly number[]): Tensor => {
  const { values, shape } = texelMatrix(numbers);
  return keep(tensor(values, shape));
};

export class WebglParameters implements Parameters {
  private readonly segments: readonly Segment[];
  private readonly length: number;
  /** Of each vector. */
  private readonly texels: number;
  private readonly chunks: number;
  private readonly runs: Tensor;
  private readonly ends: Tensor;
  /** For clipping by tensor or unit, made when first needed. */
  private tables: ClipTables | null = null;
  private flat: Tensor;
  private state: Tensor[] = [];
  private current: Record<string, Tensor>[] = [];
  /** Records of `flat`, where the last update measured what it left. */
  private known: RecordsAt | null = null;

  constructor(
    private readonly gpu: Gpu,
    private readonly layers: readonly Layer[],
    initial: Float32Array,
  ) {
    this.length = initial.length;
    const { segments, texels } = segmentsOf(layers.flatMap((layer) => layer.parameters));
    this.segments = segments;
    this.texels = texels;
    const { runs, ends } = chunksOf(segments, texels);
    this.chunks = runs.length / 4;
    this.runs = kept(runs);
    this.ends = kept(ends);
    this.flat = this.vector(initial);
    this.publish();
  }

  get tensors(): readonly LayerTensors[] {
    return this.current;
  }

  private vector(entries: Float32Array): Tensor {
    const shape = texelShape(this.texels);
    const values = new Float32Array(shape[0] * shape[1]);
    for (const segment of this.segments)
      forEachEntry(this.texels, segment, (index, place) => {
        values[place] = entries[index] as number;
      });
    return keep(tensor(values, shape));
  }

  private publish() {
    this.disposeTensors();
    let next = 0;
    this.current = this.layers.map((layer) =>
      Object.fromEntries(
        layer.parameters.map(({ name }) => {
          const { shape, first } = this.segments[next++] as Segment; // one for each parameter, in order
          const [rows, columns] = shape;
          const key = `unflatten ${rows} ${columns} of ${this.texels}`;
          const build = () => programs.unflatten(rows, columns, this.texels);
          return [name, keep(this.gpu.run(key, build, [this.flat], [first]))];
        }),
      ),
    );
  }

  private disposeTensors() {
    for (const tensors of this.current) for (const made of Object.values(tensors)) made.dispose();
  }

  private flatten(gradients: readonly LayerTensors[]): Tensor {
    const matrices = this.layers.flatMap((layer, index) =>
      layer.parameters.map(({ name }) => {
        const gradient = gradients[index]?.[name];
        if (!gradient) throw new Error(`No gradient for ${layer.name}/${name}.`);
        return gradient;
      }),
    );
    const parts = inGroups(this.segments, MAX_INPUTS).map((group, at) => {
      const shapes = group.map(({ shape }) => shape);
      const first = at * MAX_INPUTS;
      return {
        tensor: this.gpu.run(
          `flatten ${shapes.join(' ')}`,
          () => programs.flatten(shapes),
          matrices.slice(first, first + MAX_INPUTS),
        ),
        count: group.reduce((sum, { count }) => sum + count, 0),
      };
    });
    return joinAll(this.gpu, parts).tensor;
  }

  /** Records of every segment of each vector. */
  private measureVectors(vectors: readonly (readonly [Vector, Tensor])[]): MeasuredVector[] {
    if (vectors.length === 0) return [];
    const { chunks, texels } = this;
    const segments = this.segments.length;
    const { length } = vectors;
    const byChunk = this.gpu.run(
      `runs ${length} ${chunks} of ${texels}`,
      () => programs.runRecords(length, texels, chunks, true),
      [...vectors.map(([, of]) => of), this.runs],
    );
    const records = this.gpu.run(
      `join ${length} ${segments} ${chunks}`,
      () => programs.joinRuns(length, segments, chunks),
      [byChunk, this.ends],
    );
    return vectors.map(([vector], index) => ({
      vector,
      tensor: records,
      of: length * segments,
      from: index * segments,
      count: segments,
    }));
  }

  private clipTables(scope: string): ClipTables {
    if (this.tables?.scope === scope) return this.tables;
    this.disposeTables();
    const ofUnits = scope === 'unit';
    const shape = texelShape(this.texels);
    const which = new Float32Array(shape[0] * shape[1]).fill(-1);
    let count = 0;
    for (const segment of this.segments) {
      const isCut = ofUnits && segment.units > 1;
      forEachEntry(this.texels, segment, (_, place, column) => {
        which[place] = count + (isCut ? column : 0);
      });
      count += isCut ? segment.units : 1;
    }
    const runs = ofUnits ? kept(unitRuns(this.segments)) : null;
    this.tables = { scope, which: keep(tensor(which, shape)), runs, count };
    return this.tables;
  }

  private disposeTables() {
    this.tables?.which.dispose();
    this.tables?.runs?.dispose();
    this.tables = null;
  }

  private clip(gradient: Tensor, records: Tensor, settings: UpdateSettings): Tensor {
    const { clipping } = settings;
    const { texels } = this;
    const { scope } = clippingEntry(clipping.kind);
    if (scope === 'none') return gradient;
    const threshold = Number(clipping.threshold);
    const apply = (inputs: Tensor[], factors: number) =>
      this.gpu.run(
        `clip ${clipping.kind} ${factors} ${texels}`,
        () => programs.applyClip(clipping, texels, factors),
        inputs,
        scope === 'element' ? [threshold] : [],
      );
    const factors = (of: Tensor, count: number) =>
      this.gpu.run(
        `factors ${clipping.kind} ${count}`,
        () => programs.clipFactors(clipping, count),
        [of],
        [threshold],
      );
    if (scope === 'element') return apply([gradient], 0);
    if (scope === 'network') return apply([gradient, factors(records, this.segments.length)], 1);
    const { count, runs, which } = this.clipTables(scope);
    const measured = runs
      ? this.gpu.run(`units ${count} of ${texels}`, () => programs.runRecords(2, texels, count, false), [
          gradient,
          this.flat,
          runs,
        ])
      : records;
    return apply([gradient, factors(measured, count), which], count);
  }

  /** Must be called inside a scope, in which the recorder finishes too. */
  private step(
    gradients: readonly LayerTensors[],
    settings: UpdateSettings,
    recorder: StepRecorder | null,
    updates: boolean,
  ) {
    const { optimizer, skipNonFinite } = settings;
    const { texels } = this;
    const webgl = recorder as WebglRecorder | null; // made by the same device
    const entry = optimizerEntry(optimizer.kind);
    const gradient = this.flatten(gradients);
    const ofGradient = this.measureVectors([['gradient', gradient]]);
    const records = (ofGradient[0] as MeasuredVector).tensor; // one was asked for
    const clipped = this.clip(gradient, records, settings);
    const count = this.segments.length;
    const bad = skipNonFinite
      ? [this.gpu.run(`bad ${count}`, () => programs.anyNotFinite(count), [records])]
      : [];
    const measured: (readonly [Vector, Tensor])[] = clipped === gradient ? [] : [['clipped', clipped]];
    if (webgl?.everything && !this.known) measured.push(['value', this.flat]);
    // Cloned, since the update lets go of them before the recorder finishes.
    const before = this.known
      ? [{ ...this.known, tensor: this.known.tensor.clone(), vector: 'value' as const }]
      : [];
    if (!updates) {
      webgl?.parameters([...ofGradient, ...before, ...this.measureVectors(measured)], skipNonFinite);
      return;
    }
    const starts = entry.state(optimizer);
    if (this.state.length !== starts.length) {
      for (const old of this.state) old.dispose();
      this.state = starts.map((start) => this.vector(new Float32Array(this.length).fill(start)));
    }
    const scalars = Object.values(
      entry.scalars(optimizer, settings.learningRate, settings.update, settings.weightDecay),
    );
    const inputs = [this.flat, clipped, ...this.state, ...bad];
    const run = (output: number) =>
      this.gpu.run(
        `update ${JSON.stringify(optimizer)} ${output} ${skipNonFinite} ${texels}`,
        () => programs.optimizerUpdate(optimizer, texels, output, skipNonFinite),
        inputs,
        scalars,
      );
    const change = run(-1);
    const state = starts.map((_, index) => keep(run(index)));
    const next = keep(this.gpu.run(`add ${texels}`, () => programs.addVectors(texels), [this.flat, change]));
    if (webgl?.everything) measured.push(['change', change], ['after', next]);
    const ofVectors = webgl ? this.measureVectors(measured) : [];
    webgl?.parameters([...ofGradient, ...before, ...ofVectors], skipNonFinite);
    this.replace(next, state);
    const after = ofVectors.find(({ vector }) => vector === 'after');
    if (after) this.known = { ...after, tensor: keep(after.tensor.clone()) };
  }

  private replace(values: Tensor, state: Tensor[]) {
    this.forget();
    this.flat.dispose();
    for (const old of this.state) old.dispose();
    this.flat = values;
    this.state = state;
    this.publish();
  }

  private forget() {
    this.known?.tensor.dispose();
    this.known = null;
  }

  update(gradients: readonly LayerTensors[], settings: UpdateSettings, recorder: StepRecorder | null) {
    this.step(gradients, settings, recorder, true);
  }

  measure(gradients: readonly LayerTensors[], settings: UpdateSettings, recorder: StepRecorder) {
    this.step(gradients, settings, recorder, false);
  }

  checkpoint(): Checkpoint {
    // Each update makes new textures: to keep the old ones is to keep their numbers, at no cost in time.
    const kept: WebglCheckpoint = {
      values: keep(this.flat.clone()),
      state: this.state.map((vector) => keep(vector.clone())),
      sizeBytes: 16 * this.texels * (1 + this.state.length),
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
    const { texels, segments } = this;
    const values = await this.flat.data<'float32'>();
    const entries = new Float32Array(this.length);
    for (const segment of segments)
      forEachEntry(texels, segment, (index, place) => {
        entries[index] = values[place] as number;
      });
    return entries;
  }

  dispose() {
    this.disposeTensors();
    this.disposeTables();
    this.forget();
    for (const old of [this.flat, this.runs, this.ends, ...this.state]) old.dispose();
    this.current = [];
    this.state = [];
  }
}
