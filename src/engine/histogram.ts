import type { HistogramBins } from './types';

const BINS = 41;

/** Equal bins between the least and the largest finite value; Inf and NaN are counted apart. */
export function histogramOf(values: Float32Array): HistogramBins {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let infinite = 0;
  let nan = 0;
  for (const value of values) {
    if (Number.isNaN(value)) nan++;
    else if (!Number.isFinite(value)) infinite++;
    else {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  const counts = new Uint32Array(BINS);
  if (min > max) return { min: 0, max: 0, counts, infinite, nan };
  const perUnit = max > min ? BINS / (max - min) : 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const bin = Math.min(BINS - 1, Math.floor((value - min) * perUnit));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { min, max, counts, infinite, nan };
}
