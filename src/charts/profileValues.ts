/** Numbers of a profile: one a row, and the domain that holds them. */
import { CLASS } from '../catalogue/types';
import type { Metric, RowReader, RowView } from './types';

/** A metric down the rows at one step. Inf stays Inf and an exact zero 0; NaN: not a number, or not measured. A folded row shows the value farthest from `centre`. */
export function profileValues(
  metric: Metric,
  values: RowReader,
  rows: readonly RowView[],
  centre = 1,
): Float64Array {
  const profile = new Float64Array(rows.length).fill(Number.NaN);
  for (const [row, { layers }] of rows.entries()) {
    for (const layer of layers) {
      const code = metric.classOf(values, layer);
      if (code === CLASS.notMeasured) continue;
      const value =
        code === CLASS.nan ? Number.NaN : code === CLASS.infinite ? Infinity : metric.value(values, layer);
      const old = profile[row] ?? Number.NaN;
      if (Number.isNaN(old) || distance(value, centre) > distance(old, centre)) profile[row] = value;
    }
  }
  return profile;
}

function distance(value: number, centre: number): number {
  return Math.abs(Math.log(Math.abs(value) / centre));
}

/** A domain in whole even decades that holds both numbers and never shrinks, so that curves do not jump as a run goes on. */
export function stableDomain(
  previous: readonly [number, number] | null,
  low: number,
  high: number,
  decades = 2,
): readonly [number, number] {
  const usableLow = low > 0 && Number.isFinite(low) ? low : (previous?.[0] ?? 10 ** -decades);
  const usableHigh = high > 0 && Number.isFinite(high) ? high : (previous?.[1] ?? 10 ** decades);
  const from = Math.floor(Math.log10(usableLow) / decades + 1e-9) * decades;
  const to = Math.max(Math.ceil(Math.log10(usableHigh) / decades - 1e-9) * decades, from + decades);
  return [Math.min(10 ** from, previous?.[0] ?? Infinity), Math.max(10 ** to, previous?.[1] ?? 0)];
}
