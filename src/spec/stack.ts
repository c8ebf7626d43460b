/** Building a lane's stack: add, remove, move, repeat. Blocks are found by id, however deep they stand. */
import { block as blockEntry } from '../catalogue/blocks';
import type { Block } from '../catalogue/types';
import { withFreshIds } from './defaults';
import { LIMITS } from './limits';
import { type LaneSpec, SpecError } from './types';

/** Before which block of which stack: `into` is the id of the block around it, null the lane itself. */
export interface Place {
  readonly into: string | null;
  readonly at: number;
}

/** The block of this id; undefined where there is none. */
export function findBlock(stack: readonly Block[], id: string): Block | undefined {
  for (const block of stack) {
    const found = block.id === id ? block : findBlock(block.stack ?? [], id);
    if (found) return found;
  }
  return undefined;
}

/** Where a block stands; undefined where there is none. */
export function placeOf(stack: readonly Block[], id: string, into: string | null = null): Place | undefined {
  const at = stack.findIndex((block) => block.id === id);
  if (at >= 0) return { into, at };
  for (const block of stack) {
    const place = placeOf(block.stack ?? [], id, block.id);
    if (place) return place;
  }
  return undefined;
}

/** How many blocks stand around a stack: 0 for the lane's own (`into` null), 1 inside one of its blocks. */
export function depthOf(stack: readonly Block[], into: string | null): number {
  const place = into === null ? undefined : placeOf(stack, into);
  return place ? depthOf(stack, place.into) + 1 : 0;
}

/** The stack with one block changed. Throws SpecError where there is no such block. */
export function updateBlock(
  stack: readonly Block[],
  id: string,
  change: (block: Block) => Block,
): readonly Block[] {
  if (!findBlock(stack, id)) throw new SpecError(`There is no block “${id}”.`, `blocks.${id}`);
  return mapBlocks(stack, (block) => (block.id === id ? change(block) : block));
}

/** The lane with a block put in; it gets ids of its own where its ids are taken. */
export function addBlock(lane: LaneSpec, block: Block, place: Place): LaneSpec {
  return { ...lane, blocks: insert(lane.blocks, withFreshIds(block, lane.blocks), place) };
}

/** The block, and all inside it, as wide as its neighbour in the stack (the one before, else the one behind): a new residual then fits. */
export function asWideAsNeighbour(block: Block, { blocks }: LaneSpec, { into, at }: Place): Block {
  const stack = into === null ? blocks : (findBlock(blocks, into)?.stack ?? []);
  const neighbour = stack[at - 1] ?? stack[at];
  const width = neighbour && widthOf(neighbour);
  if (width === undefined) return block;
  const [wide = block] = mapBlocks([block], (each) =>
    'width' in each.values ? withWidth(each, width) : each,
  );
  return wide;
}

/** The width a block hands on: its own, or that of the last inside. */
function widthOf({ values, stack = [] }: Block): number | undefined {
  if (typeof values.width === 'number') return values.width;
  const last = stack.at(-1);
  return last && widthOf(last);
}

/**
 * The stack after a block's width went from `before` to what it is: blocks behind it that hold others of the old width
 * (a residual adds its input to what they make of it) follow, up to the next block with a width of its own.
 */
export function followWidth(stack: readonly Block[], blockId: string, before: number): readonly Block[] {
  const at = stack.findIndex(({ id }) => id === blockId);
  if (at < 0) {
    return stack.map((block) =>
      block.stack ? { ...block, stack: followWidth(block.stack, blockId, before) } : block,
    );
  }
  const width = stack[at]?.values.width;
  const end = stack.findIndex((block, index) => index > at && 'width' in block.values);
  return stack.map((block, index) =>
    typeof width === 'number' && index > at && (end < 0 || index < end) && block.stack
      ? {
          ...block,
          stack: mapBlocks(block.stack, (each) =>
            each.values.width === before ? withWidth(each, width) : each,
          ),
        }
      : block,
  );
}

/** The lane with every block as wide as the first that has a width: whatever was added to whatever then fits. */
export function evenWidths(lane: LaneSpec): LaneSpec {
  const width = lane.blocks.map(widthOf).find((each) => each !== undefined);
  if (width === undefined) return lane;
  return {
    ...lane,
    blocks: mapBlocks(lane.blocks, (block) => ('width' in block.values ? withWidth(block, width) : block)),
  };
}

const withWidth = (block: Block, width: number): Block => ({ ...block, values: { ...block.values, width } });

/** The lane with a copy of a block right behind it. */
export function duplicateBlock(lane: LaneSpec, id: string): LaneSpec {
  const [block, place] = existing(lane, id);
  return addBlock(lane, block, { into: place.into, at: place.at + 1 });
}

export function removeBlock(lane: LaneSpec, id: string): LaneSpec {
  existing(lane, id);
  return { ...lane, blocks: without(lane.blocks, id) };
}

/** The lane with a block taken out and put in elsewhere. `place.at` counts the blocks that are left once it is out. */
export function moveBlock(lane: LaneSpec, id: string, place: Place): LaneSpec {
  const [block] = existing(lane, id);
  if (place.into !== null && (place.into === id || findBlock(block.stack ?? [], place.into))) {
    throw new SpecError('A block cannot stand inside itself.', `blocks.${id}`);
  }
  return { ...lane, blocks: insert(without(lane.blocks, id), block, place) };
}

/** The lane with a block one place up (−1) or down (1) in its stack; at the end it stays. */
export function nudgeBlock(lane: LaneSpec, id: string, by: -1 | 1): LaneSpec {
  const [, { into, at }] = existing(lane, id);
  return at + by < 0 ? lane : moveBlock(lane, id, { into, at: at + by });
}

/** How often a block stands in a row, kept within its limits. */
export function setRepeat(lane: LaneSpec, id: string, repeat: number): LaneSpec {
  const within = Math.min(LIMITS.repeat, Math.max(1, Math.round(repeat)));
  return { ...lane, blocks: updateBlock(lane.blocks, id, (block) => ({ ...block, repeat: within })) };
}

function existing(lane: LaneSpec, id: string): readonly [block: Block, place: Place] {
  const block = findBlock(lane.blocks, id);
  const place = placeOf(lane.blocks, id);
  if (!block || !place) throw new SpecError(`There is no block “${id}”.`, `blocks.${id}`);
  return [block, place];
}

function insert(stack: readonly Block[], block: Block, { into, at }: Place): readonly Block[] {
  if (into === null) return insertInto(stack, block, at);
  const around = findBlock(stack, into);
  if (!around) throw new SpecError(`There is no block “${into}” to put it in.`, `blocks.${into}`);
  if (!blockEntry(around.type).has.stack)
    throw new SpecError(`A ${around.type} block holds no others.`, `blocks.${into}`);
  return updateBlock(stack, into, (outer) => ({ ...outer, stack: insertInto(outer.stack ?? [], block, at) }));
}

function insertInto(stack: readonly Block[], block: Block, at: number): readonly Block[] {
  if (stack.length >= LIMITS.blocks)
    throw new SpecError(`A stack holds ${LIMITS.blocks} blocks. Use a block's repeat instead.`, 'blocks');
  return stack.toSpliced(Math.max(0, at), 0, block);
}

/** Every block, inner ones first, as `change` leaves it. */
const mapBlocks = (stack: readonly Block[], change: (block: Block) => Block): readonly Block[] =>
  stack.map((block) => change(block.stack ? { ...block, stack: mapBlocks(block.stack, change) } : block));

const without = (stack: readonly Block[], id: string): readonly Block[] =>
  stack
    .filter((block) => block.id !== id)
    .map((block) => (block.stack ? { ...block, stack: without(block.stack, id) } : block));
