/**
 * What the house knows of everything a user can choose. Each entry file exports one of these objects. Blocks and the
 * layers they are expanded to: layers.ts; the tensor arithmetic they are written in: ops.ts.
 */
import type { Algebra } from './algebra';
import type { Layer } from './layers';

export type * from './layers';

/** A parameter value as it stands in a spec. */
export type Value = number | boolean | string;
export type Values = Readonly<Record<string, Value>>;

/** One chosen entry in a spec: its id as `kind`, and its parameters beside it. */
export interface Choice {
  readonly kind: string;
  readonly [parameter: string]: Value;
}

/** When a changed value takes hold: at the next step of a running lane, or by building the lane anew. */
export type Effect = 'next step' | 'rebuild';

export interface Parameter {
  readonly id: string;
  readonly label: string;
  readonly type: 'number' | 'integer' | 'boolean' | 'choice' | 'text';
  readonly default: Value;
  /** Hard limits of a number, both included; a spec outside them is refused. */
  readonly min?: number;
  readonly max?: number;
  /** Range and spacing of the slider; `logarithmic` where factors matter and not differences. */
  readonly slider?: { readonly min: number; readonly max: number; readonly scale: 'linear' | 'logarithmic' };
  readonly choices?: readonly string[];
  /** Of a text, in UTF-16 units. */
  readonly maxLength?: number;
  readonly effect: Effect;
  readonly description: string;
}

/** What every entry has. `formula` is plain text with Unicode signs; `source` names the paper and equation. */
export interface Entry {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly formula: string;
  readonly source: string;
  readonly parameters: readonly Parameter[];
}

/** How an entry is written elsewhere. `{name}` stands for the value of that parameter; null: it has no word there. */
export interface Spelling {
  readonly pytorch: string | null;
  readonly keras: string | null;
  /** A function that the words call, where PyTorch or Keras has none of its own. */
  readonly pytorchHelper?: string;
  readonly kerasHelper?: string;
  /** In what Keras's equation differs from ours after step 0; ASCII. */
  readonly kerasNote?: string;
}

/** A closed interval of pre-activations; ±Infinity allowed. */
export type Interval = readonly [low: number, high: number];

export interface Activation extends Entry {
  /** φ(x) and φ′(x), plain numbers in float64. At a kink φ′ is what PyTorch says. */
  f(x: number, values: Values): number;
  df(x: number, values: Values): number;
  /** φ of whole arrays: a loop in which V8 knows what it calls, where that is much of a step. */
  valueArrays?(x: Float32Array, out: Float32Array): void;
  /** φ(x), the same in an algebra. */
  value<T>(algebra: Algebra<T>, x: T, values: Values): T;
  /** φ′ from h = φ(x) as stored in float32, where that is cheaper and is what float32 frameworks do (tanh: 1 − h²). */
  slopeOfOutput?<T>(algebra: Algebra<T>, h: T): T;
  /** gradient·φ′(x); piecewise slopes are masked and not multiplied, since 0 × Inf is NaN. */
  gradient<T>(algebra: Algebra<T>, gradient: T, x: T, values: Values): T;
  /** Where φ or φ′ has a kink or jump (for quadrature). */
  readonly kinks: readonly number[];
  /** Pre-activations at which a unit counts as saturated (theory.md §9): beyond |h| = 0.97 and the like, else |φ′| < 0.05. */
  saturatedAt(values: Values): readonly Interval[];
  /** Pre-activations at which φ′ is exactly 0 in float32: a unit there on a whole batch is dead. */
  flatAt(values: Values): readonly Interval[];
  /** The id of the initializer that suits it, offered as a cure. */
  readonly suitedInitializer: string;
  readonly spelling: Spelling;
}

export interface ParameterShape {
  readonly shape: readonly number[];
  readonly fanIn: number;
  readonly fanOut: number;
}

/** Draws from a named stream (src/random), passed in so that the catalogue knows no generator. */
export interface Draws {
  /** n standard normal numbers. */
  normals(n: number): Float64Array;
  /** n uniform numbers in (0, 1), ends excluded. */
  uniforms(n: number): Float64Array;
}

export interface Initializer extends Entry {
  /** The initial values, row-major, in float64 (the engine rounds to float32). The same draws are scaled, so that lanes share them. */
  sample(parameter: ParameterShape, values: Values, draws: Draws): Float64Array;
  /** True: once drawn, the weights are divided so that the pre-activations of the first batch have spread 1 (LSUV). */
  readonly normalizesOutput?: boolean;
  /** Variance × fan-in of the entries (the theory's σw²), or null where there is none (identity, zeros). */
  varianceTimesFanIn(parameter: ParameterShape, values: Values): number | null;
  readonly spelling: Spelling;
}

/**
 * A norm that cannot overflow: largest magnitude, and the root of Σ(x/largest)². The norm is their product.
 * `largest` is NaN where there is a NaN, else Infinity where there is one; the root is then read by nobody, nor is it at 0.
 */
export interface ScaledNorm<T> {
  readonly largest: T;
  readonly root: T;
}

export interface Clipping extends Entry {
  /** What one factor is computed for. `none` and `element` have no factor. */
  readonly scope: 'none' | 'element' | 'unit' | 'tensor' | 'network';
  /** Scope `element`: the clipped entry. NaN stays NaN, ±Inf becomes ±threshold. */
  element?<T>(algebra: Algebra<T>, gradient: T, threshold: T): T;
  /** Other scopes: what the gradient is multiplied by. `weights` is given for scope `unit` only. Zero norms must give a finite factor. */
  factor?<T>(algebra: Algebra<T>, gradient: ScaledNorm<T>, threshold: T, weights: ScaledNorm<T>): T;
  readonly spelling: Spelling;
}

/** The numbers of one update that are the same for every entry of the vector, computed once in float64. */
export type Scalars = Readonly<Record<string, number>>;

export interface Optimizer extends Entry {
  /** How many vectors of state it keeps, and what they start at. */
  state(values: Values): readonly number[];
  /** learningRate: after the schedule; update: counted from 0; weightDecay ≥ 0. */
  scalars(values: Values, learningRate: number, update: number, weightDecay: number): Scalars;
  /** One entry of the vector: the change to add to the parameter, and the new state. `scalars` holds what `scalars()` returned. */
  update<T>(
    algebra: Algebra<T>,
    parameter: T,
    gradient: T,
    state: readonly T[],
    scalars: Readonly<Record<string, T>>,
    values: Values,
  ): { readonly change: T; readonly state: readonly T[] };
  /** The same as a loop over plain arrays (float64 inside, float32 where stored): writes `change` and `state`. */
  updateArrays(
    parameter: Float32Array,
    gradient: Float32Array,
    state: readonly Float32Array[],
    change: Float32Array,
    scalars: Scalars,
    values: Values,
  ): void;
  readonly spelling: Spelling;
}

export interface Schedule extends Entry {
  /** What the learning rate is multiplied by at update t = 0, 1, … */
  factor(update: number, values: Values): number;
  readonly spelling: Spelling;
}

/** Softmax needs what a whole row of outputs has in common: its largest output and Σ exp(output − largest). */
export interface RowFacts<T> {
  readonly largest: T;
  readonly sumExp: T;
}

export interface Loss extends Entry {
  /** Mean over every element, or over the batch alone. */
  readonly reduction: 'element' | 'batch';
  readonly usesRow: boolean;
  /** The term of one output, before the mean. Targets: numbers, or one-hot classes, or the read-out's R. */
  value<T>(algebra: Algebra<T>, output: T, target: T, row: RowFacts<T>): T;
  /** Its derivative in that output, before the mean. For softmax: p − target. */
  gradient<T>(algebra: Algebra<T>, output: T, target: T, row: RowFacts<T>): T;
  /** The data it fits. */
  readonly targets: 'numbers' | 'binary' | 'classes' | 'readOut';
  /** The loss of a guess that knows nothing, for this many classes (ln C); null where there is no such number. */
  blindLoss(classes: number): number | null;
  readonly spelling: Spelling;
}

// --- metrics: what the heatmap can show ---

/** What the history keeps for each layer and step, in this order (engine → history → charts). */
export const QUANTITIES = [
  'gradientOutput', // ‖∂L/∂h‖
  'gradientPreActivation', // ‖∂L/∂z‖
  'gradientWeights', // ‖∂L/∂W‖ before clipping
  'gradientBias',
  'gradientInput', // ‖∂L/∂x‖ that this layer alone hands back to its (first) input
  'gradientFirstPath', // at a junction: the share of the gradient at its source that came back along the first path,
  'gradientSecondPath', // and the rest of it
  'gradientOutputMax', // largest finite magnitudes
  'gradientPreActivationMax',
  'gradientWeightsMax',
  'gradientBiasMax',
  'gradientWeightsClipped', // ‖∂L/∂W‖ after clipping
  'weights', // ‖W‖ before the update
  'bias',
  'updateWeights', // ‖ΔW‖, from the update itself
  'updateBias',
  'preActivationMean',
  'preActivationStd',
  'mean', // of h
  'std',
  'outputMax',
  'saturated', // share of entries
  'dead', // share of units
] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** Numbers of a whole step, in this order. */
export const STEP_QUANTITIES = [
  'loss',
  'globalNorm', // before clipping
  'globalNormClipped',
  'learningRate',
  'skipped', // 1: the update was skipped because the gradient was not finite
] as const;
export type StepQuantity = (typeof STEP_QUANTITIES)[number];

/** The tensors whose class (finite, zero, Inf, NaN) is kept for each layer and step, in this order. */
export const TENSORS = [
  'preActivation',
  'output',
  'gradientOutput',
  'gradientPreActivation',
  'gradientWeights',
  'gradientBias',
  'weights', // before the update
  'bias',
  'weightsAfter', // after the update
  'biasAfter',
] as const;
export type TensorName = (typeof TENSORS)[number];

/** Classes of a tensor: NaN wins over Inf, Inf over finite; zero: every entry is exactly 0. */
export const CLASS = { finite: 0, zero: 1, infinite: 2, nan: 3, notMeasured: 4 } as const;
export type ClassCode = (typeof CLASS)[keyof typeof CLASS];

/** Reads one step of one lane. Not measured: NaN with class `notMeasured`. */
export interface RowReader {
  readonly layers: readonly Layer[];
  quantity(layer: number, quantity: Quantity): number;
  classOf(layer: number, tensor: TensorName): ClassCode;
}

export interface Metric extends Entry {
  readonly symbol: string;
  /** How its colours are spread: on a log scale about a centre (a lane's reference value, or a number). */
  readonly scale: {
    readonly centre: 'reference' | number;
    /** Decades (log10) from the centre to each end of the colours; for shares the domain is [0, 1] and linear. */
    readonly halfWidth: number;
    readonly type: 'log' | 'share';
  };
  /** The value for one layer, and the class that decides whether it is a number at all. */
  value(row: RowReader, layer: number): number;
  classOf(row: RowReader, layer: number): ClassCode;
  /** How steps that share a pixel are joined: the largest survives. */
  readonly merge: 'max';
}
