/** Entry-by-entry computations as a list of instructions over numbered registers, for loops and kernels to carry out. */
import type { Algebra } from '../../catalogue/algebra';
import type { Pointwise } from '../../catalogue/ops';

export type Register = number;
export type Operation = Exclude<keyof Algebra<number>, 'constant'>;

/** Where a register's numbers come from: an operand's block of columns. */
export interface Load {
  readonly register: Register;
  readonly input: number;
  readonly block: number;
}

export interface Instruction {
  readonly operation: Operation;
  readonly out: Register;
  readonly from: readonly Register[];
}

export interface Listed {
  /** How many registers there are. */
  readonly registers: number;
  readonly constants: readonly { readonly register: Register; readonly value: number }[];
  readonly loads: readonly Load[];
  readonly instructions: readonly Instruction[];
  /** The register of each result. */
  readonly results: readonly Register[];
}

/** What several results have in common is computed once. */
export function listed(functions: readonly Pointwise[]): Listed {
  const constants: { readonly register: Register; readonly value: number }[] = [];
  const loads: Load[] = [];
  const instructions: Instruction[] = [];
  const known = new Map<string, Register>();

  function register(key: string, make: (register: Register) => void): Register {
    const found = known.get(key);
    if (found !== undefined) return found;
    const fresh = known.size;
    known.set(key, fresh);
    make(fresh);
    return fresh;
  }
  const operation =
    (name: Operation) =>
    (...from: readonly Register[]): Register =>
      register(`${name} ${from.join()}`, (out) => instructions.push({ operation: name, out, from }));

  const algebra: Algebra<Register> = {
    constant: (value) =>
      // −0 and 0 are different constants.
      register(`constant ${Object.is(value, -0) ? '-0' : value}`, (out) =>
        constants.push({ register: out, value }),
      ),
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
  return { registers: known.size, constants, loads, instructions, results };
}
