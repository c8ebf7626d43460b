/** A GRU that resets the state before its product, as Cho et al. 2014: gates rows [r|z|xₙ]. */
import type { Ops, Transformation } from '../ops';
import { at, named } from '../values';
import { logistic, logisticSlope, nothing, product } from './gates';
import { CANDIDATE, entry, RESET, sumOf, unitsOf, UPDATE, zeros } from './gruState';
import { NONE, stepGradient, takeOwnStep } from './recurrent';

/** [xᵣ + hᵣ | x_z + h_z | xₙ], [hᵣ|h_z] = h(t−1)·[Ur|Uz]. Inputs: h(t−1) (none at the first step), the projection. */
export const gates: Transformation = {
  forward(call) {
    const { ops, inputs, layer, parameters } = call;
    const width = unitsOf(layer);
    const projected = takeOwnStep(call, inputs.length - 1); // [batch, 3 · width]
    if (inputs.length === 1) return projected;
    const state = ops.matMul(at(inputs, 0), ops.takeColumns(named(parameters, 'Wh'), 0, 2 * width));
    return ops.pointwise(
      'gru gates, reset before',
      width,
      [entry(projected), entry(state)],
      [sumOf(RESET), sumOf(UPDATE), (_, read) => read(0, CANDIDATE)],
    );
  },
  backward({ ops, gradient, inputs, layer, parameters }) {
    const width = unitsOf(layer);
    const toProjection = stepGradient(layer, gradient);
    if (inputs.length === 1) return { inputs: [toProjection], parameters: NONE };
    const dState = ops.takeColumns(gradient, 0, 2 * width);
    const weights = ops.takeColumns(named(parameters, 'Wh'), 0, 2 * width);
    const dWeights = ops.matMul(at(inputs, 0), dState, true, false);
    return {
      inputs: [ops.matMul(dState, weights, false, true), toProjection],
      parameters: { Wh: ops.joinColumns([dWeights, zeros(ops, width, width)]) },
    };
  },
};

/** n before its tanh: xₙ + (σ(r)⊙h(t−1))·Un. Inputs: h(t−1) (none at the first step), the gates. */
export const candidate: Transformation = {
  forward({ ops, inputs, layer, parameters }) {
    const width = unitsOf(layer);
    const gated = at(inputs, inputs.length - 1);
    const projected = ops.takeColumns(gated, 2 * width, width);
    if (inputs.length === 1) return projected;
    const weights = ops.takeColumns(named(parameters, 'Wh'), 2 * width, width);
    return ops.add(projected, ops.matMul(resetState(ops, width, at(inputs, 0), gated), weights));
  },
  backward({ ops, gradient, inputs, layer, parameters }) {
    const width = unitsOf(layer);
    if (inputs.length === 1) {
      const rest = zeros(ops, ops.shapeOf(gradient)[0], 2 * width);
      return { inputs: [ops.joinColumns([rest, gradient])], parameters: NONE };
    }
    const [before, gated] = [at(inputs, 0), at(inputs, 1)];
    const weights = ops.takeColumns(named(parameters, 'Wh'), 2 * width, width);
    const dReset = ops.matMul(gradient, weights, false, true); // ∂L/∂(σ(r)⊙h(t−1))
    const dBefore = ops.pointwise(
      'gru reset back to state',
      width,
      [entry(gated), entry(dReset)],
      [(algebra, read) => algebra.multiply(read(1), logistic(algebra, read(0, RESET)))],
    );
    const operands = [gated, before, dReset, gradient].map(entry);
    const dGates = ops.pointwise('gru reset back to gates', width, operands, [
      (algebra, read) => product(algebra, read(2), read(1), logisticSlope(algebra, read(0, RESET))),
      nothing,
      (_, read) => read(3),
    ]);
    const dWeights = ops.matMul(resetState(ops, width, before, gated), gradient, true, false);
    return {
      inputs: [dBefore, dGates],
      parameters: { Wh: ops.joinColumns([zeros(ops, width, 2 * width), dWeights]) },
    };
  },
};

/** σ(r)⊙h(t−1) */
const resetState = <T>(ops: Ops<T>, width: number, before: T, gated: T): T =>
  ops.pointwise(
    'gru reset',
    width,
    [entry(gated), entry(before)],
    [(algebra, read) => algebra.multiply(logistic(algebra, read(0, RESET)), read(1))],
  );
