/** Clipping of a flat gradient vector, by the rule of its entry; segments are the parameters' places in the vector. */
import { clipping as clippingEntry } from '../../catalogue/registry';
import type { Choice, LayerParameter, ScaledNorm } from '../../catalogue/types';
import { joinNorms, type Statistics } from '../row';
import { numberAlgebra } from '../loops/numberAlgebra';
import { statisticsOf } from './statistics';

function scaled(statistics: Statistics): ScaledNorm<number> {
  if (statistics.nan > 0) return { largest: Number.NaN, root: 1 };
  if (statistics.infinite > 0) return { largest: Number.POSITIVE_INFINITY, root: 1 };
  return {
    largest: statistics.largest,
    root: statistics.largest > 0 ? statistics.norm / statistics.largest : 0,
  };
}

function multiply(values: Float32Array, factor: number, from: number, to: number, stride = 1) {
  for (let index = from; index < to; index += stride) values[index] = (values[index] as number) * factor;
}

/** Clips `gradient` in place. `norms` are the statistics of its segments, in the segments' order. */
export function clip(
  gradient: Float32Array,
  parameters: Float32Array,
  segments: readonly LayerParameter[],
  norms: readonly Statistics[],
  choice: Choice,
): void {
  const entry = clippingEntry(choice.kind);
  const threshold = Number(choice.threshold);
  const unused = { largest: 0, root: 0 };
  const factorOf = (gradientNorm: ScaledNorm<number>, weights: ScaledNorm<number> = unused) =>
    entry.factor?.(numberAlgebra, gradientNorm, threshold, weights) ?? 1;
  switch (entry.scope) {
    case 'none':
      return;
    case 'element':
      for (let index = 0; index < gradient.length; index++) {
        gradient[index] = entry.element?.(numberAlgebra, gradient[index] as number, threshold) ?? Number.NaN;
      }
      return;
    case 'network': {
      const norm = joinNorms(norms.map((of) => of.norm));
      const all = {
        norm,
        largest: Math.max(...norms.map((of) => of.largest)),
        nan: norms.reduce((sum, of) => sum + of.nan, 0),
        infinite: norms.reduce((sum, of) => sum + of.infinite, 0),
      };
      multiply(gradient, factorOf(scaled(all)), 0, gradient.length);
      return;
    }
    case 'tensor':
      segments.forEach((segment, index) => {
        const norm = norms[index];
        if (norm) multiply(gradient, factorOf(scaled(norm)), segment.offset, segment.offset + segment.size);
      });
      return;
    case 'unit':
      for (const segment of segments) clipUnits(gradient, parameters, segment, factorOf);
  }
}

/** A unit is a column of [..., out]; a vector is one unit (Brock et al. 2021). */
function clipUnits(
  gradient: Float32Array,
  parameters: Float32Array,
  segment: LayerParameter,
  factorOf: (gradient: ScaledNorm<number>, weights: ScaledNorm<number>) => number,
) {
  const units = segment.shape.length > 1 ? (segment.shape.at(-1) ?? 1) : 1;
  const end = segment.offset + segment.size;
  const column = new Float32Array(segment.size / units);
  const normOf = (values: Float32Array, first: number) => {
    for (let place = 0, index = first; index < end; index += units) column[place++] = values[index] as number;
    return scaled(statisticsOf(column));
  };
  for (let unit = 0; unit < units; unit++) {
    const first = segment.offset + unit;
    multiply(gradient, factorOf(normOf(gradient, first), normOf(parameters, first)), first, end, units);
  }
}
