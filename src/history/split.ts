/**
 * Why the gradient grows through a row, from norms that the backward pass has anyway (product.md, "Why it grows,
 * measured"). Along one path the factors multiply; parallel paths add as vectors.
 */
import { CLASS, type Junction, type Layer, type RowReader } from '../catalogue/types';
import { layerGrowth, type Measured, measured, NOT_MEASURED, outputGradient, ratio } from './growth';

export interface Factor {
  /** weights: ‖∂L/∂x‖/‖∂L/∂z‖. activation: ‖∂L/∂z‖/‖∂L/∂h‖. scale: what a branch's last row receives of the sum's gradient. */
  readonly of: 'weights' | 'transformation' | 'activation' | 'scale';
  readonly layer: number;
  readonly measured: Measured;
}

/** One path: the factors multiply to the growth along it. */
export interface PathSplit {
  readonly kind: 'path';
  readonly layer: number;
  readonly factors: readonly Factor[];
  /** Product of the factors, in one division. */
  readonly growth: Measured;
}

/** A skip and a branch: growth² = a² + b² + 2ab·cos. */
export interface ParallelSplit {
  readonly kind: 'parallel';
  /** The row of the sum. */
  readonly layer: number;
  readonly growth: Measured;
  /** a: what the skip hands back, of what the sum received; 1 for a plain sum. */
  readonly skip: Measured;
  /** b: the same of the branch. */
  readonly branch: Measured;
  /** Of the angle between the two; null where the norms cannot tell it. */
  readonly cosine: number | null;
  /** The factors inside, which multiply to b, from the sum backward; null where the branch is not one path. */
  readonly inside: readonly Factor[] | null;
}

export interface NoSplit {
  readonly kind: 'none';
  readonly layer: number;
  /** The input has no gradient; or the step's gradient is zero, or not finite, or not there. */
  readonly reason: 'first' | 'zero' | 'notFinite' | 'notMeasured';
}

export type GainSplit = PathSplit | ParallelSplit | NoSplit;

/** Float32 norms are good to about this; a cosine that it could move by a tenth is not told. */
const NORM_ERROR = 1e-6;

/** The split of a row. Any row of a residual (top-level) gives that of its sum. */
export function gainSplit(row: RowReader, layer: number): GainSplit {
  const sum = sumOf(row.layers, layer);
  return sum === null ? pathSplit(row, layer) : parallelSplit(row, sum);
}

/** The row whose branch holds this one, or itself if it closes one; the outermost; null on a plain row. */
function sumOf(layers: readonly Layer[], layer: number): number | null {
  for (let index = layers.length - 1; index >= layer; index--) {
    const junction = layers[index]?.junction;
    if (junction && (index === layer || (layer >= junction.first && layer <= junction.last))) return index;
  }
  return null;
}

function pathSplit(row: RowReader, layer: number): GainSplit {
  const factors = factorsOf(row, layer);
  const growth = ratio(inputGradient(row, layer), outputGradient(row, layer));
  if (row.layers[layer]?.inputs[0] === -1) return { kind: 'none', layer, reason: 'first' };
  const reason = whyNot(row, layer, growth);
  return reason ? { kind: 'none', layer, reason } : { kind: 'path', layer, factors, growth };
}

function parallelSplit(row: RowReader, layer: number): GainSplit {
  const junction = row.layers[layer]?.junction;
  if (!junction) return { kind: 'none', layer, reason: 'notMeasured' };
  const received = outputGradient(row, layer);
  const a = ratio(preActivationGradient(row, layer), received);
  const b = ratio(inputGradient(row, junction.first), received);
  const growth = junction.source < 0 ? NOT_MEASURED : layerGrowth(row, layer);
  if (junction.source < 0) return { kind: 'none', layer, reason: 'first' };
  const reason = whyNot(row, layer, growth);
  if (reason) return { kind: 'none', layer, reason };
  const alone = consumersOf(row.layers, junction.source) === 2;
  const cosine = alone ? cosineOf(growth.value, a, b) : null;
  return {
    kind: 'parallel',
    layer,
    growth,
    skip: a,
    branch: b,
    cosine,
    inside: insideOf(row, layer, junction),
  };
}

/** From a² + b² + 2ab·cos = growth²; null where a or b is nothing, or too small beside the other for float32 norms. */
export function cosineOf(growth: number, a: Measured, b: Measured): number | null {
  if (a.class !== CLASS.finite || b.class !== CLASS.finite) return null;
  const twice = 2 * a.value * b.value;
  const uncertainty = (2 * NORM_ERROR * (growth ** 2 + a.value ** 2 + b.value ** 2)) / twice;
  if (!(uncertainty < 0.1)) return null;
  const cosine = (growth ** 2 - a.value ** 2 - b.value ** 2) / twice;
  return Math.min(1, Math.max(-1, cosine));
}

/** Branch factors from the sum backward: the branch's scale, then each row's slope and weights. */
function insideOf(row: RowReader, sum: number, junction: Junction): Factor[] | null {
  const scale = ratio(outputGradient(row, junction.last), outputGradient(row, sum));
  const factors: Factor[] = [{ of: 'scale', layer: sum, measured: scale }];
  for (let layer = junction.last; layer >= junction.first; layer--) {
    const here = row.layers[layer];
    const before = layer === junction.first ? junction.source : layer - 1;
    if (!here || here.junction || here.inputs.length !== 1 || here.inputs[0] !== before) return null;
    factors.push(...factorsOf(row, layer));
  }
  return factors;
}

/** A row's own factors, in the order in which the gradient meets them. */
function factorsOf(row: RowReader, layer: number): Factor[] {
  const here = row.layers[layer];
  if (!here) return [];
  const between = preActivationGradient(row, layer);
  const slope: Factor = { of: 'activation', layer, measured: ratio(between, outputGradient(row, layer)) };
  const weighted = here.parameters.some(({ role }) => role === 'weights');
  const gain: Factor = {
    of: weighted ? 'weights' : 'transformation',
    layer,
    measured: ratio(inputGradient(row, layer), between),
  };
  return here.activation ? [slope, gain] : [gain];
}

function inputGradient(row: RowReader, layer: number): Measured {
  const value = row.quantity(layer, 'gradientInput');
  if (!Number.isNaN(value)) return value === 0 ? { value, class: CLASS.zero } : measured(value, CLASS.finite);
  // A class of its own it has none: what the row before received tells NaN from not measured.
  const before = outputGradient(row, row.layers[layer]?.inputs[0] ?? -1);
  return before.class === CLASS.nan ? before : NOT_MEASURED;
}

/** ∂L/∂z; where a row has no activation that is ∂L/∂h. */
function preActivationGradient(row: RowReader, layer: number): Measured {
  if (row.layers[layer]?.activation === null) return outputGradient(row, layer);
  return measured(row.quantity(layer, 'gradientPreActivation'), row.classOf(layer, 'gradientPreActivation'));
}

function whyNot(row: RowReader, layer: number, growth: Measured): NoSplit['reason'] | null {
  const received = outputGradient(row, layer);
  const classes = [received.class, growth.class];
  if (classes.includes(CLASS.nan) || classes.includes(CLASS.infinite)) return 'notFinite';
  if (received.class === CLASS.zero || growth.class === CLASS.zero) return 'zero';
  return growth.class === CLASS.notMeasured ? 'notMeasured' : null;
}

/** How many rows take this row's output. */
function consumersOf(layers: readonly Layer[], source: number): number {
  return layers.filter(({ inputs }) => inputs.includes(source)).length;
}
