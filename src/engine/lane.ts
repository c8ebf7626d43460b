/** A lane on its device: the numbers it has learned so far, the batch of a step, and what its network makes of a batch. */
import { schedule as scheduleEntry } from '../catalogue/registry';
import type { Layer } from '../catalogue/types';
import type { Data } from '../data/types';
import { stream } from '../random/stream';
import { settingsAt } from '../spec/edits';
import { expand } from '../spec/expand';
import type { LaneSpec } from '../spec/types';
import { Batches, gather } from './batches';
import type { Checkpoint, Device, LossValue, Parameters, StepRecorder, UpdateSettings } from './device';
import { initialParameters } from './initialize';
import { disposeStates, LayerStates } from './layerStates';
import { noParameters } from './noParameters';
import { normalizeOutputs, normalizesOutput } from './normalize';
import { type Forward, forward, type PassOptions } from './passes';
import { matrixOf, sizeOf } from './shapes';
import type { Tensor } from './tf';
import type { TrainerOptions } from './types';

/** The rows that a step takes, as the last layer needs the targets. */
interface Batch {
  readonly x: Float32Array;
  readonly targets: Float32Array;
  readonly count: number;
}

/** What a forward pass and the loss leave, valid inside their scope. */
export interface Pass {
  readonly forward: Forward;
  readonly loss: LossValue;
}

/** Parameters, optimizer state, and what layers keep, at one moment. */
interface Moment extends Checkpoint {
  readonly parameters: Checkpoint;
  readonly states: ReturnType<LayerStates['copy']>;
}

export class Lane {
  readonly layers: readonly Layer[];
  readonly batchSize: number;
  readonly parameters: Parameters;
  private readonly states: LayerStates;
  private readonly batches: Batches;
  /** Keeps the uniform numbers that are asked for, by layer, while somebody wants to know them. */
  drawn: Map<number, Float32Array> | null = null;

  constructor(
    readonly device: Device,
    /** Settings as they stand now. */
    public spec: LaneSpec,
    readonly data: Data,
    private readonly seed: number,
    private readonly options: TrainerOptions,
  ) {
    this.layers = expand(spec, data);
    this.batchSize = options.fullBatch ? data.train.count : Math.min(spec.batchSize, data.train.count);
    this.batches = new Batches(data.train, seed, this.batchSize);
    const initial = this.initialParameters();
    this.parameters =
      initial.length > 0 ? device.createParameters(this.layers, initial) : noParameters(this.layers);
    this.states = new LayerStates(device, this.layers);
  }

  private initialParameters(): Float32Array {
    const { layers, seed, options, data } = this;
    const values = initialParameters(layers, seed, options.initialParameters);
    if (options.initialParameters || !normalizesOutput(layers)) return values;
    const { x, count } = this.batch(0);
    const [rows, columns] = matrixOf(count, data.inputShape);
    normalizeOutputs(layers, values, {
      x: { rows, columns, data: Float64Array.from(x) },
      batch: count,
      uniforms: (layer, length) => this.uniforms(layer, 0, length),
    });
    return values;
  }

  get outputShape(): readonly number[] {
    return this.layers.at(-1)?.outputShape ?? [1];
  }

  private uniforms(layer: Layer, step: number, count: number): Float64Array {
    return stream(this.seed, 'uniforms', layer.id, step).uniforms(count);
  }

  batch(step: number): Batch {
    const { train, inputShape } = this.data;
    const rows = this.options.fullBatch
      ? Uint32Array.from({ length: train.count }, (_, row) => row)
      : this.batches.indices(step);
    const features = sizeOf(inputShape);
    return {
      x: this.options.fullBatch ? train.x : gather(train.x, features, features, rows),
      // The read-out's R is wider than most networks: its first columns are taken.
      targets: gather(train.y, train.y.length / train.count, sizeOf(this.outputShape), rows),
      count: rows.length,
    };
  }

  settings(step: number): UpdateSettings {
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

  private forward(x: Float32Array, options: PassOptions, recorder: StepRecorder | null = null): Forward {
    const { device, layers, parameters, data } = this;
    const input = device.upload(x, matrixOf(options.batch, data.inputShape));
    return forward(device, layers, parameters.tensors, input, options, recorder);
  }

  /** Forward pass and loss of a step's batch. Must be called inside a scope. */
  pass(step: number, recorder: StepRecorder | null = null): Pass {
    const { x, targets, count } = this.batch(step);
    const result = this.forward(x, this.passOptions(step, count, true), recorder);
    const outputs = result.outputs.at(-1);
    if (!outputs) throw new Error('A lane without layers was trained.');
    const wanted = this.device.upload(targets, matrixOf(count, this.outputShape));
    const loss = this.device.loss(outputs, wanted, this.spec.loss);
    recorder?.loss(loss);
    return { forward: result, loss };
  }

  /** What the network answers to `count` examples at a step, untrained by them. Must be called inside a scope. */
  ask(step: number, x: Float32Array, count: number): Tensor | undefined {
    return this.forward(x, this.passOptions(step, count, false)).outputs.at(-1);
  }

  /** Takes over what the layers made of their state in a training step. */
  adopt(pass: Forward) {
    this.states.adopt(pass);
  }

  moment(): Checkpoint {
    const parameters = this.parameters.checkpoint();
    const states = this.states.copy();
    const moment: Moment = {
      parameters,
      states,
      sizeBytes: parameters.sizeBytes,
      dispose: () => {
        parameters.dispose();
        disposeStates(states);
      },
    };
    return moment;
  }

  restore(checkpoint: Checkpoint) {
    const { parameters, states } = checkpoint as Moment; // made by moment()
    this.parameters.restore(parameters);
    this.states.restore(states);
  }

  dispose() {
    this.parameters.dispose();
    this.states.dispose();
  }
}
