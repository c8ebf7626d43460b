/** The way a gradient takes from one row back to an earlier one, read off the rows' inputs. */
import type { Layer } from '../catalogue/types';

/** The rows above `target` from which one can get back to it, itself included. */
export function leadingTo(layers: readonly Layer[], target: number, from: number): ReadonlySet<number> {
  const leads = new Set([target]);
  for (let index = target + 1; index <= from; index++)
    if (layers[index]?.inputs.some((input) => leads.has(input))) leads.add(index);
  return leads;
}

/**
 * The first row that every way from `from` back to the target passes: where what parted at it has met again. Null
 * where no way leads there.
 */
export function meetingPoint(
  layers: readonly Layer[],
  from: number,
  leads: ReadonlySet<number>,
): number | null {
  const inputsOf = (index: number) => (layers[index]?.inputs ?? []).filter((input) => leads.has(input));
  const open = new Set(inputsOf(from));
  while (open.size > 1) {
    const latest = Math.max(...open); // rows stand after the rows they take: nothing open leads to it any more
    open.delete(latest);
    for (const input of inputsOf(latest)) open.add(input);
  }
  return [...open][0] ?? null;
}

/** The counted row (or the output) that a row belongs to: itself, or the next one. */
export function countedRowOf(layers: readonly Layer[], layer: number): number {
  const isCounted = ({ place }: Layer) => place === 'trunk' || place === 'output';
  const at = layers.findIndex((row, index) => index >= layer && isCounted(row));
  return at < 0 ? layers.findLastIndex(isCounted) : at;
}
