/** A GRU that resets what the recurrent weights made of the state, as PyTorch: gates rows [r|z|xₙ|hₙ]. */
import type { Operand, Transformation } from '../ops';
import { at, named } from '../values';
import { logistic, logisticSlope, nothing, product } from './gates';
import { CANDIDATE, entry, RESET, STATE_CANDIDATE, sumOf, unitsOf, UPDATE } from './gruState';
import { stepGradient, takeOwnStep } from './recurrent';

/** [xᵣ + hᵣ | x_z + h_z | xₙ | hₙ], [hᵣ|h_z|hₙ] = h(t−1)·Wh + bh. Inputs: h(t−1) (none at the first step), the projection. */
export const gates: Transformation = {
  forward(call) {
    const { ops, inputs, layer, parameters } = call;
    const projected = takeOwnStep(call, inputs.length - 1); // [batch, 3 · width]
    const bias = named(parameters, 'bh');
    const state: Operand<typeof projected> =
      inputs.length === 1
        ? { tensor: bias, per: 'column' }
        : entry(ops.dense(at(inputs, 0), named(parameters, 'Wh'), bias));
    return ops.pointwise(
      `gru gates ${state.per}`,
      unitsOf(layer),
      [entry(projected), state],
      [sumOf(RESET), sumOf(UPDATE), (_, read) => read(0, CANDIDATE), (_, read) => read(1, CANDIDATE)],
    );
  },
  backward({ ops, gradient, inputs, layer, parameters }) {
    const width = unitsOf(layer);
    const toProjection = stepGradient(layer, ops.takeColumns(gradient, 0, 3 * width));
    const dState = ops.pointwise(
      'gru state product back',
      width,
      [entry(gradient)],
      [(_, read) => read(0, RESET), (_, read) => read(0, UPDATE), (_, read) => read(0, STATE_CANDIDATE)],
    );
    const bh = ops.sumOverRows(dState);
    // The first step has no state before it, and its bias all the same.
    if (inputs.length === 1) return { inputs: [toProjection], parameters: only({ bh }) };
    return {
      inputs: [ops.matMul(dState, named(parameters, 'Wh'), false, true), toProjection],
      parameters: { bh, Wh: ops.matMul(at(inputs, 0), dState, true, false) },
    };
  },
};

/** n before its tanh: xₙ + σ(r)⊙hₙ. Input: the gates. */
export const candidate: Transformation = {
  forward: ({ ops, inputs, layer }) =>
    ops.pointwise(
      'gru candidate',
      unitsOf(layer),
      [entry(at(inputs, 0))],
      [
        (algebra, read) =>
          algebra.add(
            read(0, CANDIDATE),
            algebra.multiply(logistic(algebra, read(0, RESET)), read(0, STATE_CANDIDATE)),
          ),
      ],
    ),
  backward: ({ ops, gradient, inputs, layer }) => ({
    inputs: [
      ops.pointwise(
        'gru candidate back',
        unitsOf(layer),
        [entry(at(inputs, 0)), entry(gradient)],
        [
          (algebra, read) =>
            product(algebra, read(1), read(0, STATE_CANDIDATE), logisticSlope(algebra, read(0, RESET))),
          nothing,
          (_, read) => read(1),
          (algebra, read) => algebra.multiply(read(1), logistic(algebra, read(0, RESET))),
        ],
      ),
    ],
    parameters: {},
  }),
};

const only = <T>(gradients: Readonly<Record<string, T>>) => gradients;
