/** Rows that are one matrix and an activation: dense ones, and convolutions. */
import { numberOf } from '../../catalogue/values';
import { phiOf, shifted } from '../meanField';
import { type RowTheory, throughPhi, unknownRow } from '../signal';
import type { Asking, TheoryOfRow } from './row';
import { firstWeights } from './sigmas';

/**
 * q = σw²⟨h²⟩ + σb², χ = σw²⟨φ′²⟩ (Poole 2016; Schoenholz 2017), σw² being variance times fan-in, which makes it right
 * for unequal widths too (theory.md §0). LSUV sets q = 1, so that χ = ⟨φ′²⟩/⟨h²⟩, layer norm's (theory.md §5).
 * Orthogonal matrices are as Gaussian ones at this order: they differ in the spread of singular values (theory.md §7).
 */
export const dense: TheoryOfRow = ({ layer, name, signalOf }) => {
  const first = firstWeights(layer, name);
  if (typeof first === 'string') return unknownRow(first);
  const input = signalOf(layer.inputs[0] ?? -1);
  const weights = first.normalizesOutput ? (1 - first.bias) / input.meanSquare : first.weights;
  const q = first.normalizesOutput ? 1 : times(weights, input.meanSquare) + first.bias;
  const phi = phiOf(layer.activation);
  const z = {
    meanSquare: q,
    mean: 0,
    covariance: times(weights, input.covariance) + first.bias,
    isCentred: true,
    isGaussian: true,
    why: Number.isNaN(q) ? input.why : null,
  };
  const { signal, slope, wobble } = throughPhi(first.shift ? shifted(phi, first.shift) : phi, z, name);
  const chi = times(weights, slope);
  const width = layer.outputShape.at(-1) ?? Number.NaN;
  const lost = input.why ?? `How large the numbers are that ${name} takes is not known.`;
  return { q, signal, chi, beta: (2 + wobble) / width, why: Number.isNaN(chi) ? lost : null };
};

/** Weights that start at 0 make 0 of whatever comes, also of what is not known. */
const times = (weights: number, value: number): number => (weights === 0 ? 0 : weights * value);

const PADDING =
  'What a convolution’s gradient loses in the zeros around an image is left out: a few per cent a layer on small images.';

/** The same with fan-in size²·channels, on the norm over all positions, stride or not (theory.md §5). */
export const conv = (asking: Asking): RowTheory => ({
  ...dense(asking),
  ...(numberOf(asking.layer.values, 'padding') > 0 ? { note: PADDING } : {}),
});
