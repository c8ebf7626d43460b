/** Computations entry by entry as a kernel: in float64 and to the bits of `loops/instructions.ts`, but two at a time and without going through arrays. */
import type { Operand, Pointwise } from '../../catalogue/ops';
import { listed, type Load, type Operation } from '../loops/listed';
import {
  abs,
  add,
  addIntegers,
  choose,
  type Code,
  constantPair,
  divide,
  integer,
  isAtMost,
  isBelow,
  isLess,
  type Kernel,
  kernel,
  loadBoth,
  loadPair,
  type Local,
  loop,
  multiply,
  negate,
  sqrt,
  storePair,
  subtract,
  subtractIntegers,
} from './assemble';

/** How an operand is read. */
export type Per = Operand<unknown>['per'];

/** What WebAssembly has an instruction for; all are exact to the last bit (IEEE 754). */
const INSTRUCTIONS: Partial<Record<Operation, (...from: Code[]) => Code>> = {
  add,
  subtract,
  multiply,
  divide,
  negate,
  abs,
  sqrt,
  whereLess: (a = [], b = [], yes = [], no = []) => choose(yes, no, isLess(a, b)),
  whereLessEqual: (a = [], b = [], yes = [], no = []) => choose(yes, no, isAtMost(a, b)),
};

const PAIR_BYTES = 8; // of float32

export interface PointwiseKernel {
  readonly kernel: Kernel;
  readonly loads: readonly Load[];
}

/**
 * Its parameters: how many rows, the bytes of a row of a block (pairs must fill it), and then for each load and each result
 * where its first row begins and by how many bytes the next is further. Null where one of the instructions is none of
 * WebAssembly's. `pers`: how the operands are read.
 */
export function pointwiseKernel(
  functions: readonly Pointwise[],
  pers: readonly Per[],
): PointwiseKernel | null {
  const { registers: count, constants, loads, instructions, results } = listed(functions);
  if (instructions.some(({ operation }) => !INSTRUCTIONS[operation])) return null;
  const places = [...loads, ...results];
  const parameters = ['i32', 'i32', ...places.flatMap(() => ['i32', 'i32'] as const)] as const;
  const made = kernel('pointwise', parameters, ([rows, bytes, ...own], local) => {
    const walks = places.map((_, index) => {
      const [start, stride] = own.slice(2 * index) as [Local, Local]; // two for each
      return { start, next: start.set(addIntegers(start.get, stride.get)) };
    });
    const registers = Array.from({ length: count }, () => local('v128'));
    const register = (index: number) => registers[index] as Local; // listed
    const column = local('i32');
    const at = (index: number) => addIntegers(startOf(index).get, column.get);
    const startOf = (index: number) => (walks[index] as { start: Local }).start; // as many as places
    const isPerRow = ({ input }: Load) => pers[input] === 'row';
    return [
      ...constants.map(({ register: to, value }) => register(to).set(constantPair(value))),
      loop(
        [
          ...loads.flatMap((load, index) =>
            isPerRow(load) ? [register(load.register).set(loadBoth(startOf(index).get))] : [],
          ),
          column.set(integer(0)),
          loop(
            [
              ...loads.flatMap((load, index) =>
                isPerRow(load) ? [] : [register(load.register).set(loadPair(at(index), 0))],
              ),
              ...instructions.map(({ operation, out, from }) =>
                register(out).set(INSTRUCTIONS[operation]?.(...from.map((one) => register(one).get)) ?? []),
              ),
              ...results.map((result, index) => storePair(at(loads.length + index), register(result).get)),
              column.set(addIntegers(column.get, integer(PAIR_BYTES))),
            ],
            isBelow(column.get, (bytes as Local).get), // the second parameter
          ),
          ...walks.map(({ next }) => next),
          (rows as Local).set(subtractIntegers((rows as Local).get, integer(1))), // the first
        ],
        (rows as Local).get,
      ),
    ];
  });
  return { kernel: made, loads };
}
