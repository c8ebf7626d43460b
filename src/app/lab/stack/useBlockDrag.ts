/** Drags a block by its handle onto another place of its lane's stack. Keys and the block's menu do the same. */
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { type RefObject, useEffect, useState } from 'react';

const KIND = 'backblast:block';

export interface BlockDrag {
  readonly dragging: boolean;
  /** Where the dragged block would land beside this one. */
  readonly over: 'before' | 'after' | null;
}

export function useBlockDrag(options: {
  readonly element: RefObject<HTMLElement | null>;
  readonly handle: RefObject<HTMLElement | null>;
  readonly laneId: string;
  readonly blockId: string;
  readonly onDrop: (draggedId: string, side: 'before' | 'after') => void;
}): BlockDrag {
  const { element, handle, laneId, blockId, onDrop } = options;
  const [dragging, setDragging] = useState(false);
  const [over, setOver] = useState<BlockDrag['over']>(null);

  useEffect(() => {
    const target = element.current;
    const grip = handle.current;
    if (!target || !grip) return;
    const side = (clientY: number): 'before' | 'after' => {
      const box = target.getBoundingClientRect();
      return clientY < box.top + box.height / 2 ? 'before' : 'after';
    };
    const undoSource = draggable({
      element: target,
      dragHandle: grip,
      getInitialData: () => ({ kind: KIND, laneId, blockId }),
      onDragStart: () => setDragging(true),
      onDrop: () => setDragging(false),
    });
    const undoTarget = dropTargetForElements({
      element: target,
      canDrop: ({ source }) =>
        source.data.kind === KIND && source.data.laneId === laneId && source.data.blockId !== blockId,
      onDrag: ({ location }) => setOver(side(location.current.input.clientY)),
      onDragLeave: () => setOver(null),
      onDrop: ({ source, location }) => {
        setOver(null);
        onDrop(String(source.data.blockId), side(location.current.input.clientY));
      },
    });
    return () => {
      undoSource();
      undoTarget();
    };
  }, [element, handle, laneId, blockId, onDrop]);

  return { dragging, over };
}
