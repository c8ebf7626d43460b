/** The state's row of one GRU time step and its way back, and what both kinds of GRU have in common. */
import type { Operand, Ops, Pointwise, Transformation } from '../ops';
import type { Layer } from '../types';
import { at } from '../values';
import { logistic, logisticSlope, nothing, product } from './gates';

/** Blocks of columns of a gates row: [r|z|xₙ] before their activations, and hₙ behind them where the reset is after the product. */
export const RESET = 0;
export const UPDATE = 1;
export const CANDIDATE = 2;
export const STATE_CANDIDATE = 3;

/** h(t) = (1 − σ(z))⊙n + σ(z)⊙h(t−1). Inputs: h(t−1) (none at the first step), the gates, n. */
export const state: Transformation = {
  forward({ ops, inputs, layer }) {
    return ops.pointwise(`gru state ${inputs.length}`, unitsOf(layer), stateLast(inputs), [
      (algebra, read) => {
        const entering = algebra.multiply(logistic(algebra, algebra.negate(read(0, UPDATE))), read(1));
        if (inputs.length === 2) return entering;
        return algebra.add(entering, algebra.multiply(logistic(algebra, read(0, UPDATE)), read(2)));
      },
    ]);
  },
  backward({ ops, gradient, inputs, layer }) {
    const width = unitsOf(layer);
    const isFirst = inputs.length === 2;
    const operands = [entry(gradient), ...stateLast(inputs)];
    const back = (name: string, blocks: readonly Pointwise[]) =>
      ops.pointwise(`gru state back to ${name}, ${inputs.length}`, width, operands, blocks);
    const dUpdate: Pointwise = (algebra, read) => {
      const difference = isFirst ? algebra.negate(read(2)) : algebra.subtract(read(3), read(2)); // h(t−1) − n
      return product(algebra, read(0), difference, logisticSlope(algebra, read(1, UPDATE)));
    };
    const gates = ops.shapeOf(at(inputs, inputs.length - 2))[1] / width;
    const dGates = back(`${gates} gates`, [nothing, dUpdate, nothing, nothing].slice(0, gates));
    const dCandidate = back('candidate', [
      (algebra, read) => algebra.multiply(read(0), logistic(algebra, algebra.negate(read(1, UPDATE)))),
    ]);
    if (isFirst) return { inputs: [dGates, dCandidate], parameters: {} };
    const carried = back('state', [
      (algebra, read) => algebra.multiply(read(0), logistic(algebra, read(1, UPDATE))),
    ]);
    return { inputs: [carried, dGates, dCandidate], parameters: {} };
  },
};

/** The gates, n, and h(t−1) where there is one. */
const stateLast = <T>(inputs: readonly T[]): Operand<T>[] =>
  [...inputs.slice(-2), ...inputs.slice(0, -2)].map(entry);

/** x + h of one gate. */
export const sumOf =
  (gate: number): Pointwise =>
  (algebra, read) =>
    algebra.add(read(0, gate), read(1, gate));

export const zeros = <T>(ops: Ops<T>, rows: number, columns: number): T =>
  ops.constant('zeros', rows, columns, () => 0);

export const entry = <T>(tensor: T): Operand<T> => ({ tensor, per: 'entry' });
export const unitsOf = ({ inputShape }: Layer): number => at(inputShape, 0);
