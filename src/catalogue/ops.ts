/**
 * The tensor arithmetic in which blocks are written, and what a transformation is given. There is one implementation in
 * plain loops (src/engine/loops/, the oracle of all others and what WASM and plain JS run) and one in WebGL programs.
 *
 * **Every tensor is a matrix [rows, columns].** A batch of vectors is [batch, units]; a batch of sequences or images is
 * [batch · positions, channels], row-major in the order of its shape: [batch, time, features] is [batch·time, features],
 * [batch, height, width, channels] is [batch·height·width, channels]. What is said of a vector then holds at each
 * position, as in the frameworks: dense, norms over the last axis, activations.
 */
import type { Algebra } from './algebra';
import type { Layer } from './types';

/** How an input of an entry-by-entry computation is read. */
export interface Operand<T> {
  readonly tensor: T;
  /**
   * entry: the entry in the same row; a tensor n times as wide as the result's blocks is read as n blocks of columns.
   * row: [rows, n], one number for a whole row. column: [1, n · width], one number for a whole column.
   */
  readonly per: 'entry' | 'row' | 'column';
}

/** One entry from what stands at its place in the inputs; `block` (0 if left out) chooses among an input's blocks. */
export type Pointwise = <N>(algebra: Algebra<N>, at: (input: number, block?: number) => N) => N;

/** A window sliding over images [batch, height, width, channels]. */
export interface Window {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Side of the square window, and how far it moves. */
  readonly size: number;
  readonly stride: number;
  /** Rows and columns of zeros before the image's first (and as many as needed after its last). */
  readonly padding: number;
  readonly outHeight: number;
  readonly outWidth: number;
}

export interface Ops<T> {
  /** [rows, columns] of a tensor. */
  shapeOf(a: T): readonly [rows: number, columns: number];
  /** a·b, either transposed on the way. */
  matMul(a: T, b: T, transposeA?: boolean, transposeB?: boolean): T;
  /** x·W + b in one go; b may be null. */
  dense(x: T, weights: T, bias: T | null): T;
  /** Σ of two or more of one shape. */
  add(a: T, b: T, ...more: readonly T[]): T;
  scale(a: T, factor: number): T;
  /** Σ over all rows: [rows, units] → [1, units]. */
  sumOverRows(a: T): T;

  /**
   * Entry by entry: the result has `blocks.length` blocks of `width` columns, block k computed by `blocks[k]`.
   * `name` names the functions (with every constant in them): on WebGL a program is built once a name and shape.
   * Rows are those of the first operand that is read per entry.
   */
  pointwise(name: string, width: number, operands: readonly Operand<T>[], blocks: readonly Pointwise[]): T;
  /** For each row, `how` over its columns of each term: [rows, terms.length]. `columns`: how many there are. */
  reduceColumns(
    name: string,
    columns: number,
    operands: readonly Operand<T>[],
    terms: readonly Pointwise[],
    how: 'sum' | 'max',
  ): T;
  /** For each column, Σ over all rows of each term: [1, terms.length · width]. */
  reduceRows(name: string, width: number, operands: readonly Operand<T>[], terms: readonly Pointwise[]): T;

  /** The same numbers, row-major, `columns` to a row (flatten, and back). */
  reshape(a: T, columns: number): T;
  /** `count` columns from `first` on. */
  takeColumns(a: T, first: number, count: number): T;
  /** Side by side. */
  joinColumns(parts: readonly T[]): T;
  /** Of [batch·steps, features], the rows of one time step (from 0): [batch, features]. */
  takeStep(a: T, step: number, steps: number): T;
  /** The way back: [batch·steps, features] from the parts of each step; null stands for zeros, at least one is none. */
  joinSteps(parts: readonly (T | null)[]): T;

  /** Example by example (rows / examples rows each): a·b, either transposed. a: [examples·m, k], b: [examples·k, n] → [examples·m, n]. */
  matMulEach(a: T, b: T, examples: number, transposeA?: boolean, transposeB?: boolean): T;

  /**
   * What a window sees at each place: [batch·height·width, channels] → [batch·outHeight·outWidth, size²·channels], in
   * the order row, column, channel of the window (a kernel HWIO is then the matrix [size²·channels, out]).
   */
  patches(images: T, window: Window): T;
  /** The way back: each pixel the sum of what stands for it in all patches. */
  sumPatches(patches: T, window: Window): T;

  /** A tensor of fixed numbers, made once a name and kept by the device (masks). */
  constant(name: string, rows: number, columns: number, fill: (row: number, column: number) => number): T;
}

/** What a transformation is given. */
export interface Call<T> {
  readonly ops: Ops<T>;
  /** Its shapes and values. */
  readonly layer: Layer;
  /** How many examples: a tensor's rows are these times its positions. */
  readonly batch: number;
  readonly inputs: readonly T[];
  /** By name; where the layer shares another's parameters, those. */
  readonly parameters: Readonly<Record<string, T>>;
  /** Numbers that it keeps beside its parameters (running statistics), as they stand before this step. */
  readonly state: Readonly<Record<string, T>>;
  /** A training step; else the network is only asked (held-out rows, the picture). */
  readonly training: boolean;
  /** Uniform numbers in (0, 1), [rows, columns], of this layer and step alone: the same on every backend. Training only. */
  uniforms(rows: number, columns: number): T;
  /** What forward leaves for backward. */
  readonly saved: Record<string, T>;
  /** Forward in training puts here what its state becomes once the update is made. */
  readonly nextState: Record<string, T>;
}

export interface BackwardCall<T> extends Call<T> {
  /** ∂L/∂(what forward returned). */
  readonly gradient: T;
  /** What forward returned. */
  readonly output: T;
  /** Which inputs want a gradient (the network's input does not). */
  readonly wanted: readonly boolean[];
}

/** ∂L/∂input; as a TimeStepGradient, of one time step's rows alone (the others get none from here). */
export type InputGradient<T> = T | TimeStepGradient<T> | null;

export interface TimeStepGradient<T> {
  /** From 0. */
  readonly timeStep: number;
  readonly timeSteps: number;
  readonly gradient: T;
}

/** By layer kind. */
export type Transformations = Readonly<Record<string, Transformation>>;

/** What a layer does to its inputs, and the way back. Written as the equations read. */
export interface Transformation {
  /** The pre-activation (or the output, where the layer has no activation). */
  forward<T>(call: Call<T>): T;
  /** ∂L/∂input for each input (null where none is wanted) and ∂L/∂parameter by name. */
  backward<T>(call: BackwardCall<T>): {
    readonly inputs: readonly InputGradient<T>[];
    readonly parameters: Readonly<Record<string, T>>;
  };
}
