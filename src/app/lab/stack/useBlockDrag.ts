/** Drags a block by its handle onto another place of its lane's stack. Keys and the block's menu do the same. */
import { type RefObject, useEffect, useState } from 'react';
import type { Side } from './blockDragging';

export interface BlockDrag {
  readonly dragging: boolean;
  /** Where the dragged block would land beside this one. */
  readonly over: Side | null;
}

export function useBlockDrag(options: {
  readonly element: RefObject<HTMLElement | null>;
  readonly handle: RefObject<HTMLElement | null>;
  readonly laneId: string;
  readonly blockId: string;
  readonly onDrop: (draggedId: string, side: Side) => void;
}): BlockDrag {
  const { element, handle, laneId, blockId, onDrop } = options;
  const [dragging, setDragging] = useState(false);
  const [over, setOver] = useState<Side | null>(null);

  useEffect(() => {
    const target = element.current;
    const grip = handle.current;
    if (!target || !grip) return;
    let undo: (() => void) | null = null;
    let isGone = false;
    void import('./blockDragging').then(({ makeDraggable }) => {
      if (!isGone) undo = makeDraggable({ target, grip, laneId, blockId, setDragging, setOver, onDrop });
    });
    return () => {
      isGone = true;
      undo?.();
    };
  }, [element, handle, laneId, blockId, onDrop]);

  return { dragging, over };
}
