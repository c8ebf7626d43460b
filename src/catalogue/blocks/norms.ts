/**
 * Norms: x̂ = (x − mean)/√(variance + ε), then γ ⊙ x̂ + β. What layer, root-mean-square and batch norm have in common is
 * here; they differ in what they average over, and in whether they take the mean out.
 */
import type { Operand, Ops, Pointwise } from '../ops';
import type { Block, BlockEntry, Choice, Expansion, RowSpec } from '../types';

/** Inside the root, so that numbers that are all alike are divided by something. */
export const EPSILON = 1e-5;

/** One number a row, averaged over its channels; or one a column (a channel), averaged over all rows. */
export type Axis = 'row' | 'column';

/** For each row or column, the means of `terms` of what stands in the operands. */
export function averages<T>(
  ops: Ops<T>,
  axis: Axis,
  name: string,
  operands: readonly Operand<T>[],
  terms: readonly Pointwise[],
): T {
  const [rows, columns] = ops.shapeOf((operands[0] as (typeof operands)[number]).tensor); // the first is read per entry
  const count = axis === 'row' ? columns : rows;
  // Each term is divided, and not the sum: no second pass over the result, and no sum that overflows where its mean is finite.
  const divided = terms.map(
    (term): Pointwise =>
      (algebra, at) =>
        algebra.multiply(term(algebra, at), algebra.constant(1 / count)),
  );
  return axis === 'row'
    ? ops.reduceColumns(`${name} / ${count}`, columns, operands, divided, 'sum')
    : ops.reduceRows(`${name} / ${count}`, columns, operands, divided);
}

export const itself: Pointwise = (_, at) => at(0);
export const square: Pointwise = (algebra, at) => algebra.multiply(at(0), at(0));
const product: Pointwise = (algebra, at) => algebra.multiply(at(0), at(1));

const squaredDeviation: Pointwise = (algebra, at) => {
  const deviation = algebra.subtract(at(0), at(1));
  return algebra.multiply(deviation, deviation);
};

/** Mean and biased variance (÷ n), in two passes: the square of a large mean would drown a small variance. */
export function moments<T>(ops: Ops<T>, axis: Axis, x: T): { readonly mean: T; readonly variance: T } {
  const entries = { tensor: x, per: 'entry' } as const;
  const mean = averages(ops, axis, 'sum', [entries], [itself]);
  const around = [entries, { tensor: mean, per: axis }] as const;
  return { mean, variance: averages(ops, axis, 'squared deviation', around, [squaredDeviation]) };
}

/** x̂ = (x − mean)/√(variance + ε) */
export function standardize<T>(ops: Ops<T>, axis: Axis, x: T, mean: T, variance: T): T {
  const operands = [
    { tensor: x, per: 'entry' },
    { tensor: mean, per: axis },
    { tensor: variance, per: axis },
  ] as const;
  return ops.pointwise(`standardize ${axis} ${EPSILON}`, ops.shapeOf(x)[1], operands, [
    (algebra, at) => {
      const spread = algebra.sqrt(algebra.add(at(2), algebra.constant(EPSILON)));
      return algebra.divide(algebra.subtract(at(0), at(1)), spread);
    },
  ]);
}

/** γ ⊙ x̂ + β, a γ and a β for each channel. */
export function scaleAndShift<T>(ops: Ops<T>, x: T, gamma: T, beta: T): T {
  const operands = [
    { tensor: x, per: 'entry' },
    { tensor: gamma, per: 'column' },
    { tensor: beta, per: 'column' },
  ] as const;
  return ops.pointwise('scale and shift', ops.shapeOf(x)[1], operands, [
    (algebra, at) => algebra.add(algebra.multiply(at(0), at(1)), at(2)),
  ]);
}

/** γ ⊙ x, a γ for each channel. */
export function scaleColumns<T>(ops: Ops<T>, x: T, gamma: T): T {
  const operands = [
    { tensor: x, per: 'entry' },
    { tensor: gamma, per: 'column' },
  ] as const;
  return ops.pointwise('scale columns', ops.shapeOf(x)[1], operands, [product]);
}

/** ∂L/∂γ = Σ ∂L/∂y ⊙ x̂ and ∂L/∂β = Σ ∂L/∂y, over all rows. */
export function scaleAndShiftGradients<T>(ops: Ops<T>, gradient: T, standardized: T): { gamma: T; beta: T } {
  const [, width] = ops.shapeOf(gradient);
  const operands = [
    { tensor: gradient, per: 'entry' },
    { tensor: standardized, per: 'entry' },
  ] as const;
  return { gamma: ops.reduceRows('products', width, operands, [product]), beta: ops.sumOverRows(gradient) };
}

/**
 * ∂L/∂x = (δ − ⟨δ⟩ − x̂·⟨δ ⊙ x̂⟩)/√(variance + ε) with δ = ∂L/∂x̂ and ⟨·⟩ over what was averaged (Ioffe & Szegedy 2015,
 * §3, the chain rule written out and gathered): mean and variance depend on each x too.
 */
export function backThroughStandardize<T>(
  ops: Ops<T>,
  axis: Axis,
  { delta, standardized, variance }: { readonly delta: T; readonly standardized: T; readonly variance: T },
): T {
  const entries = [
    { tensor: delta, per: 'entry' },
    { tensor: standardized, per: 'entry' },
  ] as const;
  const means = averages(ops, axis, 'sum and products', entries, [itself, product]); // ⟨δ⟩, ⟨δ ⊙ x̂⟩
  const operands = [...entries, { tensor: means, per: axis }, { tensor: variance, per: axis }] as const;
  return ops.pointwise(`back through standardize ${axis} ${EPSILON}`, ops.shapeOf(delta)[1], operands, [
    (algebra, at) => {
      const spread = algebra.sqrt(algebra.add(at(3), algebra.constant(EPSILON)));
      const along = algebra.multiply(at(1), at(2, 1));
      return algebra.divide(algebra.subtract(algebra.subtract(at(0), at(2, 0)), along), spread);
    },
  ]);
}

const one: Choice = { kind: 'constant', value: 1 };
const zeros: Choice = { kind: 'zeros' };
export const linear: Choice = { kind: 'linear' };

/** γ starts at 1, β at 0: the block begins as the bare norm. */
export function normParameters(channels: number, hasBeta: boolean): RowSpec['parameters'] {
  const both = { shape: [channels], fanIn: channels, fanOut: channels };
  const gamma = { name: 'gamma', role: 'weights', ...both, initializer: one } as const;
  return hasBeta ? [gamma, { name: 'beta', role: 'bias', ...both, initializer: zeros }] : [gamma];
}

/** The one row of a norm: it goes on with the layer before it. */
export function addNorm(block: Block, expansion: Expansion, more: Pick<RowSpec, 'parameters' | 'state'>) {
  const { input, inputShape } = expansion;
  const output = expansion.add({
    kind: block.type,
    role: 'norm',
    inputs: [input],
    inputShape,
    outputShape: inputShape,
    activation: block.activation ?? linear,
    continues: true,
    ...more,
  });
  return { output, shape: inputShape };
}

/** What all norm blocks have in common. */
export const normHas: BlockEntry['has'] = {
  activation: true,
  initializer: false,
  recurrentInitializer: false,
  stack: false,
};
