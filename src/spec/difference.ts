/** What a fork changed. */
import type { Block } from '../catalogue/types';
import { blockIds } from './defaults';
import { findBlock, placeOf } from './stack';
import type { LaneSpec } from './types';

/**
 * The paths at which a lane differs from another, as setAtPath takes them, sorted by where they stand. A choice of
 * another kind is one path (`clipping`), of the same kind its parameters (`clipping.threshold`). A block that only the
 * lane has is `blocks.b3`; a block that is missing, and any change of order, is `blocks`. Edits during the run are `edits`.
 */
export function difference(lane: LaneSpec, parent: LaneSpec): readonly string[] {
  const settings = SETTINGS.flatMap((key) => differing(key, lane[key], parent[key]));
  const shared = blockIds(lane.blocks).filter((id) => findBlock(parent.blocks, id));
  const inBlocks = blockIds(lane.blocks).flatMap((id) => {
    const [block, other] = [findBlock(lane.blocks, id), findBlock(parent.blocks, id)];
    if (!block || !other || block.type !== other.type) return [`blocks.${id}`];
    return BLOCK_SETTINGS.flatMap((key) => differing(`blocks.${id}.${key}`, block[key], other[key]));
  });
  const isMissing = blockIds(parent.blocks).some((id) => !findBlock(lane.blocks, id));
  const order = (blocks: readonly Block[]) =>
    blockIds(blocks)
      .filter((id) => shared.includes(id))
      .map((id) => [id, placeOf(blocks, id)?.into]);
  const isReordered = !isEqual(order(lane.blocks), order(parent.blocks));
  const edits = isEqual(lane.edits, parent.edits) ? [] : ['edits'];
  return [...(isMissing || isReordered ? ['blocks'] : []), ...inBlocks, ...settings, ...edits];
}

/** True if a person would see the setting at this path marked: it, or something inside it, differs. */
export const isChanged = (paths: readonly string[], path: string): boolean =>
  paths.some(
    (changed) => changed === path || changed.startsWith(`${path}.`) || path.startsWith(`${changed}.`),
  );

const BLOCK_SETTINGS = [
  'repeat',
  'activation',
  'initializer',
  'recurrentInitializer',
  'values',
] as const satisfies readonly (keyof Block)[];

const SETTINGS = [
  'output',
  'loss',
  'optimizer',
  'learningRate',
  'schedule',
  'weightDecay',
  'clipping',
  'skipNonFinite',
  'batchSize',
] as const satisfies readonly (keyof LaneSpec)[];

function differing(path: string, now: unknown, before: unknown): readonly string[] {
  if (isEqual(now, before)) return [];
  if (!isRecord(now) || !isRecord(before) || now.kind !== before.kind) return [path];
  const keys = new Set([...Object.keys(now), ...Object.keys(before)]);
  return [...keys].flatMap((key) => differing(`${path}.${key}`, now[key], before[key]));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) => Object.hasOwn(b, key) && isEqual(a[key as keyof typeof a], b[key as keyof typeof b]),
  );
}
