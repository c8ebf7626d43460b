/**
 * Norms before φ (theory.md §5): with z the numbers that come in, q = 1 and χ = ⟨φ′²⟩/spread², the spread being what is
 * divided by. Behind a matrix that spread is σw²·⟨h²⟩ and the matrix brings σw², so that σw² cancels.
 */
import { EPSILON } from '../../catalogue/blocks/norms';
import { phiOf } from '../meanField';
import { type RowTheory, type Signal, throughPhi } from '../signal';
import type { Asking, TheoryOfRow } from './row';

interface Kind {
  /** The variance (or mean square) that is divided by. */
  variance(input: Signal): number;
  /** ⟨h h′⟩ of what is divided. */
  covariance(input: Signal): number;
  readonly keepsMean: boolean;
  readonly note?: string;
}

function norm({ layer, name, signalOf }: Asking, kind: Kind): RowTheory {
  const input = signalOf(layer.inputs[0] ?? -1);
  const variance = kind.variance(input);
  const isKnown = !Number.isNaN(variance);
  const divisor = variance + EPSILON; // of no account, but where all numbers are alike
  const q = isKnown ? variance / divisor : 1;
  const normed: Signal = {
    meanSquare: q,
    mean: kind.keepsMean ? input.mean / Math.sqrt(divisor) : 0,
    covariance: kind.covariance(input) / divisor,
    isCentred: input.isCentred,
    isGaussian: input.isGaussian,
    why: null,
  };
  const { signal, slope, wobble } = throughPhi(phiOf(layer.activation), normed, name);
  const chi = slope / divisor;
  const lost = input.why ?? signal.why ?? `How far apart the numbers are that ${name} takes is not known.`;
  return {
    q,
    signal,
    chi,
    beta: wobble / (layer.outputShape.at(-1) ?? Number.NaN),
    why: Number.isNaN(chi) ? lost : null,
    ...(kind.note ? { note: kind.note } : {}),
  };
}

/** χ = ⟨φ′²⟩/⟨φ²⟩ behind a matrix, whatever σw (theory.md §5, derived; the matrix leaves no mean to take out). */
export const layerNorm: TheoryOfRow = (asking) =>
  norm(asking, {
    variance: ({ meanSquare, mean }) => meanSquare - mean * mean,
    covariance: ({ covariance, mean }) => covariance - mean * mean,
    keepsMean: false,
  });

/** The same without taking the mean out. */
export const rmsNorm: TheoryOfRow = (asking) =>
  norm(asking, {
    variance: ({ meanSquare }) => meanSquare,
    covariance: ({ covariance }) => covariance,
    keepsMean: true,
  });

/**
 * χ = ⟨φ′²⟩/(⟨φ²⟩ − ⟨φ⟩²) behind a matrix, for batches without end: ReLU π/(π − 1) (Yang et al. 2019), others derived
 * (theory.md §5). Two examples' numbers have nothing in common afterwards.
 */
export const batchNorm: TheoryOfRow = (asking) =>
  norm(asking, {
    variance: ({ meanSquare, covariance }) => meanSquare - covariance,
    covariance: ({ covariance }) => (Number.isNaN(covariance) ? covariance : 0), // not asked for stays not asked for
    keepsMean: false,
    note: 'For batch norm this is the limit of a large batch; in small ones the gradient grows more.',
  });
