/**
 * The operations of blocks (catalogue/ops.ts) in plain loops over memory in place. WASM and plain JS run these (but for
 * the product of two matrices, which TensorFlow.js multiplies, and on WASM what `simd/` has a kernel for);
 * on float64 arrays they are what all devices are held to.
 */
import type { Ops } from '../../catalogue/ops';
import { Constants } from './constants';
import { pointwise, reduceColumns, reduceRows } from './entries';
import { joinColumns, joinSteps, patches, sumPatches, takeColumns, takeStep } from './moves';
import { addBias, matMulEach } from './products';
import { fill, plainStore, type Plain, type Store } from './store';

export function loopOps<T>(store: Store<T>): Ops<T> {
  const constants = new Constants<T>(store.keep, store.release);
  const ops: Ops<T> = {
    shapeOf: (a) => store.shapeOf(a),
    matMul: (a, b, transposeA, transposeB) => matMulEach(store, a, b, 1, transposeA, transposeB),
    dense(x, weights, bias) {
      const z = ops.matMul(x, weights);
      if (bias !== null) addBias(store.view(z), store.view(bias));
      return z;
    },
    add(a, b, ...more) {
      const [rows, columns] = store.shapeOf(a);
      return fill(store, rows, columns, (out) => {
        const left = store.view(a);
        const right = store.view(b);
        if (more.length === 0) {
          for (let index = 0; index < out.length; index++)
            out[index] = (left[index] as number) + (right[index] as number);
          return;
        }
        // Rounded once, at the end.
        const sums = Float64Array.from(left);
        for (const other of [right, ...more.map((each) => store.view(each))]) {
          for (let index = 0; index < sums.length; index++)
            sums[index] = (sums[index] as number) + (other[index] as number);
        }
        out.set(sums);
      });
    },
    scale(a, factor) {
      const [rows, columns] = store.shapeOf(a);
      return fill(store, rows, columns, (out) => {
        const from = store.view(a);
        for (let index = 0; index < out.length; index++) out[index] = (from[index] as number) * factor;
      });
    },
    sumOverRows(a) {
      const [, units] = store.shapeOf(a);
      return fill(store, 1, units, (out) => {
        const from = store.view(a);
        const sums = new Float64Array(units);
        for (let first = 0; first < from.length; first += units) {
          for (let unit = 0; unit < units; unit++)
            sums[unit] = (sums[unit] as number) + (from[first + unit] as number);
        }
        out.set(sums);
      });
    },
    pointwise: (name, width, operands, blocks) => pointwise(store, name, width, operands, blocks),
    reduceColumns: (name, columns, operands, terms, how) =>
      reduceColumns(store, name, columns, operands, terms, how),
    reduceRows: (name, width, operands, terms) => reduceRows(store, name, width, operands, terms),
    reshape(a, columns) {
      const [rows, before] = store.shapeOf(a);
      return fill(store, (rows * before) / columns, columns, (out) => out.set(store.view(a)));
    },
    takeColumns: (a, first, count) => takeColumns(store, a, first, count),
    joinColumns: (parts) => joinColumns(store, parts),
    takeStep: (a, step, steps) => takeStep(store, a, step, steps),
    joinSteps: (parts) => joinSteps(store, parts),
    matMulEach: (a, b, examples, transposeA, transposeB) =>
      matMulEach(store, a, b, examples, transposeA, transposeB),
    patches: (images, window) => patches(store, images, window),
    sumPatches: (gradient, window) => sumPatches(store, gradient, window),
    constant(name, rows, columns, fillWith) {
      return constants.get(name, rows, columns, () =>
        fill(store, rows, columns, (out) => {
          for (let index = 0; index < out.length; index++)
            out[index] = fillWith(Math.floor(index / columns), index % columns);
        }),
      );
    },
  };
  return ops;
}

/** In float64. */
export const plainOps: Ops<Plain> = loopOps(plainStore);
