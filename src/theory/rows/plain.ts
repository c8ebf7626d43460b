/** Rows without weights: activations, dropout, pooling, flatten. */
import { numberOf } from '../../catalogue/values';
import { LINEAR, phiOf } from '../meanField';
import { lostSignal, type RowTheory, type Signal, throughPhi } from '../signal';
import type { TheoryOfRow } from './row';

/** χ = ⟨φ′²⟩ at the length that comes in (Poole 2016; Schoenholz 2017). */
export const activation: TheoryOfRow = ({ layer, name, signalOf }) => {
  const input = signalOf(layer.inputs[0] ?? -1);
  const { signal, slope, wobble } = throughPhi(phiOf(layer.activation), input, name);
  return {
    q: input.meanSquare,
    signal,
    chi: slope,
    beta: wobble / (layer.outputShape.at(-1) ?? Number.NaN),
    why: Number.isNaN(slope) ? signal.why : null,
  };
};

/**
 * Inverted dropout that keeps a share p: ⟨h²⟩ and χ both times 1/p, means as they were (theory.md §5, derived). Two
 * examples are dropped apart. β: 3⟨m⁴⟩/⟨m²⟩² − 3 for a mask m of 0 and 1/p.
 */
export const dropout: TheoryOfRow = ({ layer, signalOf }) => {
  const input = signalOf(layer.inputs[0] ?? -1);
  const kept = 1 - numberOf(layer.values, 'rate');
  const meanSquare = input.meanSquare / kept;
  return {
    q: input.meanSquare,
    signal: { ...input, meanSquare, isGaussian: input.isGaussian && kept === 1 },
    chi: 1 / kept,
    beta: (3 / kept - 3) / (layer.outputShape.at(-1) ?? Number.NaN),
    why: null,
  };
};

/** The same numbers in another shape: nothing changes. */
export const flatten: TheoryOfRow = ({ layer, signalOf }) => unweighted(signalOf(layer.inputs[0] ?? -1), 1);

/** Each window's gradient comes back in size² equal parts: its norm is divided by the size (theory.md §5). */
export const averagePool: TheoryOfRow = ({ layer, name, signalOf }) => {
  const why = `How long the signal is behind ${name} depends on how alike neighbours in an image are.`;
  const { isCentred, isGaussian } = signalOf(layer.inputs[0] ?? -1);
  return unweighted({ ...lostSignal(why), isCentred, isGaussian }, numberOf(layer.values, 'size') ** -2);
};

/**
 * The largest number of a window receives all of its gradient: the norm is kept (theory.md §5). But the slopes of an
 * activation before it are then those at the largest numbers, and not the average.
 */
export const maxPool: TheoryOfRow = ({ layer, name, layers }) => {
  const why = `The signal behind ${name} is the largest of each window; its length is not known to us.`;
  const pooled = layers[layer.inputs[0] ?? -1];
  if (pooled && phiOf(pooled.activation) === LINEAR) return unweighted(lostSignal(why), 1);
  const slopes = `Through ${name} the gradient goes to the largest numbers alone, where slopes are not the average ones.`;
  return { ...unweighted(lostSignal(why), Number.NaN), why: slopes };
};

const unweighted = (signal: Signal, chi: number): RowTheory => ({
  q: signal.meanSquare,
  signal,
  chi,
  beta: 0,
  why: null,
});
