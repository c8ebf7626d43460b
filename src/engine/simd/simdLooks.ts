/** What is measured of a tensor in WebAssembly's memory, by our own kernels: several times as fast as loops. */
import { loopLooks, type Looks } from '../heap/looks';
import { momentsFrom, spreadFrom } from '../heap/statistics';
import type { Tensor } from '../tf';
import { lookKernels, type LookName, NUMBERS_A_TURN, RESULT, RESULTS } from './lookKernels';
import { instantiate, type WasmHeap } from './wasmHeap';

/** Loops where there are no vectors, where a tensor's numbers do not fill the last turn, and where some are not finite. */
export function simdLooks({ memory, addressOf, view, reserve }: Omit<WasmHeap, 'allocate'>): Looks {
  const loops = loopLooks(view);
  const kernels = instantiate<LookName>(memory, lookKernels);
  if (!kernels) return loops;
  const at = reserve(8 * RESULTS);
  const results = () => new Float64Array(memory.buffer, at, RESULTS);
  let seen = results();

  const fits = ({ size }: Tensor) => size > 0 && size % NUMBERS_A_TURN === 0;
  function run(name: LookName, tensor: Tensor, below = Number.NaN, above = Number.NaN) {
    const from = addressOf(tensor);
    kernels?.[name](from, from + 4 * tensor.size, at, below, above);
    if (seen.length === 0) seen = results(); // the memory has grown, and moved
  }
  const result = (of: keyof typeof RESULT) => seen[RESULT[of]] as number; // RESULTS long

  return {
    norm(tensor) {
      if (!fits(tensor)) return loops.norm(tensor);
      run('norm', tensor);
      const norm = Math.sqrt(result('squares'));
      return Number.isFinite(norm) ? { norm, nan: 0, infinite: 0 } : loops.norm(tensor);
    },
    statistics(tensor) {
      if (!fits(tensor)) return loops.statistics(tensor);
      run('statistics', tensor);
      const norm = Math.sqrt(result('squares'));
      if (!Number.isFinite(norm)) return loops.statistics(tensor);
      return { norm, largest: Math.sqrt(result('largestSquare')), nan: 0, infinite: 0 };
    },
    spread(tensor) {
      if (!fits(tensor)) return loops.spread(tensor);
      run('spread', tensor);
      const squares = result('squares');
      const norm = Math.sqrt(squares);
      if (!Number.isFinite(norm)) return loops.spread(tensor);
      const largest = Math.sqrt(result('largestSquare'));
      const finite = { norm, largest, nan: 0, infinite: 0 };
      return { ...finite, ...spreadFrom(finite, result('sum'), squares, tensor.size) };
    },
    moments(tensor, saturatedAt, flatAt) {
      if (!fits(tensor)) return loops.moments(tensor, saturatedAt, flatAt);
      run('moments', tensor, saturatedAt.below, saturatedAt.above);
      const sums = { sum: result('sum'), squares: result('squares'), saturated: result('saturated') };
      return momentsFrom(sums, view(tensor), tensor.shape.at(-1) ?? 1, saturatedAt, flatAt);
    },
  };
}
