/** Growth of the gradient on its way back over the hidden rows of the trunk (theory.md §0). */
import { CLASS, type ClassCode, type Layer, type RowReader } from '../catalogue/types';

/** A number and whether it is one: where the class is not finite (or zero), the number says nothing more. */
export interface Measured {
  readonly value: number;
  readonly class: ClassCode;
}

export interface Growth {
  /** H, the hidden rows on the trunk. The gradient is multiplied H−1 times between the last and the first. */
  readonly hidden: number;
  readonly times: number;
  /** Indices of the first and the last hidden row. */
  readonly first: number;
  readonly last: number;
  /** `time step` where all counted rows are those of one recurrent block. */
  readonly each: 'layer' | 'time step';
  /** ‖∂L/∂h₁‖ / ‖∂L/∂h_H‖ */
  readonly whole: Measured;
  /** whole^(1/(H−1)) */
  readonly perLayer: Measured;
}

/** Indices of the trunk rows, first to last. */
export function trunkRows(layers: readonly Layer[]): number[] {
  return layers.flatMap((layer, index) => (layer.place === 'trunk' ? [index] : []));
}

/** Growth of the lane at one step; null with fewer than two hidden rows (there is nothing between them). */
export function laneGrowth(row: RowReader): Growth | null {
  const trunk = trunkRows(row.layers);
  const [first] = trunk;
  const last = trunk.at(-1);
  if (first === undefined || last === undefined || first === last) return null;
  const times = trunk.length - 1;
  const whole = ratio(outputGradient(row, first), outputGradient(row, last));
  const perLayer = whole.class === CLASS.finite ? { ...whole, value: whole.value ** (1 / times) } : whole;
  return { hidden: trunk.length, times, first, last, each: eachOf(row.layers, trunk), whole, perLayer };
}

function eachOf(layers: readonly Layer[], trunk: readonly number[]): Growth['each'] {
  const block = layers[trunk[0] ?? 0];
  const isStep = ({ time, blockId, repetition }: Layer): boolean =>
    time !== null && blockId === block?.blockId && repetition === block.repetition;
  return trunk.every((index) => isStep(layers[index] as Layer)) ? 'time step' : 'layer'; // indices of rows
}

/**
 * Growth through one trunk row, ‖∂L/∂h(l−1)‖ / ‖∂L/∂h(l)‖; not measured for the first (the input has no gradient),
 * for branch rows and for the output row.
 */
export function layerGrowth(row: RowReader, layer: number): Measured {
  const before = trunkBefore(row.layers, layer);
  if (before === null || row.layers[layer]?.place !== 'trunk') return NOT_MEASURED;
  return ratio(outputGradient(row, before), outputGradient(row, layer));
}

/** The trunk row before this one, null for the first. */
export function trunkBefore(layers: readonly Layer[], layer: number): number | null {
  for (let index = layer - 1; index >= 0; index--) if (layers[index]?.place === 'trunk') return index;
  return null;
}

export const NOT_MEASURED: Measured = { value: Number.NaN, class: CLASS.notMeasured };

/** A measured norm and its tensor's class in one. */
export function outputGradient(row: RowReader, layer: number): Measured {
  return measured(row.quantity(layer, 'gradientOutput'), row.classOf(layer, 'gradientOutput'));
}

/** Where the class was finite but the norm is not, the norm's own class is what counts. */
export function measured(value: number, tensorClass: ClassCode): Measured {
  if (tensorClass === CLASS.zero) return { value: 0, class: CLASS.zero };
  if (tensorClass !== CLASS.finite || Number.isFinite(value)) return { value, class: tensorClass };
  return { value, class: Number.isNaN(value) ? CLASS.notMeasured : CLASS.infinite };
}

/**
 * The quotient, with the class that follows: NaN and not measured win; Inf above is Inf, below is 0 in arithmetic but
 * unknown in fact; something over exactly 0 (zero over zero included) is not defined, hence not measured.
 */
export function ratio(above: Measured, below: Measured): Measured {
  if (above.class === CLASS.notMeasured || below.class === CLASS.notMeasured) return NOT_MEASURED;
  if (above.class === CLASS.nan || below.class === CLASS.nan) return { value: Number.NaN, class: CLASS.nan };
  if (below.class === CLASS.infinite) return { value: Number.NaN, class: CLASS.nan };
  if (above.class === CLASS.infinite) return { value: Number.POSITIVE_INFINITY, class: CLASS.infinite };
  if (below.class === CLASS.zero || below.value === 0) return NOT_MEASURED;
  if (above.class === CLASS.zero || above.value === 0) return { value: 0, class: CLASS.zero };
  return measured(above.value / below.value, CLASS.finite);
}
