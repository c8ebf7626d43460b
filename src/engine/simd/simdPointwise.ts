/** Computations entry by entry over tensors in WebAssembly's memory, by a kernel of their own each. */
import type { Operand, Pointwise } from '../../catalogue/ops';
import type { Tensor } from '../tf';
import { type PointwiseKernel, pointwiseKernel } from './pointwiseKernel';
import { instantiate, type WasmHeap } from './wasmHeap';

interface Program extends Pick<PointwiseKernel, 'loads'> {
  readonly run: (...parameters: number[]) => void;
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
  /** Made once a name and way to read the operands, as on WebGL. */
  const programs = new Map<string, Program | null>();

  function make(blocks: readonly Pointwise[], operands: readonly Operand<Tensor>[]): Program | null {
    const made = pointwiseKernel(
      blocks,
      operands.map(({ per }) => per),
    );
    const run = made && instantiate<'pointwise'>(memory, [made.kernel])?.pointwise;
    return made && run ? { run, loads: made.loads } : null;
  }

  return (name, width, operands, blocks) => {
    const main = operands.find(({ per }) => per === 'entry');
    if (!main) return null;
    const key = `${blocks.length} ${operands.map(({ per }) => per).join()} ${name}`;
    let program = programs.get(key);
    if (program === undefined) programs.set(key, (program = make(blocks, operands)));
    if (!program) return null;

    const [rows] = shapeOf(main.tensor);
    const out = [rows, width * blocks.length] as const;
    // Where nothing but whole tensors of one width is read, all is one long row.
    const isOneRow =
      blocks.length === 1 &&
      operands.every(({ tensor, per }) => per === 'entry' && shapeOf(tensor)[1] === width);
    const [count, length] = isOneRow ? [1, rows * width] : [rows, width];
    if (count === 0 || length === 0 || length % 2 !== 0) return null;

    const result = allocate(out);
    const at = addressOf(result);
    const places: number[] = [];
    for (const { input, block } of program.loads) {
      const operand = operands[input];
      if (!operand) throw new Error(`Operand ${input} of ${operands.length} was asked for.`);
      const { tensor, per } = operand;
      places.push(addressOf(tensor) + BYTES * block * (per === 'row' ? 1 : width));
      // A row of numbers for whole columns stands still.
      places.push(per === 'column' ? 0 : BYTES * shapeOf(tensor)[1]);
    }
    for (let block = 0; block < blocks.length; block++)
      places.push(at + BYTES * block * width, BYTES * out[1]);
    program.run(count, BYTES * length, ...places);
    return result;
  };
}
