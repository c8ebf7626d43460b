/** softmax(q·kᵀ/√d)·v within each example, and its way back. */
import type { Operand, Ops, Pointwise, Transformation } from '../ops';
import { at, named } from '../values';

/** Below every number of float32: the largest of a row is taken over what may be looked at. */
const LOWEST = -3.4028234663852886e38;

/** Inputs: q, k [batch·T, d] and v [batch·T, columns] → [batch·T, columns]. `causal`: no step looks at later ones. */
export const attention: Transformation = {
  forward({ ops, inputs, layer, batch, saved }) {
    const [query, key, value] = [at(inputs, 0), at(inputs, 1), at(inputs, 2)];
    const products = ops.matMulEach(query, key, batch, false, true); // q·kᵀ, [batch·T, T]
    const weights = softmax(ops, products, scaleOf(ops, key), layer.values['causal'] === true);
    saved['weights'] = weights;
    return ops.matMulEach(weights, value, batch);
  },
  backward({ ops, inputs, batch, saved, gradient }) {
    const [query, key, value] = [at(inputs, 0), at(inputs, 1), at(inputs, 2)];
    const weights = named(saved, 'weights');
    const steps = ops.shapeOf(weights)[1];
    const scale = scaleOf(ops, key);
    const dWeights = ops.matMulEach(gradient, value, batch, false, true); // ∂L/∂P = ∂L/∂y · vᵀ
    const operands = [weights, dWeights].map(entry);
    const mean = ops.reduceColumns('softmax back', steps, operands, [product], 'sum'); // Σ P⊙∂L/∂P
    // ∂L/∂(q·kᵀ) = P⊙(∂L/∂P − Σ P⊙∂L/∂P)/√d
    const dProducts = ops.pointwise(
      `softmax back ${scale}`,
      steps,
      [...operands, { tensor: mean, per: 'row' }],
      [
        (algebra, read) =>
          algebra.multiply(
            algebra.multiply(read(0), algebra.subtract(read(1), read(2))),
            algebra.constant(scale),
          ),
      ],
    );
    return {
      inputs: [
        ops.matMulEach(dProducts, key, batch),
        ops.matMulEach(dProducts, query, batch, true, false),
        ops.matMulEach(weights, gradient, batch, true, false), // ∂L/∂v = Pᵀ · ∂L/∂y
      ],
      parameters: {},
    };
  },
};

/** Of each row, over what may be looked at; the largest is taken out first, so that nothing overflows. */
function softmax<T>(ops: Ops<T>, products: T, scale: number, causal: boolean): T {
  const [rows, steps] = ops.shapeOf(products);
  const operands = [entry(products)];
  if (causal)
    operands.push(
      entry(ops.constant('may look', rows, steps, (row, column) => (column > row % steps ? 0 : 1))),
    );
  const name = `attention ${scale}${causal ? ', causal' : ''}`;
  const where =
    (then: Pointwise, otherwise: number): Pointwise =>
    (algebra, read) =>
      causal
        ? algebra.whereLess(read(1), algebra.constant(0.5), algebra.constant(otherwise), then(algebra, read))
        : then(algebra, read);
  const scaled: Pointwise = (algebra, read) => algebra.multiply(read(0), algebra.constant(scale));
  const largest = ops.reduceColumns(name, steps, operands, [where(scaled, LOWEST)], 'max');
  const last = operands.length;
  const powers = ops.pointwise(
    `${name} powers`,
    steps,
    [...operands, { tensor: largest, per: 'row' }],
    [where((algebra, read) => algebra.exp(algebra.subtract(scaled(algebra, read), read(last))), 0)],
  );
  const sums = ops.reduceColumns('sum', steps, [entry(powers)], [(_, read) => read(0)], 'sum');
  return ops.pointwise(
    'quotient',
    steps,
    [entry(powers), { tensor: sums, per: 'row' }],
    [(algebra, read) => algebra.divide(read(0), read(1))],
  );
}

const product: Pointwise = (algebra, read) => algebra.multiply(read(0), read(1));

const scaleOf = <T>(ops: Ops<T>, key: T): number => 1 / Math.sqrt(ops.shapeOf(key)[1]);

const entry = <T>(tensor: T): Operand<T> => ({ tensor, per: 'entry' });
