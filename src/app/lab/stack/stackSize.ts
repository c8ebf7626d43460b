/** How many lines a block's words would like, and how high that makes the stack editor. */
import type { Block, Layer } from '../../../catalogue/types';
import type { RowGeometry } from '../../../charts/types';
import type { LaneSpec } from '../../../spec/types';
import { layOutStack } from './stackLayout';

/** Name and width, what is inside (or what there is to say where there is no width), how often. */
export const fullLines = (block: Block): number =>
  block.stack || typeof block.values.width !== 'number' ? 3 : 2;

/** Where the words of a block stand; undefined where it is no block's. */
export function blockTop(
  lane: LaneSpec,
  layers: readonly Layer[],
  geometry: RowGeometry,
  index: number | undefined,
): number | undefined {
  const places = layOutStack(lane.blocks, layers, geometry, fullLines).blocks;
  return index === undefined ? undefined : places[index]?.labelTop;
}

/** The lane's body is at least as high. */
export function stackHeight(lane: LaneSpec, layers: readonly Layer[], geometry: RowGeometry): number {
  return layOutStack(lane.blocks, layers, geometry, fullLines).height;
}
