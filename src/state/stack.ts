/** Where blocks stand, in the positions that the store's actions take (src/spec/stack counts without the moved block). */
import type { Block } from '../catalogue/types';
import { findBlock, placeOf } from '../spec/stack';
import type { BlockPosition } from './types';

/** Null when there is no such block. */
export function positionOf(stack: readonly Block[], blockId: string): BlockPosition | null {
  const place = placeOf(stack, blockId);
  return place ? { parent: place.into, index: place.at } : null;
}

/** The stack that a position counts in. */
export function stackAt(stack: readonly Block[], parent: string | null): readonly Block[] {
  return parent === null ? stack : (findBlock(stack, parent)?.stack ?? []);
}
