/** Rows where two paths meet: residual sums and highways. */
import { numberOf } from '../../catalogue/values';
import { type RowTheory, unknownRow } from '../signal';
import type { TheoryOfRow, Way } from './row';

/**
 * x + αF(x): lengths and squared gradients add, 1 + α²χ_F (Yang & Schoenholz 2017; Hanin & Rolnick 2018), where F's last
 * matrix is drawn around 0 and its φ is odd. A norm in the branch or after the sum is a row of its own: pre-norm gives
 * √(1 + 1/(l + 1)) where F keeps lengths, post-norm √((1 + χ_F)/(1 + ρ)) (theory.md §5, derived).
 */
export const residual: TheoryOfRow = ({ layer, name, signalOf, wayBack }) => {
  const [skip = -1, branch = -1] = layer.inputs;
  const [x, f] = [signalOf(skip), signalOf(branch)];
  const alpha = numberOf(layer.values, 'branchScale');
  if (!f.isCentred) {
    return unknownRow(
      f.why ??
        `The branch of ${name} ends in an activation that leans to one side, so that it does not simply add to the skip.`,
    );
  }
  const way = wayBack(branch, skip);
  const meanSquare = x.meanSquare + alpha ** 2 * f.meanSquare;
  const isGaussian = x.isGaussian && f.isGaussian;
  const covariance = x.covariance + alpha ** 2 * f.covariance;
  return {
    q: meanSquare,
    signal: { meanSquare, mean: x.mean, covariance, isCentred: false, isGaussian, why: x.why ?? f.why },
    ...besides(1, [[alpha ** 2, way]]),
  };
};

/**
 * T⊙H + (1 − T)⊙x: χ = ⟨(1 − T)²⟩ + ⟨T²⟩χ_H (Srivastava 2015; theory.md §5), and through the gate ⟨(H − x)²⟩ times the
 * gate's own σw²⟨σ′²⟩ (derived: its matrix is independent of all else). Lengths: the mean square of the sum.
 */
export const highway: TheoryOfRow = ({ layer, signalOf, wayBack }) => {
  const [carried = -1, transform = -1, gate = -1] = layer.inputs;
  const [x, h, t] = [signalOf(carried), signalOf(transform), signalOf(gate)];
  const kept = 1 - 2 * t.mean + t.meanSquare; // ⟨(1 − T)²⟩
  const product = x.mean * h.mean; // ⟨H x⟩: H is mixed anew for each unit
  const meanSquare =
    kept * x.meanSquare + t.meanSquare * h.meanSquare + 2 * (t.mean - t.meanSquare) * product;
  const why = x.why ?? h.why ?? t.why;
  return {
    q: meanSquare,
    signal: {
      meanSquare,
      mean: (1 - t.mean) * x.mean + t.mean * h.mean,
      covariance: Number.NaN,
      isCentred: false,
      isGaussian: false,
      why,
    },
    ...besides(kept, [
      [t.meanSquare, wayBack(transform, carried)],
      [x.meanSquare + h.meanSquare - 2 * product, wayBack(gate, carried)],
    ]),
  };
};

/** Squared gradients of independent ways add. Only what went through weights wobbles, by its share. */
function besides(
  straight: number,
  ways: readonly (readonly [weight: number, way: Way])[],
): Pick<RowTheory, 'chi' | 'beta' | 'why'> {
  const chi = ways.reduce((sum, [weight, way]) => sum + weight * way.chi, straight);
  const beta = ways.reduce((sum, [weight, way]) => {
    const share = (weight * way.chi) / chi;
    return share === 0 ? sum : sum + share * share * way.beta; // a branch that is still zero may have no β
  }, 0);
  const why = ways.map(([, way]) => way.why).find((reason) => reason !== null) ?? null;
  return { chi, beta, why };
}
