/**
 * From a measured value to a paint: an entry of the theme's colour table, or a class that is not a number. Classes are
 * told apart before the scale (a log scale paints Inf like its hottest colour and 0 like its coldest). A share runs
 * from the paper (its low end) to the strong end, so that here too the trouble is ink.
 */
import { CLASS } from '../catalogue/types';
import { TABLE_SIZE } from './theme';
import type { ClassCode, ColourScale, Metric } from './types';

/** Paints beyond the table: drawn as patterns, never with a colour of the scale. */
export const PAINT = {
  zero: TABLE_SIZE,
  infinite: TABLE_SIZE + 1,
  nan: TABLE_SIZE + 2,
  notMeasured: TABLE_SIZE + 3,
} as const;
export const PAINTS = TABLE_SIZE + 4;

/** Limits to which a reader may drag the ends of the colours, in decades from the centre. */
const HALF_WIDTHS: readonly [number, number] = [0.05, 38];

/** The scale of a metric. `reference` is what the paper stands for, where the metric leaves that to the lanes. */
export function makeColourScale(
  metric: Metric,
  reference: { readonly value: number; readonly lane: string; readonly label: string } | null,
  halfWidth: number = metric.scale.halfWidth,
): ColourScale {
  if (metric.scale.centre !== 'reference')
    return { metric, centre: metric.scale.centre, halfWidth, centreFrom: null };
  const usable = reference && Number.isFinite(reference.value) && reference.value > 0 ? reference : null;
  return {
    metric,
    centre: usable?.value ?? 1,
    halfWidth,
    centreFrom: usable && { lane: usable.lane, label: usable.label },
  };
}

/** The paint of a value: 0 … 255 in the table, or one of PAINT. */
export function paintOf(scale: ColourScale, value: number, classCode: ClassCode): number {
  if (classCode === CLASS.nan) return PAINT.nan;
  if (classCode === CLASS.infinite) return PAINT.infinite;
  if (classCode === CLASS.notMeasured || Number.isNaN(value)) return PAINT.notMeasured;
  if (value === Infinity || value === -Infinity) return PAINT.infinite;
  if (scale.metric.scale.type === 'log' && (classCode === CLASS.zero || value === 0)) return PAINT.zero;
  return entryAt(positionOf(scale, value));
}

/** Where a finite value stands between the ends of the colours, −1 … 1; beyond them the end. */
export function positionOf(scale: ColourScale, value: number): number {
  const position =
    scale.metric.scale.type === 'share'
      ? (value - scale.centre + scale.halfWidth) / (2 * scale.halfWidth)
      : Math.log10(Math.abs(value) / scale.centre) / scale.halfWidth;
  return position < -1 ? -1 : position > 1 ? 1 : position;
}

/** The value at a place of the scale. */
export function valueAt(scale: ColourScale, position: number): number {
  if (scale.metric.scale.type === 'share')
    return scale.centre - scale.halfWidth + position * 2 * scale.halfWidth;
  return scale.centre * 10 ** (position * scale.halfWidth);
}

/** The scale with its ends dragged; the centre stays. */
export function withHalfWidth(scale: ColourScale, halfWidth: number): ColourScale {
  return { ...scale, halfWidth: Math.min(HALF_WIDTHS[1], Math.max(HALF_WIDTHS[0], halfWidth)) };
}

export function entryAt(position: number): number {
  return Math.round(((position + 1) / 2) * (TABLE_SIZE - 1));
}

/**
 * Which paint survives where several steps or layers share a place: NaN, then Inf, then exact zero, then the colour
 * farthest from the centre. So a spike of one step is still painted among 100,000.
 */
export const SEVERITY: Float32Array = Float32Array.from({ length: PAINTS }, (_, paint) => {
  if (paint === PAINT.notMeasured) return -1;
  if (paint >= TABLE_SIZE) return TABLE_SIZE + paint;
  return Math.abs(paint - (TABLE_SIZE - 1) / 2);
});

export function worsePaint(one: number, other: number): number {
  return (SEVERITY[other] ?? -1) > (SEVERITY[one] ?? -1) ? other : one;
}
