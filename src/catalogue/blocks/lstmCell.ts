/** The rows of one LSTM time step, and their ways back. A gates row holds [i|f|g|o] before their activations. */
import type { Algebra } from '../algebra';
import type { Operand, Pointwise, Transformation } from '../ops';
import { at } from '../values';
import { logistic, logisticSlope, nothing, product, tanhSlope } from './gates';

const INPUT = 0;
const FORGET = 1;
const CANDIDATE = 2;
const OUTPUT = 3;

/** c(t) = σ(f)⊙c(t−1) + σ(i)⊙tanh(g). Inputs: c(t−1) (none at the first step), then the gates. */
export const cell: Transformation = {
  forward({ ops, inputs, layer }) {
    const compute: Pointwise = (algebra, read) =>
      inputs.length === 1
        ? entering(algebra, read)
        : algebra.add(kept(algebra, read), entering(algebra, read));
    return ops.pointwise(`lstm cell ${inputs.length}`, widthOf(layer), gatesFirst(inputs), [compute]);
  },
  backward({ ops, gradient, inputs, layer }) {
    const isFirst = inputs.length === 1;
    const operands = [...gatesFirst(inputs), entry(gradient)];
    const received = operands.length - 1;
    const dGates = ops.pointwise(`lstm cell back ${inputs.length}`, widthOf(layer), operands, [
      (algebra, read) =>
        product(
          algebra,
          read(received),
          algebra.tanh(read(0, CANDIDATE)),
          logisticSlope(algebra, read(0, INPUT)),
        ),
      isFirst
        ? nothing
        : (algebra, read) =>
            product(algebra, read(received), read(1), logisticSlope(algebra, read(0, FORGET))),
      (algebra, read) =>
        product(
          algebra,
          read(received),
          logistic(algebra, read(0, INPUT)),
          tanhSlope(algebra, read(0, CANDIDATE)),
        ),
      nothing,
    ]);
    if (isFirst) return { inputs: [dGates], parameters: {} };
    const dCell = ops.pointwise(
      'lstm cell carry',
      widthOf(layer),
      [entry(at(inputs, 1)), entry(gradient)],
      [(algebra, read) => algebra.multiply(read(1), logistic(algebra, read(0, FORGET)))],
    );
    return { inputs: [dCell, dGates], parameters: {} };
  },
};

/** h(t) = σ(o)⊙tanh(c(t)). Inputs: c(t), the gates. */
export const hidden: Transformation = {
  forward: ({ ops, inputs, layer }) =>
    ops.pointwise('lstm hidden', widthOf(layer), inputs.map(entry), [
      (algebra, read) => algebra.multiply(logistic(algebra, read(1, OUTPUT)), algebra.tanh(read(0))),
    ]),
  backward({ ops, gradient, inputs, layer }) {
    const operands = [...inputs, gradient].map(entry);
    const back = (name: string, blocks: readonly Pointwise[]) =>
      ops.pointwise(`lstm hidden ${name}`, widthOf(layer), operands, blocks);
    const dCell = back('back to cell', [
      (algebra, read) =>
        product(algebra, read(2), logistic(algebra, read(1, OUTPUT)), tanhSlope(algebra, read(0))),
    ]);
    const dGates = back('back to gates', [
      nothing,
      nothing,
      nothing,
      (algebra, read) =>
        product(algebra, read(2), algebra.tanh(read(0)), logisticSlope(algebra, read(1, OUTPUT))),
    ]);
    return { inputs: [dCell, dGates], parameters: {} };
  },
};

type Read<N> = (input: number, block?: number) => N;

/** σ(i)⊙tanh(g), the gates being operand 0. */
const entering = <N>(algebra: Algebra<N>, read: Read<N>): N =>
  algebra.multiply(logistic(algebra, read(0, INPUT)), algebra.tanh(read(0, CANDIDATE)));

/** σ(f)⊙c(t−1), which is operand 1. */
const kept = <N>(algebra: Algebra<N>, read: Read<N>): N =>
  algebra.multiply(logistic(algebra, read(0, FORGET)), read(1));

const entry = <T>(tensor: T): Operand<T> => ({ tensor, per: 'entry' });
const gatesFirst = <T>(inputs: readonly T[]): Operand<T>[] => inputs.map(entry).toReversed();
const widthOf = ({ outputShape }: { readonly outputShape: readonly number[] }): number => at(outputShape, 0);
