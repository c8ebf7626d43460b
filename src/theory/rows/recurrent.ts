/** The states of a simple recurrent net. */
import { phiOf } from '../meanField';
import { throughPhi, unknownRow } from '../signal';
import type { TheoryOfRow } from './row';
import { firstWeights } from './sigmas';

const ONLY_TANH =
  'The same weights act at each time step: what that does is known to us for tanh alone, and there only roughly.';

/**
 * As if the matrix were drawn anew at each time step: q(t) = σw²⟨h(t−1)²⟩ + the input's drive, χ = σw²⟨φ′²⟩ (Chen 2018;
 * Gilboa 2019). It is the same matrix, so this is only a guide, and one for tanh: on noise measured growth is above it by
 * up to 7 % a step (theory.md §6); ReLU leaves it by more than that. A first step's input is the data, to which the other steps send gradient too: no χ.
 */
export const simpleRnn: TheoryOfRow = ({ layer, layers, name, signalOf }) => {
  if (layer.activation?.kind !== 'tanh') return unknownRow(ONLY_TANH);
  const owner = layers[layer.parametersOf];
  const first = owner ? firstWeights(owner, name) : 'no weights';
  if (typeof first === 'string') return unknownRow(first);
  const drive = signalOf(layer.inputs.at(-1) ?? -1).meanSquare;
  const isFirst = layer.inputs.length === 1;
  const weights = first.weights; // NaN for LSUV, which leaves time steps alone
  const q = isFirst ? drive : weights * signalOf(layer.inputs[0] ?? -1).meanSquare + drive;
  const z = { meanSquare: q, mean: 0, covariance: Number.NaN, isCentred: true, isGaussian: true, why: null };
  const { signal, slope, wobble } = throughPhi(phiOf(layer.activation), z, name);
  const chi = isFirst ? Number.NaN : weights * slope;
  const why = 'What comes back to the data from a recurrent block comes from all of its time steps.';
  const width = layer.outputShape.at(-1) ?? Number.NaN;
  return { q, signal, chi, beta: (2 + wobble) / width, why: Number.isNaN(chi) ? why : null, isGuide: true };
};
