/** The algebra over plain numbers: in float64, and with every result rounded to float32 as a GPU would. */
import type { Algebra } from '../../src/catalogue/algebra';
import { erf } from '../../src/catalogue/erf';

function algebraOf(round: (x: number) => number): Algebra<number> {
  const one = (f: (a: number) => number) => (a: number) => round(f(a));
  const two = (f: (a: number, b: number) => number) => (a: number, b: number) => round(f(a, b));
  return {
    constant: round,
    add: two((a, b) => a + b),
    subtract: two((a, b) => a - b),
    multiply: two((a, b) => a * b),
    divide: two((a, b) => a / b),
    negate: one((a) => -a),
    abs: one(Math.abs),
    sqrt: one(Math.sqrt),
    exp: one(Math.exp),
    log1p: one(Math.log1p),
    expm1: one(Math.expm1),
    log: one(Math.log),
    tanh: one(Math.tanh),
    erf: one(erf),
    whereLess: (a, b, yes, no) => (a < b ? yes : no),
    whereLessEqual: (a, b, yes, no) => (a <= b ? yes : no),
  };
}

export const float64 = algebraOf((x) => x);
export const float32 = algebraOf(Math.fround);
