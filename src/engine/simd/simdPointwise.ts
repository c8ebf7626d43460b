/** Computations entry by entry over tensors in WebAssembly's memory, by a kernel of their own each. */
import type { Operand, Pointwise } from '../../catalogue/ops';
import type { Load } from '../loops/listed';
import type { Tensor } from '../tf';
import { type Per, pointwiseKernel } from './pointwiseKernel';
import { instantiate, type WasmHeap } from './wasmHeap';

interface Program {
  readonly kernel: ((...parameters: number[]) => void) | null;
  readonly loads: readonly Load[];
  /** What it was made for. */
  readonly blocks: number;
  readonly pers: readonly Per[];
  /** Filled anew each time. */
  readonly parameters: number[];
}

const BYTES = 4; // of a float32 number
const shapeOf = ({ shape }: Tensor): [rows: number, columns: number] => [shape[0] ?? 1, shape[1] ?? 1];

/** As `Ops.pointwise`; null where loops must do it. */
export type TryPointwise = (
  name: string,
  width: number,
  operands: readonly Operand<Tensor>[],
  blocks: readonly Pointwise[],
) => Tensor | null;

export function simdPointwise({
  memory,
  addressOf,
  allocate,
}: Pick<WasmHeap, 'memory' | 'addressOf' | 'allocate'>): TryPointwise {
  /** Made once a name, number of blocks and way to read the operands. */
  const programs = new Map<string, Program[]>();

  function programOf(
    name: string,
    operands: readonly Operand<Tensor>[],
    functions: readonly Pointwise[],
  ): Program {
    let named = programs.get(name);
    if (!named) programs.set(name, (named = []));
    for (const program of named) {
      const { blocks, pers } = program;
      if (blocks === functions.length && operands.every(({ per }, index) => per === pers[index]))
        return program;
    }
    const pers = operands.map(({ per }) => per);
    const made = pointwiseKernel(functions, pers);
    const kernel = (made && instantiate<'pointwise'>(memory, [made.kernel])?.pointwise) ?? null;
    const program = { kernel, loads: made?.loads ?? [], blocks: functions.length, pers, parameters: [] };
    named.push(program);
    return program;
  }

  return (name, width, operands, functions) => {
    const { kernel, loads, blocks, parameters } = programOf(name, operands, functions);
    const main = operands.find(({ per }) => per === 'entry');
    if (!kernel || !main) return null;
    const [rows] = shapeOf(main.tensor);
    const perRow = width * blocks;
    // Where nothing but whole tensors of one width is read, all is one long row.
    const isOneRow =
      blocks === 1 && operands.every(({ tensor, per }) => per === 'entry' && shapeOf(tensor)[1] === width);
    const length = isOneRow ? rows * width : width;
    if (rows === 0 || length === 0 || length % 2 !== 0) return null;

    const result = allocate([rows, perRow]);
    parameters.length = 0;
    parameters.push(isOneRow ? 1 : rows, BYTES * length);
    for (const { input, block } of loads) {
      const operand = operands[input];
      if (!operand) throw new Error(`Operand ${input} of ${operands.length} was asked for.`);
      const { tensor, per } = operand;
      parameters.push(
        addressOf(tensor) + BYTES * block * (per === 'row' ? 1 : width),
        // A row of numbers for whole columns stands still.
        per === 'column' ? 0 : BYTES * shapeOf(tensor)[1],
      );
    }
    for (let block = 0; block < blocks; block++)
      parameters.push(addressOf(result) + BYTES * block * width, BYTES * perRow);
    kernel(...parameters);
    return result;
  };
}
