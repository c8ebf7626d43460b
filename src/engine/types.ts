/** What the engine offers to whoever runs it (the worker, Node, tests). */
import type { Layer } from '../catalogue/types';
import type { Data } from '../data/types';
import type { Chunk, HeldOut } from '../history/types';
import type { LaneSpec } from '../spec/types';

export type BackendName = 'webgl' | 'wasm' | 'cpu';

export interface BackendInfo {
  readonly name: BackendName;
  /** The renderer's own name on WebGL; else 'WebAssembly' or 'JavaScript'. */
  readonly renderer: string;
  readonly floatBits: 16 | 32;
  readonly software: boolean;
}

/** What the network makes of the data at one step, and how the selected layer's numbers are spread. */
export interface Snapshot {
  readonly step: number;
  readonly heldOut: HeldOut;
  /** plane: [size², outputs] over the grid, row by row from the top left; curve: [size]; images and table: outputs of the held-out rows [count, outputs]. */
  readonly outputs: Float32Array;
  /** Plane grid's or curve's size; 0 elsewhere. */
  readonly gridSize: number;
  /** Index of the class guessed for each held-out row; empty for regression. */
  readonly guesses: Uint8Array;
  readonly histograms: Histograms | null;
}

/** Counts of a layer's numbers at one step: equal bins between min and max of the finite ones. */
export interface Histograms {
  readonly layer: number;
  readonly tensors: Readonly<
    Record<'weights' | 'preActivation' | 'output' | 'gradientOutput', HistogramBins | null>
  >;
}
export interface HistogramBins {
  readonly min: number;
  readonly max: number;
  readonly counts: Uint32Array;
  readonly infinite: number;
  readonly nan: number;
}

export interface Poison {
  readonly step: number;
  readonly layer: number;
}

/** All that another program needs to make step 0 again. */
export interface Start {
  /** The flat parameter vector. */
  readonly parameters: Float32Array;
  /** The batch: [batch, ...inputShape], and the targets that the last layer needs. */
  readonly x: Float32Array;
  readonly targets: Float32Array;
  readonly batch: number;
  /** Uniform numbers of the layers that draw at each step (dropout), by layer index. */
  readonly uniforms: ReadonlyMap<number, Float32Array>;
  /** Row 0. */
  readonly measured: Chunk;
}

/** One lane being trained. Steps are issued without waiting; what was measured is read in batches. */
export interface Trainer {
  readonly layers: readonly Layer[];
  /** The step that `step()` will do next; also how many updates were made. */
  readonly nextStep: number;
  /** Issues one forward and backward pass and the update, with everything measured. Edits of the spec whose step has come take hold first. */
  step(): void;
  /** Forward and backward pass of the coming step without its update (hold the fuse). */
  measure(): Promise<Chunk>;
  /** Every step issued since the last call, in one transfer; null when there is none. */
  read(): Promise<Chunk | null>;
  /** Settings as they stand now; only what an edit may change may differ. */
  setSpec(spec: LaneSpec): void;
  /** Prediction, held-out loss and the histograms of a layer (−1: none), with the parameters as they are. */
  snapshot(layer: number): Promise<Snapshot>;
  /** The same at a past step, recomputed from the nearest checkpoint; the lane itself is left where it was. */
  snapshotAt(step: number, layer: number): Promise<Snapshot>;
  /** Back to step 0 with the weights as first drawn. */
  rewind(): void;
  /** Dev-only: at that step the gradient of the layer's weights is NaN. */
  poison(poison: Poison): void;
  /** The flat parameter vector. */
  parameters(): Promise<Float32Array>;
  /** What step 0 starts from, and what is measured there; the lane itself is left where it was. */
  start(): Promise<Start>;
  dispose(): void;
}

export interface TrainerOptions {
  /** Measure every layer at every step (default), or only loss and global norm. */
  readonly measure?: boolean;
  /** Parameters by `layer/name` instead of drawn ones (parity with PyTorch). */
  readonly initialParameters?: ReadonlyMap<string, Float32Array>;
  /** Same batch at every step: all training rows (parity with PyTorch). */
  readonly fullBatch?: boolean;
}

export interface Engine {
  readonly info: BackendInfo;
  /** Throws SpecError for a lane that does not fit. */
  createTrainer(spec: LaneSpec, data: Data, seed: number, options?: TrainerOptions): Trainer;
  /** Live tensors and, on WebGL, programs run since the last call (for leaks and the bench). */
  counts(): { readonly tensors: number; readonly programs: number };
  dispose(): void;
}
