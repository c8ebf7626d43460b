/** A parameter's slider runs over whole positions 0 … POSITIONS; its numbers are rounded to what a person would type. */
import type { Parameter } from '../../../catalogue/types';

export const POSITIONS = 200;

type SliderRange = NonNullable<Parameter['slider']>;

export function positionOf(value: number, range: SliderRange): number {
  const share =
    range.scale === 'logarithmic'
      ? Math.log(Math.max(value, range.min) / range.min) / Math.log(range.max / range.min)
      : (value - range.min) / (range.max - range.min);
  return Math.round(Math.min(1, Math.max(0, share)) * POSITIONS);
}

/** The number at a position: three significant figures, whole for integers, the ends exact. */
export function valueAt(position: number, range: SliderRange, integer: boolean): number {
  if (position <= 0) return range.min;
  if (position >= POSITIONS) return range.max;
  const share = position / POSITIONS;
  const value =
    range.scale === 'logarithmic'
      ? range.min * (range.max / range.min) ** share
      : range.min + (range.max - range.min) * share;
  return integer ? Math.round(value) : toFigures(value, 3);
}

/** The position that an arrow key goes to: at least one whole number on for integers. */
export function neighbour(value: number, by: -1 | 1, range: SliderRange, integer: boolean): number {
  let position = positionOf(value, range);
  let next = value;
  while (next === value && position + by >= 0 && position + by <= POSITIONS) {
    position += by;
    next = valueAt(position, range, integer);
  }
  return next;
}

export function toFigures(value: number, figures: number): number {
  return Number(value.toPrecision(figures));
}

export function clampTo(parameter: Parameter, value: number): number {
  const whole = parameter.type === 'integer' ? Math.round(value) : value;
  return Math.min(parameter.max ?? Infinity, Math.max(parameter.min ?? -Infinity, whole));
}
