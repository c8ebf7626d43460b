/** Routes the pointer over a canvas: what is under it, hovering, and drags that keep the pointer until they end. */
import type { CssPoint } from '../../charts/types';

export interface PointerHandlers<Hit> {
  /** What is under a place; null: nothing that answers. */
  hit(point: CssPoint): Hit | null;
  /** The CSS cursor over it. */
  cursor?(hit: Hit | null): string;
  /** Null when the pointer has left. Not called during a drag. */
  hover?(hit: Hit | null, point: CssPoint | null): void;
  /** The main button or a finger went down on something. Returning true makes it a drag. */
  press?(hit: Hit, point: CssPoint, event: PointerEvent): boolean | void;
  drag?(hit: Hit, point: CssPoint, event: PointerEvent): void;
  /** The drag has ended (`wasCancelled`: taken away, by a scroll or a lost capture). */
  release?(hit: Hit, point: CssPoint, wasCancelled: boolean): void;
}

export function listenToPointer<Hit>(
  canvas: HTMLCanvasElement,
  handlersOf: () => PointerHandlers<Hit> | undefined,
  /** After each press and each move of a drag. */
  onHand?: () => void,
): () => void {
  let dragged: { readonly pointerId: number; readonly hit: Hit; point: CssPoint } | null = null;

  const down = (event: PointerEvent) => {
    const handlers = handlersOf();
    if (!handlers || event.button !== 0 || dragged) return;
    const point = placeOf(canvas, event);
    const hit = handlers.hit(point);
    if (hit === null) return;
    const isDrag = handlers.press?.(hit, point, event) === true;
    onHand?.();
    if (!isDrag) return;
    dragged = { pointerId: event.pointerId, hit, point };
    canvas.setPointerCapture(event.pointerId);
    event.preventDefault();
  };

  const move = (event: PointerEvent) => {
    const handlers = handlersOf();
    const point = placeOf(canvas, event);
    if (dragged) {
      if (event.pointerId !== dragged.pointerId) return;
      dragged.point = point;
      handlers?.drag?.(dragged.hit, point, event);
      onHand?.();
      return;
    }
    const hit = handlers?.hit(point) ?? null;
    canvas.style.cursor = handlers?.cursor?.(hit) ?? '';
    handlers?.hover?.(hit, point);
  };

  const end = (event: PointerEvent) => {
    if (!dragged || event.pointerId !== dragged.pointerId) return;
    const { hit, point } = dragged;
    dragged = null;
    handlersOf()?.release?.(hit, point, event.type !== 'pointerup');
  };

  const leave = () => {
    if (!dragged) handlersOf()?.hover?.(null, null);
  };

  canvas.addEventListener('pointerdown', down);
  canvas.addEventListener('pointermove', move);
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
  canvas.addEventListener('lostpointercapture', end);
  canvas.addEventListener('pointerleave', leave);
  return () => {
    canvas.removeEventListener('pointerdown', down);
    canvas.removeEventListener('pointermove', move);
    canvas.removeEventListener('pointerup', end);
    canvas.removeEventListener('pointercancel', end);
    canvas.removeEventListener('lostpointercapture', end);
    canvas.removeEventListener('pointerleave', leave);
  };
}

function placeOf(canvas: HTMLCanvasElement, event: PointerEvent): CssPoint {
  const bounds = canvas.getBoundingClientRect();
  const zoom = canvas.offsetWidth > 0 ? bounds.width / canvas.offsetWidth : 1; // projector mode
  return { cssX: (event.clientX - bounds.left) / zoom, cssY: (event.clientY - bounds.top) / zoom };
}
