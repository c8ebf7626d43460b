/**
 * Entry-by-entry computations as a list of instructions, each run over a few hundred entries at a time: a loop over an
 * array a step is several times as fast as calling the functions for every entry, and gives the same bits (float64).
 */
import type { Algebra } from '../../catalogue/algebra';
import { erf } from '../../catalogue/erf';
import type { Pointwise } from '../../catalogue/ops';

/** How many entries one pass computes. */
export const CHUNK = 512;

type Register = number;

/** Where a register's numbers come from: an operand's block of columns. */
export interface Load {
  readonly register: Register;
  readonly input: number;
  readonly block: number;
}

/** Named parameters and no list: taking a list apart costs as much as a short loop. */
type Loop = (
  out: Float64Array,
  count: number,
  a: Float64Array,
  b: Float64Array,
  yes: Float64Array,
  no: Float64Array,
) => void;

interface Instruction {
  readonly run: Loop;
  readonly out: Register;
  readonly from: readonly Register[];
}

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
} satisfies Record<Exclude<keyof Algebra<number>, 'constant'>, Loop>;

/** What several results have in common is computed once. */
export function compile(functions: readonly Pointwise[]): Compiled {
  const registers: Float64Array[] = [];
  const instructions: Instruction[] = [];
  const loads: Load[] = [];
  const known = new Map<string, Register>();

  function register(key: string, make: (register: Register) => void): Register {
    const found = known.get(key);
    if (found !== undefined) return found;
    const fresh = registers.push(new Float64Array(CHUNK)) - 1;
    known.set(key, fresh);
    make(fresh);
    return fresh;
  }
  const operation =
    (name: keyof typeof LOOPS) =>
    (...from: readonly Register[]): Register =>
      register(`${name} ${from.join()}`, (out) => instructions.push({ run: LOOPS[name], out, from }));

  const algebra: Algebra<Register> = {
    constant: (value) =>
      // −0 and 0 are different constants.
      register(`constant ${Object.is(value, -0) ? '-0' : value}`, (out) => registers[out]?.fill(value)),
    add: operation('add'),
    subtract: operation('subtract'),
    multiply: operation('multiply'),
    divide: operation('divide'),
    negate: operation('negate'),
    abs: operation('abs'),
    sqrt: operation('sqrt'),
    exp: operation('exp'),
    log1p: operation('log1p'),
    expm1: operation('expm1'),
    log: operation('log'),
    tanh: operation('tanh'),
    erf: operation('erf'),
    whereLess: operation('whereLess'),
    whereLessEqual: operation('whereLessEqual'),
  };
  const at = (input: number, block = 0): Register =>
    register(`load ${input} ${block}`, (out) => loads.push({ register: out, input, block }));
  const results = functions.map((compute) => compute(algebra, at));

  const steps = instructions.map(({ run, out, from }) => {
    const own = registers[out] as Float64Array; // made above
    const [a = own, b = own, yes = own, no = own] = from.map((one) => registers[one]);
    return { run, own, a, b, yes, no };
  });
  return {
    loads,
    registers,
    results,
    run(count) {
      for (const { run, own, a, b, yes, no } of steps) run(own, count, a, b, yes, no);
    },
  };
}
