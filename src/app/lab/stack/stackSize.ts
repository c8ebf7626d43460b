/** How many lines a block's words would like, and how high that makes the stack editor. */
import type { Block, Layer } from '../../../catalogue/types';
import type { RowGeometry } from '../../../charts/types';
import type { LaneSpec } from '../../../spec/types';
import { layOutStack } from './stackLayout';

/** Name and width, what is inside, how often. */
export const fullLines = (block: Block): number => (block.stack ? 3 : 2);

/** The lane's body is at least as high. */
export function stackHeight(lane: LaneSpec, layers: readonly Layer[], geometry: RowGeometry): number {
  return layOutStack(lane.blocks, layers, geometry, fullLines).height;
}
