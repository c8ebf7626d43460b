/** The algebra of src/catalogue over plain float64 numbers: for small loops (losses) and factors. */
import type { Algebra } from '../../catalogue/algebra';
import { erf } from '../../catalogue/erf';

export const numberAlgebra: Algebra<number> = {
  constant: (value) => value,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  negate: (a) => -a,
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log1p: Math.log1p,
  expm1: Math.expm1,
  log: Math.log,
  tanh: Math.tanh,
  erf,
  whereLess: (a, b, yes, no) => (a < b ? yes : no),
  whereLessEqual: (a, b, yes, no) => (a <= b ? yes : no),
};
