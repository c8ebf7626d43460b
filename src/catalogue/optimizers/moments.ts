/** What Adam and AdamW share: two running means, corrected for their start at 0 (Kingma & Ba 2015, Alg. 1). */
import type { Algebra } from '../algebra';
import type { Optimizer, Parameter, Scalars, Values } from '../types';
import { at, named, numberOf } from '../values';
import { decay, epsilon } from './parameters';

export const momentParameters: readonly Parameter[] = [
  decay('beta1', 'β₁', 0.9, 'How much of the past mean gradient is kept.'),
  decay('beta2', 'β₂', 0.999, 'How much of the past mean square is kept.'),
  epsilon(1e-8),
];

/** `rate` is η/(1 − β₁ᵗ) and `rootCorrection` √(1 − β₂ᵗ), t = 1 at the first update: in float64, as powers lose digits. */
export function momentScalars(
  values: Values,
  learningRate: number,
  update: number,
  weightDecay: number,
): Scalars {
  const beta1 = numberOf(values, 'beta1');
  const beta2 = numberOf(values, 'beta2');
  return {
    beta1,
    beta2,
    rest1: 1 - beta1,
    rest2: 1 - beta2,
    rate: learningRate / (1 - beta1 ** (update + 1)),
    rootCorrection: Math.sqrt(1 - beta2 ** (update + 1)),
    epsilon: numberOf(values, 'epsilon'),
    weightDecay,
    decayRate: learningRate * weightDecay,
  };
}

/** The step that Adam takes down the gradient g, and the new means. */
export function momentStep<T>(
  algebra: Algebra<T>,
  g: T,
  state: readonly T[],
  scalars: Readonly<Record<string, T>>,
): { readonly step: T; readonly state: readonly T[] } {
  const mean = algebra.multiply(named(scalars, 'beta1'), at(state, 0));
  const m = algebra.add(mean, algebra.multiply(named(scalars, 'rest1'), g));
  const square = algebra.multiply(named(scalars, 'beta2'), at(state, 1));
  const v = algebra.add(square, algebra.multiply(named(scalars, 'rest2'), algebra.multiply(g, g)));
  const root = algebra.divide(algebra.sqrt(v), named(scalars, 'rootCorrection'));
  const step = algebra.divide(
    algebra.multiply(named(scalars, 'rate'), m),
    algebra.add(root, named(scalars, 'epsilon')),
  );
  return { step, state: [m, v] };
}

/** The loop over arrays; the weights decay through the gradient (Adam), or on their own (AdamW: `decoupled`). */
export const momentArrays =
  (decoupled: boolean): Optimizer['updateArrays'] =>
  (parameter, gradient, state, change, scalars) => {
    const coupling = decoupled ? 0 : named(scalars, 'weightDecay');
    const shrinking = decoupled ? named(scalars, 'decayRate') : 0;
    const beta1 = named(scalars, 'beta1');
    const beta2 = named(scalars, 'beta2');
    const rest1 = named(scalars, 'rest1');
    const rest2 = named(scalars, 'rest2');
    const rate = named(scalars, 'rate');
    const rootCorrection = named(scalars, 'rootCorrection');
    const least = named(scalars, 'epsilon');
    const mean = at(state, 0);
    const square = at(state, 1);
    for (let i = 0; i < change.length; i++) {
      // All arrays have the length of `change`.
      const p = parameter[i] as number;
      const g = (gradient[i] as number) + coupling * p;
      const m = beta1 * (mean[i] as number) + rest1 * g;
      const v = beta2 * (square[i] as number) + rest2 * g * g;
      mean[i] = m;
      square[i] = v;
      change[i] = -shrinking * p - (rate * m) / (Math.sqrt(v) / rootCorrection + least);
    }
  };
