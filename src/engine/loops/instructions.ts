/**
 * Entry-by-entry computations in loops, each instruction run over a few hundred entries at a time: a loop over an array a
 * step is several times as fast as calling the functions for every entry, and gives the same bits (float64).
 */
import { erf } from '../../catalogue/erf';
import type { Pointwise } from '../../catalogue/ops';
import { listed, type Load, type Operation, type Register } from './listed';

/** How many entries one pass computes. */
export const CHUNK = 512;

/** Named parameters and no list: taking a list apart costs as much as a short loop. */
type Loop = (
  out: Float64Array,
  count: number,
  a: Float64Array,
  b: Float64Array,
  yes: Float64Array,
  no: Float64Array,
) => void;

export interface Compiled {
  readonly loads: readonly Load[];
  /** Registers by number; those of constants are filled already. */
  readonly registers: readonly Float64Array[];
  /** The register of each result. */
  readonly results: readonly Register[];
  /** Computes the first `count` entries of every register from those of the loads. */
  run(count: number): void;
}

/** One loop for each operation, since a shared one would not know what it calls. */
const unary =
  (f: (a: number) => number): Loop =>
  // A body of its own for each: V8 compiles by the text of the function's closure.
  (out, count, a) => {
    for (let index = 0; index < count; index++) out[index] = f(a[index] as number);
  };

const LOOPS = {
  add: (out, count, a, b) => {
    for (let index = 0; index < count; index++) out[index] = (a[index] as number) + (b[index] as number);
  },
  subtract: (out, count, a, b) => {
    for (let index = 0; index < count; index++) out[index] = (a[index] as number) - (b[index] as number);
  },
  multiply: (out, count, a, b) => {
    for (let index = 0; index < count; index++) out[index] = (a[index] as number) * (b[index] as number);
  },
  divide: (out, count, a, b) => {
    for (let index = 0; index < count; index++) out[index] = (a[index] as number) / (b[index] as number);
  },
  negate: (out, count, a) => {
    for (let index = 0; index < count; index++) out[index] = -(a[index] as number);
  },
  abs: (out, count, a) => {
    for (let index = 0; index < count; index++) out[index] = Math.abs(a[index] as number);
  },
  sqrt: (out, count, a) => {
    for (let index = 0; index < count; index++) out[index] = Math.sqrt(a[index] as number);
  },
  exp: (out, count, a) => {
    for (let index = 0; index < count; index++) out[index] = Math.exp(a[index] as number);
  },
  tanh: (out, count, a) => {
    for (let index = 0; index < count; index++) out[index] = Math.tanh(a[index] as number);
  },
  log1p: unary(Math.log1p),
  expm1: unary(Math.expm1),
  log: unary(Math.log),
  erf: unary(erf),
  whereLess: (out, count, a, b, yes, no) => {
    for (let index = 0; index < count; index++)
      out[index] =
        (a[index] as number) < (b[index] as number) ? (yes[index] as number) : (no[index] as number);
  },
  whereLessEqual: (out, count, a, b, yes, no) => {
    for (let index = 0; index < count; index++)
      out[index] =
        (a[index] as number) <= (b[index] as number) ? (yes[index] as number) : (no[index] as number);
  },
} satisfies Record<Operation, Loop>;

export function compile(functions: readonly Pointwise[]): Compiled {
  const { registers: count, constants, loads, instructions, results } = listed(functions);
  const registers = Array.from({ length: count }, () => new Float64Array(CHUNK));
  for (const { register, value } of constants) registers[register]?.fill(value);
  const steps = instructions.map(({ operation, out, from }) => {
    const own = registers[out] as Float64Array; // listed
    const [a = own, b = own, yes = own, no = own] = from.map((one) => registers[one]);
    return { run: LOOPS[operation], own, a, b, yes, no };
  });
  return {
    loads,
    registers,
    results,
    run(length) {
      for (const { run, own, a, b, yes, no } of steps) run(own, length, a, b, yes, no);
    },
  };
}
