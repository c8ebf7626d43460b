import type { Transformation, Transformations } from '../ops';
import type { BlockEntry } from '../types';
import { at, named } from '../values';
import { addNorm, averages, EPSILON, linear, normHas, normParameters, scaleColumns, square } from './norms';

/** Each row by the root of its mean square over the channels; its mean stays. */
const byMeanSquare: Transformation = {
  forward({ ops, inputs, parameters, saved }) {
    const entries = { tensor: at(inputs, 0), per: 'entry' } as const; // [rows, channels]
    const meanSquare = averages(ops, 'row', 'squares', [entries], [square]); // [rows, 1]
    const divided = [entries, { tensor: meanSquare, per: 'row' }] as const;
    const width = ops.shapeOf(entries.tensor)[1];
    const standardized = ops.pointwise(`root mean square ${EPSILON}`, width, divided, [
      (algebra, read) =>
        algebra.divide(read(0), algebra.sqrt(algebra.add(read(1), algebra.constant(EPSILON)))),
    ]);
    Object.assign(saved, { meanSquare, standardized });
    return scaleColumns(ops, standardized, named(parameters, 'gamma'));
  },
  // ∂L/∂x = (δ − x̂·⟨δ ⊙ x̂⟩)/√(⟨x²⟩ + ε) with δ = ∂L/∂x̂ = γ ⊙ ∂L/∂y; ∂L/∂γ = Σ ∂L/∂y ⊙ x̂ over the rows.
  backward({ ops, gradient, parameters, saved, wanted }) {
    const width = ops.shapeOf(gradient)[1];
    const standardized = { tensor: named(saved, 'standardized'), per: 'entry' } as const;
    const gamma = ops.reduceRows(
      'products',
      width,
      [{ tensor: gradient, per: 'entry' }, standardized],
      [(algebra, read) => algebra.multiply(read(0), read(1))],
    );
    if (!wanted[0]) return { inputs: [null], parameters: { gamma } };
    const delta = { tensor: scaleColumns(ops, gradient, named(parameters, 'gamma')), per: 'entry' } as const;
    const along = averages(
      ops,
      'row',
      'products',
      [delta, standardized],
      [(algebra, read) => algebra.multiply(read(0), read(1))],
    );
    const operands = [
      delta,
      standardized,
      { tensor: along, per: 'row' },
      { tensor: named(saved, 'meanSquare'), per: 'row' },
    ] as const;
    const dx = ops.pointwise(`back through root mean square ${EPSILON}`, width, operands, [
      (algebra, read) => {
        const root = algebra.sqrt(algebra.add(read(3), algebra.constant(EPSILON)));
        return algebra.divide(algebra.subtract(read(0), algebra.multiply(read(1), read(2))), root);
      },
    ]);
    return { inputs: [dx], parameters: { gamma } };
  },
};

export const rmsNorm: BlockEntry = {
  id: 'rmsNorm',
  label: 'RMS norm',
  family: 'norm and noise',
  description:
    'Divides each example’s numbers by the root of their mean square; the mean stays. Then scales each unit by a number of its own.',
  formula: 'h = φ(γ ⊙ x/√(mean of x² + ε)), over the units of an example',
  source: 'Zhang & Sennrich 2019, eq. 4',
  parameters: [],
  has: normHas,
  template: { type: 'rmsNorm', repeat: 1, values: {}, activation: linear },
  expand(block, expansion) {
    return addNorm(block, expansion, {
      parameters: normParameters(expansion.inputShape.at(-1) ?? 1, false),
    });
  },
  kinds: ['rmsNorm'],
  summary: () => 'over the units',
};

export const rmsNormKinds: Transformations = { rmsNorm: byMeanSquare };
