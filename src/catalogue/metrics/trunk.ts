/** Finding trunk rows: growth is counted along them, past the rows inside branches. */
import type { Layer } from '../types';

/** Index of the trunk row before this trunk row; −1 for the first, and for rows that are not on the trunk. */
export function trunkRowBefore(layers: readonly Layer[], layer: number): number {
  if (layers[layer]?.place !== 'trunk') return -1;
  let before = layer - 1;
  while (before >= 0 && layers[before]?.place !== 'trunk') before--;
  return before;
}

/** Index of the last hidden row on the trunk; −1 if there is none. */
export const lastTrunkRow = (layers: readonly Layer[]): number =>
  layers.findLastIndex(({ place }) => place === 'trunk');
