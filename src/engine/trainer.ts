/** One lane being trained: forward, loss, backward, update, and nothing waits for the device. */
import { schedule as scheduleEntry } from '../catalogue/registry';
import type { Layer } from '../catalogue/types';
import type { Data } from '../data/types';
import type { Chunk } from '../history/types';
import { stream } from '../random/stream';
import { settingsAt } from '../spec/edits';
import { expand } from '../spec/expand';
import type { LaneSpec } from '../spec/types';
import { Batches, gather } from './batches';
import { Checkpoints } from './checkpoints';
import type {
  Checkpoint,
  Device,
  LayerTensors,
  LossValue,
  Parameters,
  PendingRow,
  StepRecorder,
  UpdateSettings,
} from './device';
import { meanLoss } from './heap/meanLoss';
import { accuracyOf, guessesOf, pictureInputs } from './heldOut';
import { histogramOf } from './histogram';
import { initialParameters } from './initialize';
import { disposeStates, LayerStates } from './layerStates';
import { backward, type Forward, forward, type PassOptions } from './passes';
import { noParameters } from './noParameters';
import { normalizeOutputs, normalizesOutput } from './normalize';
import { toChunk } from './row';
import { matrixOf, sizeOf } from './shapes';
import { scope, type Tensor } from './tf';
import type { Histograms, Poison, Snapshot, Start, Trainer, TrainerOptions } from './types';

/** What one forward and backward pass leaves, valid inside its scope. */
interface Pass {
  readonly forward: Forward;
  readonly loss: LossValue;
}

/** A lane at one moment: parameters, optimizer state, and what layers keep. */
interface Moment extends Checkpoint {
  readonly parameters: Checkpoint;
  readonly states: ReturnType<LayerStates['copy']>;
}

export class LaneTrainer implements Trainer {
  readonly layers: readonly Layer[];
  nextStep = 0;
  private readonly parameterStore: Parameters;
  private readonly states: LayerStates;
  private readonly batches: Batches;
  private readonly checkpoints = new Checkpoints();
  private poisonAt: Poison | null = null;
  /** Keeps the uniform numbers that are asked for, while somebody wants to know them. */
  private drawn: Map<number, Float32Array> | null = null;
  private pending: { readonly step: number; readonly row: PendingRow }[] = [];

  constructor(
    private readonly device: Device,
    private spec: LaneSpec,
    private readonly data: Data,
    private readonly seed: number,
    private readonly options: TrainerOptions = {},
  ) {
    this.layers = expand(spec, data);
    const batchSize = options.fullBatch ? data.train.count : Math.min(spec.batchSize, data.train.count);
    this.batches = new Batches(data.train, seed, batchSize);
    const initial = this.initialParameters();
    this.parameterStore =
      initial.length > 0 ? device.createParameters(this.layers, initial) : noParameters(this.layers);
    this.states = new LayerStates(device, this.layers);
    this.checkpoints.add(0, this.moment());
  }

  private initialParameters(): Float32Array {
    const { layers, seed, options, data } = this;
    const values = initialParameters(layers, seed, options.initialParameters);
    if (options.initialParameters || !normalizesOutput(layers)) return values;
    const indices = this.rows(0);
    const [rows, columns] = matrixOf(indices.length, data.inputShape);
    const features = sizeOf(data.inputShape);
    normalizeOutputs(layers, values, {
      x: { rows, columns, data: Float64Array.from(gather(data.train.x, features, features, indices)) },
      batch: indices.length,
      uniforms: (layer, count) => this.uniforms(layer, 0, count),
    });
    return values;
  }

  /** Which training rows a step takes. */
  private rows(step: number): Uint32Array {
    return this.options.fullBatch
      ? Uint32Array.from({ length: this.data.train.count }, (_, row) => row)
      : this.batches.indices(step);
  }

  private uniforms(layer: Layer, step: number, count: number): Float64Array {
    return stream(this.seed, 'uniforms', layer.id, step).uniforms(count);
  }

  private moment(): Moment {
    const parameters = this.parameterStore.checkpoint();
    const states = this.states.copy();
    const dispose = () => {
      parameters.dispose();
      disposeStates(states);
    };
    return { parameters, states, sizeBytes: parameters.sizeBytes, dispose };
  }

  private restore(checkpoint: Checkpoint) {
    const { parameters, states } = checkpoint as Moment; // made by moment()
    this.parameterStore.restore(parameters);
    this.states.restore(states);
  }

  private settings(step: number): UpdateSettings {
    const lane = settingsAt(this.spec, step);
    const schedule = scheduleEntry(lane.schedule.kind);
    return {
      optimizer: lane.optimizer,
      learningRate: lane.learningRate * schedule.factor(step, lane.schedule),
      weightDecay: lane.weightDecay,
      clipping: lane.clipping,
      skipNonFinite: lane.skipNonFinite,
      update: step,
    };
  }

  /** The rows of the batch of a step, as the last layer needs the targets. */
  private upload(step: number): { x: Tensor; targets: Tensor; batch: number } {
    const { train, inputShape } = this.data;
    const features = sizeOf(inputShape);
    const columns = train.y.length / train.count;
    const rows = this.rows(step);
    const x = this.options.fullBatch ? train.x : gather(train.x, features, features, rows);
    return {
      x: this.device.upload(x, matrixOf(rows.length, inputShape)),
      // The read-out's R is wider than most networks: its first columns are taken.
      targets: this.device.upload(
        gather(train.y, columns, sizeOf(this.outputShape), rows),
        matrixOf(rows.length, this.outputShape),
      ),
      batch: rows.length,
    };
  }

  private get outputShape(): readonly number[] {
    return this.layers.at(-1)?.outputShape ?? [1];
  }

  private passOptions(step: number, batch: number, training: boolean): PassOptions {
    return {
      batch,
      training,
      state: this.states.tensors,
      uniforms: (layer, rows, columns) => {
        const numbers = Float32Array.from(this.uniforms(layer, step, rows * columns));
        this.drawn?.set(this.layers.indexOf(layer), numbers);
        return this.device.upload(numbers, [rows, columns]);
      },
    };
  }

  /** What the network answers to `count` examples, untrained by them. Must be called inside a scope. */
  private ask(x: Float32Array, count: number): Tensor | undefined {
    return forward(
      this.device,
      this.layers,
      this.parameterStore.tensors,
      this.device.upload(x, matrixOf(count, this.data.inputShape)),
      this.passOptions(this.nextStep, count, false),
    ).outputs.at(-1);
  }

  /** Must be called inside a scope. */
  private pass(step: number, recorder: StepRecorder | null = null): Pass {
    const { x, targets, batch } = this.upload(step);
    const result = forward(
      this.device,
      this.layers,
      this.parameterStore.tensors,
      x,
      this.passOptions(step, batch, true),
      recorder,
    );
    const outputs = result.outputs.at(-1);
    if (!outputs) throw new Error('A lane without layers was trained.');
    const loss = this.device.loss(outputs, targets, this.spec.loss);
    recorder?.loss(loss);
    return { forward: result, loss };
  }

  private issue(recorded: boolean, updates: boolean): PendingRow | null {
    return scope(() => {
      const settings = this.settings(this.nextStep);
      const recorder = recorded
        ? this.device.record(this.layers, this.batches.size, this.options.measure !== false)
        : null;
      const { forward: pass, loss } = this.pass(this.nextStep, recorder);
      const gradients = backward(this.device, this.layers, pass, loss.gradient, recorder);
      const taken = this.poisonAt?.step === this.nextStep ? this.poisoned(gradients) : gradients;
      if (updates) this.parameterStore.update(taken, settings, recorder);
      else if (recorder) this.parameterStore.measure(taken, settings, recorder);
      if (updates) this.states.adopt(pass);
      return recorder ? recorder.finish(settings.learningRate) : null;
    });
  }

  poison(poison: Poison) {
    this.poisonAt = poison;
  }

  private poisoned(gradients: readonly LayerTensors[]): LayerTensors[] {
    const { scale } = this.device.ops;
    return gradients.map((tensors, layer) =>
      layer === this.poisonAt?.layer && tensors['W']
        ? { ...tensors, W: scale(tensors['W'], Number.NaN) }
        : tensors,
    );
  }

  step() {
    if (this.checkpoints.isDue(this.nextStep)) this.checkpoints.add(this.nextStep, this.moment());
    const row = this.issue(true, true);
    if (row) this.pending.push({ step: this.nextStep, row });
    this.nextStep++;
  }

  async measure(): Promise<Chunk> {
    const row = this.issue(true, false);
    return this.bringHome(this.nextStep, row ? [row] : []);
  }

  async read(): Promise<Chunk | null> {
    const [first] = this.pending;
    if (!first) return null;
    const rows = this.pending.map(({ row }) => row);
    this.pending = [];
    return this.bringHome(first.step, rows);
  }

  private async bringHome(firstStep: number, pending: readonly PendingRow[]): Promise<Chunk> {
    const rows = await this.device.read(this.layers, pending);
    for (const row of pending) row.dispose();
    return toChunk(this.layers, firstStep, rows);
  }

  setSpec(spec: LaneSpec) {
    this.spec = spec;
  }

  async snapshot(layer: number): Promise<Snapshot> {
    const { data, device } = this;
    const step = this.nextStep;
    // Everything is issued before the first wait: steps issued meanwhile do not reach in.
    const reads = scope(() => {
      const { heldOut } = data;
      const picture = pictureInputs(data);
      const run = (x: Float32Array, count: number) => {
        const outputs = this.ask(x, count);
        return outputs ? device.readTensor(outputs) : Promise.resolve(new Float32Array());
      };
      return {
        heldOut: run(heldOut.x, heldOut.count),
        picture: picture ? run(picture.x, picture.count) : null,
        gridSize: picture?.size ?? 0,
        histograms: this.readHistograms(layer),
      };
    });
    const outputs = await reads.heldOut;
    const columns = data.heldOut.y.length / data.heldOut.count;
    const rows = Uint32Array.from({ length: data.heldOut.count }, (_, row) => row);
    const targets = gather(data.heldOut.y, columns, sizeOf(this.outputShape), rows);
    const width = this.outputShape.at(-1) ?? 1;
    const guesses = guessesOf(outputs, outputs.length / width, data, this.spec.loss);
    return {
      step,
      heldOut: {
        step,
        loss: meanLoss(outputs, targets, width, this.spec.loss),
        accuracy: accuracyOf(guesses, targets),
      },
      outputs: reads.picture ? await reads.picture : outputs,
      gridSize: reads.gridSize,
      guesses,
      histograms: reads.histograms ? await reads.histograms : null,
    };
  }

  /** Must be called inside a scope. The layer's numbers on the batch of the coming step. */
  private readHistograms(layer: number): Promise<Histograms> | null {
    if (layer < 0 || layer >= this.layers.length) return null;
    const { forward: pass, loss } = this.pass(this.nextStep);
    let gradient: Tensor | null = null;
    backward(this.device, this.layers, pass, loss.gradient, {
      values: () => undefined,
      inputGradient: () => undefined,
      paths: () => undefined,
      gradients: (at, _preActivation, output) => {
        if (at === layer) gradient = output;
      },
    });
    const owner = this.layers[layer]?.parametersOf ?? layer;
    const weights = this.layers[owner]?.parameters.find((parameter) => parameter.role === 'weights');
    const tensors = {
      weights: weights ? this.parameterStore.tensors[owner]?.[weights.name] : null,
      preActivation: pass.preActivations[layer] ?? pass.outputs[layer],
      output: pass.outputs[layer],
      gradientOutput: gradient as Tensor | null,
    };
    const names = ['weights', 'preActivation', 'output', 'gradientOutput'] as const;
    const bins = names.map((name) => {
      const tensor = tensors[name];
      return tensor ? this.device.readTensor(tensor).then(histogramOf) : Promise.resolve(null);
    });
    return Promise.all(bins).then(
      ([weightBins = null, preActivation = null, output = null, gradientOutput = null]) => ({
        layer,
        tensors: { weights: weightBins, preActivation, output, gradientOutput },
      }),
    );
  }

  async snapshotAt(step: number, layer: number): Promise<Snapshot> {
    const here = this.nextStep;
    if (step === here) return this.snapshot(layer);
    const now = this.moment();
    const nearest = this.checkpoints.before(step);
    this.restore(nearest.checkpoint);
    for (this.nextStep = nearest.step; this.nextStep < step; this.nextStep++) this.issue(false, true);
    // What the snapshot needs is issued before it waits: the lane is back in place before anyone can see it moved.
    const snapshot = this.snapshot(layer);
    this.restore(now);
    this.nextStep = here;
    now.dispose();
    return snapshot;
  }

  async start(): Promise<Start> {
    const { data } = this;
    const here = this.nextStep;
    const now = this.moment();
    this.restore(this.checkpoints.before(0).checkpoint);
    this.nextStep = 0;
    this.drawn = new Map();
    const rows = this.rows(0);
    // All is issued before the first wait, as in `snapshotAt`.
    const parameters = this.parameterStore.read();
    const row = this.issue(true, false);
    const uniforms = this.drawn;
    this.drawn = null;
    this.restore(now);
    this.nextStep = here;
    now.dispose();
    const features = sizeOf(data.inputShape);
    const columns = data.train.y.length / data.train.count;
    return {
      parameters: await parameters,
      x: gather(data.train.x, features, features, rows),
      targets: gather(data.train.y, columns, sizeOf(this.outputShape), rows),
      batch: rows.length,
      uniforms,
      measured: await this.bringHome(0, row ? [row] : []),
    };
  }

  rewind() {
    for (const { row } of this.pending) row.dispose();
    this.pending = [];
    this.restore(this.checkpoints.before(0).checkpoint);
    this.checkpoints.truncate(0);
    this.nextStep = 0;
  }

  parameters(): Promise<Float32Array> {
    return this.parameterStore.read();
  }

  dispose() {
    for (const { row } of this.pending) row.dispose();
    this.pending = [];
    this.checkpoints.dispose();
    this.parameterStore.dispose();
    this.states.dispose();
  }
}
