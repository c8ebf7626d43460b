import type { Split } from '../../../data/types';
import type { InputMoments } from '../../../theory/transient';

/** Kept for each array, since data never change. */
const kept = new WeakMap<Float32Array, InputMoments>();

/** What theory asks of the data. */
export function inputMoments({ x, count }: Pick<Split, 'x' | 'count'>): InputMoments {
  const before = kept.get(x);
  if (before) return before;
  const features = x.length / Math.max(1, count);
  const ofFeature = new Float64Array(features);
  const ofExample = new Float64Array(count);
  let squares = 0;
  x.forEach((value, index) => {
    squares += value * value;
    ofFeature[index % features]! += value / count; // both in range
    ofExample[Math.floor(index / features)]! += value / features;
  });
  const meanSquareOf = (values: Float64Array) =>
    values.reduce((sum, value) => sum + value * value, 0) / Math.max(1, values.length);
  const moments = {
    meanSquare: squares / Math.max(1, x.length),
    mean: Math.sqrt(meanSquareOf(ofExample)),
    covariance: meanSquareOf(ofFeature),
  };
  kept.set(x, moments);
  return moments;
}
