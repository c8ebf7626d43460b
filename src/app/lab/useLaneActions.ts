/** What panels change in one lane, each call one undo step, with the step at which it takes hold. */
import { useMemo } from 'react';
import type { Block, Choice, Value } from '../../catalogue/types';
import { findBlock, placeOf } from '../../spec/stack';
import type { BlockPosition } from '../../state/types';
import { type House, useHouse } from './house';

export interface LaneActions {
  set(path: string, value: Value | Choice): void;
  setBlock(blockId: string, change: Partial<Omit<Block, 'id' | 'type'>>): void;
  /** The same change to every block that has what it changes, inner ones too; one undo step. */
  setBlocks(change: (block: Block) => Partial<Omit<Block, 'id' | 'type'>> | null): void;
  add(type: string, position: BlockPosition): void;
  remove(blockId: string): void;
  /** Moves a block within its stack; false where it cannot go further. */
  move(blockId: string, by: -1 | 1): boolean;
  moveTo(blockId: string, position: BlockPosition): void;
  readonly gesture: { readonly begin: () => void; readonly end: () => void };
}

export function useLaneActions(laneId: string): LaneActions {
  const house = useHouse();
  return useMemo(() => createLaneActions(house, laneId), [house, laneId]);
}

function createLaneActions(house: House, laneId: string): LaneActions {
  const actions = () => house.experiment.getState();
  const blocks = () => actions().experiment.lanes.find(({ id }) => id === laneId)?.blocks ?? [];
  let inGesture = false;
  return {
    set: (path, value) => house.session.setLane(laneId, path, value),
    setBlock: (blockId, change) => actions().setBlock(laneId, blockId, change),
    setBlocks(change) {
      const { beginGesture, endGesture, setBlock } = actions();
      if (!inGesture) beginGesture();
      for (const block of everyBlock(blocks())) {
        const changed = change(block);
        if (changed) setBlock(laneId, block.id, changed);
      }
      if (!inGesture) endGesture();
    },
    add: (type, position) => actions().addBlock(laneId, type, position),
    remove: (blockId) => actions().removeBlock(laneId, blockId),
    move(blockId, by) {
      const from = placeOf(blocks(), blockId);
      if (!from) return false;
      const around = from.into === null ? blocks() : (findBlock(blocks(), from.into)?.stack ?? []);
      const to = from.at + by;
      if (to < 0 || to >= around.length) return false;
      // A position counts in the stack as it stands: one further down is before the one after the next.
      actions().moveBlock(laneId, blockId, { parent: from.into, index: by > 0 ? to + 1 : to });
      return true;
    },
    moveTo: (blockId, position) => actions().moveBlock(laneId, blockId, position),
    gesture: {
      begin() {
        inGesture = true;
        actions().beginGesture();
      },
      end() {
        inGesture = false;
        actions().endGesture();
      },
    },
  };
}

/** A stack's blocks and the blocks inside them. */
export function everyBlock(stack: readonly Block[]): readonly Block[] {
  return stack.flatMap((block) => [block, ...everyBlock(block.stack ?? [])]);
}
