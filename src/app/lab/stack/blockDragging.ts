/** Makes a block draggable by its handle and a place to drop others. Loaded after the first paint, which needs no dragging. */
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';

const KIND = 'backblast:block';
export type Side = 'before' | 'after';

export interface Dragging {
  readonly target: HTMLElement;
  readonly grip: HTMLElement;
  readonly laneId: string;
  readonly blockId: string;
  readonly setDragging: (dragging: boolean) => void;
  readonly setOver: (over: Side | null) => void;
  readonly onDrop: (draggedId: string, side: Side) => void;
}

/** Returns what undoes it. */
export function makeDraggable({
  target,
  grip,
  laneId,
  blockId,
  setDragging,
  setOver,
  onDrop,
}: Dragging): () => void {
  const side = (clientY: number): Side => {
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
}
