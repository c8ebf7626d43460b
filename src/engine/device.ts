/**
 * What the trainer asks of a backend. There are two: `heap/` (loops over memory that JavaScript can read, for WASM
 * and plain JS, and kernels of our own on WASM) and `webgl/` (own programs). Both measure the same things; the trainer
 * knows neither.
 */
import type { Ops } from '../catalogue/ops';
import type { Choice, Layer } from '../catalogue/types';
import type { Row } from './row';
import type { Tensor } from './tf';
import type { BackendInfo } from './types';

/** The settings of one update, as they stand at its step. */
export interface UpdateSettings {
  readonly optimizer: Choice;
  /** After the schedule. */
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly clipping: Choice;
  readonly skipNonFinite: boolean;
  /** Counted from 0. */
  readonly update: number;
}

export type LayerTensors = Readonly<Record<string, Tensor>>;

/** Where the passes and the update leave what is to be measured in one step. */
export interface Recorder {
  /** The pre-activation (null where a layer has no activation: then it is its output) and output of a layer. */
  values(layer: number, preActivation: Tensor | null, output: Tensor): void;
  gradients(layer: number, preActivation: Tensor | null, output: Tensor): void;
  /** What a layer hands back to its first input, where others hand back to that input too. */
  inputGradient(layer: number, gradient: Tensor): void;
  /**
   * What came back to a junction's source along its first path, and the rest of it. Null: measured already, as what the
   * junction's row received, and as the input gradient of the second path's first row.
   */
  paths(junction: number, first: Tensor | null, second: Tensor | null): void;
}

/** A step's numbers, still where the device has them. `Device.read` brings them home. */
export interface PendingRow {
  dispose(): void;
}

/** Parameters and optimizer state at one moment; cheap to take. */
export interface Checkpoint {
  readonly sizeBytes: number;
  dispose(): void;
}

/** One lane's flat parameter vector, its optimizer state, and the update. */
export interface Parameters {
  /** Current parameters of each layer by name. Valid until the next update or restore. */
  readonly tensors: readonly LayerTensors[];
  /** Clips and applies; what is measured of it goes to the recorder. */
  update(gradients: readonly LayerTensors[], settings: UpdateSettings, recorder: StepRecorder | null): void;
  /** Measures as `update` does, but changes nothing. */
  measure(gradients: readonly LayerTensors[], settings: UpdateSettings, recorder: StepRecorder): void;
  checkpoint(): Checkpoint;
  restore(checkpoint: Checkpoint): void;
  read(): Promise<Float32Array>;
  dispose(): void;
}

/** Made by the device for one step; opaque to the trainer beyond `Recorder`. */
export interface StepRecorder extends Recorder {
  loss(loss: LossValue): void;
  finish(learningRate: number): PendingRow;
}

/** The loss of a batch, still on the device. */
export type LossValue = { readonly gradient: Tensor; readonly value: unknown };

export interface Device {
  readonly info: BackendInfo;
  readonly ops: Ops<Tensor>;
  /** A two-dimensional tensor from numbers. */
  upload(values: Float32Array, shape: readonly [number, number]): Tensor;
  activate(preActivation: Tensor, activation: Choice): Tensor;
  /** ∂L/∂z from ∂L/∂h; `output` is what `activate` made of the pre-activation. */
  activateBackward(gradient: Tensor, preActivation: Tensor, output: Tensor, activation: Choice): Tensor;
  loss(outputs: Tensor, targets: Tensor, loss: Choice): LossValue;
  createParameters(layers: readonly Layer[], initial: Float32Array): Parameters;
  /** `measure` off: only the loss and the global norm are kept. */
  record(layers: readonly Layer[], batchSize: number, measure: boolean): StepRecorder;
  /** Brings rows home in one transfer. */
  read(layers: readonly Layer[], rows: readonly PendingRow[]): Promise<Row[]>;
  readTensor(tensor: Tensor): Promise<Float32Array>;
  counts(): { readonly tensors: number; readonly programs: number };
}
