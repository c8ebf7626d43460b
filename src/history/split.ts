/**
 * Why the gradient grows on its way from one counted row back to the one before, from norms that the backward pass has
 * anyway (product.md, "Why it grows, measured"). The elements of the chain multiply; parallel paths add as vectors.
 */
import { CLASS, type Junction, type Layer, type RowReader } from '../catalogue/types';
import { type Measured, measured, NOT_MEASURED, outputGradient, ratio, trunkBefore } from './growth';
import { countedRowOf, leadingTo, meetingPoint } from './wayBack';

export interface Factor {
  readonly kind: 'factor';
  /**
   * activation: ‖∂L/∂z‖/‖∂L/∂h‖. weights, transformation: what the row hands back, of ‖∂L/∂z‖. share: what a path's last
   * row receives of the junction's gradient. steps: what all time steps hand back together, of one's ‖∂L/∂z‖. others: what more arrives at the row before from elsewhere.
   */
  readonly of: 'activation' | 'weights' | 'transformation' | 'share' | 'steps' | 'others';
  readonly layer: number;
  readonly measured: Measured;
}

/** Two paths that parted: growth² = a² + b² + 2ab·cos, with a and b the first and the second. */
export interface Parallel {
  readonly kind: 'parallel';
  /** The row where they meet. */
  readonly layer: number;
  readonly paths: Junction['paths'];
  readonly measured: Measured;
  readonly first: Measured;
  readonly second: Measured;
  /** Of the angle between the two; null where the norms cannot tell it. */
  readonly cosine: number | null;
  /** The elements of the second path, which multiply to b; null where it is not one chain of rows. */
  readonly inside: readonly Element[] | null;
}

export type Element = Factor | Parallel;

export interface ChainSplit {
  readonly kind: 'chain';
  /** The counted row, and the one before it. */
  readonly layer: number;
  readonly before: number;
  /**
   * Whose gradient is split: the layer's; or, where a row inside has a way of its own past it to the time step before
   * (an LSTM's cell), that row's.
   */
  readonly of: number;
  readonly growth: Measured;
  /** In the order in which the gradient meets them; they multiply to the growth. */
  readonly elements: readonly Element[];
}

export interface NoSplit {
  readonly kind: 'none';
  readonly layer: number;
  /** The input has no gradient; or the step's gradient is zero, or not finite, or not there. */
  readonly reason: 'first' | 'zero' | 'notFinite' | 'notMeasured';
}

export type GainSplit = ChainSplit | NoSplit;

/** Float32 norms are good to about this; a cosine that it could move by a tenth is not told. */
const NORM_ERROR = 1e-6;

/** The split of the layer that a row belongs to. */
export function gainSplit(row: RowReader, ofRow: number): GainSplit {
  const layer = countedRowOf(row.layers, ofRow);
  const before = trunkBefore(row.layers, layer);
  if (before === null) return { kind: 'none', layer, reason: 'first' };
  const cell = ownWay(row.layers, before, layer);
  const [of, end] = cell ?? [layer, before];
  const growth = ratio(outputGradient(row, end), outputGradient(row, of));
  const elements = walk(row, of, end, outputGradient(row, end));
  const reason = whyNot(outputGradient(row, of), growth) ?? (elements ? null : 'notMeasured');
  if (reason || !elements) return { kind: 'none', layer, reason: reason ?? 'notMeasured' };
  return { kind: 'chain', layer, before, of, growth, elements };
}

/** A junction inside the layer whose paths parted before the counted row before it, and where. */
function ownWay(layers: readonly Layer[], before: number, layer: number): readonly [number, number] | null {
  for (let index = layer; index > before; index--) {
    const source = layers[index]?.junction?.source ?? before;
    if (source >= 0 && source < before) return [index, source];
  }
  return null;
}

/** The elements from one row back to another, at which `arrived` arrives this way; null where no way leads there. */
function walk(row: RowReader, from: number, target: number, arrived: Measured): Element[] | null {
  const leads = leadingTo(row.layers, target, from);
  const elements: Element[] = [];
  let current = from;
  while (current !== target) {
    const here = row.layers[current];
    const next = meetingPoint(row.layers, current, leads);
    if (!here || next === null) return null;
    const received = outputGradient(row, current);
    const between = preActivationGradient(row, current);
    if (hasSlope(here)) elements.push(factor('activation', current, ratio(between, received)));
    elements.push(
      ...through(row, current, next, between, next === target ? arrived : outputGradient(row, next)),
    );
    current = next;
  }
  return elements;
}

/** From a row's ∂L/∂z back to a row before, where every way from it meets. */
function through(
  row: RowReader,
  layer: number,
  next: number,
  between: Measured,
  arrived: Measured,
): Element[] {
  const here = row.layers[layer];
  if (here?.junction?.source === next) return [parallel(row, layer, here.junction, between, arrived)];
  const hasWeights = (row.layers[here?.parametersOf ?? layer] ?? here)?.parameters.some(
    ({ role, shape }) => role === 'weights' && shape.length > 1,
  );
  const isLeavingTime = here?.time && !row.layers[next]?.time;
  const of = isLeavingTime ? 'steps' : hasWeights ? 'weights' : 'transformation';
  const share = here?.inputs[0] === next ? shareOf(row, layer, 'gradientInput', next) : arrived;
  const isAlone = share.class !== CLASS.finite || share.value === arrived.value;
  if (isAlone) return [factor(of, layer, ratio(arrived, between))];
  return [factor(of, layer, ratio(share, between)), factor('others', next, ratio(arrived, share))];
}

function parallel(
  row: RowReader,
  layer: number,
  junction: Junction,
  received: Measured,
  arrived: Measured,
): Parallel {
  const second = shareOf(row, layer, 'gradientSecondPath', junction.source);
  const growth = ratio(arrived, received);
  const a = ratio(shareOf(row, layer, 'gradientFirstPath', junction.source), received);
  const b = ratio(second, received);
  return {
    kind: 'parallel',
    layer,
    paths: junction.paths,
    measured: growth,
    first: a,
    second: b,
    cosine: growth.class === CLASS.finite ? cosineOf(growth.value, a, b) : null,
    inside: insideOf(row, layer, junction, received, second),
  };
}

/** The second path's elements, where one row alone takes it in and no other way leads back. */
function insideOf(
  row: RowReader,
  layer: number,
  { source, via, last }: Junction,
  received: Measured,
  arrived: Measured,
): Element[] | null {
  const leads = leadingTo(row.layers, source, layer);
  const ways = (row.layers[layer]?.inputs ?? []).filter((input) => input !== source && leads.has(input));
  if (via !== layer || ways.length !== 1 || ways[0] !== last) return null;
  const rest = walk(row, last, source, arrived);
  return rest && [factor('share', layer, ratio(outputGradient(row, last), received)), ...rest];
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

const factor = (of: Factor['of'], layer: number, value: Measured): Factor => ({
  kind: 'factor',
  of,
  layer,
  measured: value,
});

/** A share that is handed back to a row. A class of its own it has none: the whole tells NaN from not measured. */
function shareOf(
  row: RowReader,
  layer: number,
  quantity: 'gradientInput' | 'gradientFirstPath' | 'gradientSecondPath',
  to: number,
): Measured {
  const value = row.quantity(layer, quantity);
  if (!Number.isNaN(value)) return value === 0 ? { value, class: CLASS.zero } : measured(value, CLASS.finite);
  const whole = outputGradient(row, to);
  return whole.class === CLASS.nan ? whole : NOT_MEASURED;
}

/** A linear activation changes nothing. */
const hasSlope = ({ activation }: Layer): boolean => activation !== null && activation.kind !== 'linear';

/** ∂L/∂z; where a row has no activation that is ∂L/∂h. */
function preActivationGradient(row: RowReader, layer: number): Measured {
  const here = row.layers[layer];
  if (!here || !hasSlope(here)) return outputGradient(row, layer);
  return measured(row.quantity(layer, 'gradientPreActivation'), row.classOf(layer, 'gradientPreActivation'));
}

function whyNot(received: Measured, growth: Measured): NoSplit['reason'] | null {
  const classes = [received.class, growth.class];
  if (classes.includes(CLASS.nan) || classes.includes(CLASS.infinite)) return 'notFinite';
  if (received.class === CLASS.zero || growth.class === CLASS.zero) return 'zero';
  return growth.class === CLASS.notMeasured ? 'notMeasured' : null;
}
