/**
 * A canvas in the page's frame loop: scaled by the device's pixel ratio, drawn again when its size, the fonts, the theme,
 * the draw function or something it watches has changed, and never otherwise.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { listenToPointer, type PointerHandlers } from './pointer';
import { createSurface, type Draw, type Surface } from './surface';

export type { Draw, SurfaceSize } from './surface';

/** A store's `subscribe`, or any other way to hear of changes. */
export type Watch = (listener: () => void) => () => void;

export interface SurfaceOptions<Hit> {
  /** Each makes the surface dirty. Keep the list stable (useMemo or module level). */
  readonly watch?: readonly Watch[];
  readonly pointer?: PointerHandlers<Hit>;
}

/** Returns what makes the surface dirty by hand. */
export function useSurface<Hit>(
  ref: RefObject<HTMLCanvasElement | null>,
  draw: Draw,
  { watch, pointer }: SurfaceOptions<Hit> = {},
): () => void {
  const latest = useRef({ draw, pointer });
  const surface = useRef<Surface | null>(null);
  const markDirty = useCallback(() => surface.current?.markDirty(), []);

  useLayoutEffect(() => {
    latest.current = { draw, pointer };
    markDirty();
  }, [draw, pointer, markDirty]);

  useLayoutEffect(() => {
    const canvas = ref.current;
    if (!canvas) return undefined;
    const own = createSurface(canvas, (...drawn) => latest.current.draw(...drawn));
    surface.current = own;
    return () => {
      surface.current = null;
      own.dispose();
    };
  }, [ref]);

  useEffect(() => {
    const stops = (watch ?? []).map((subscribe) => subscribe(markDirty));
    return () => {
      for (const stop of stops) stop();
    };
  }, [watch, markDirty]);

  const hasPointer = pointer !== undefined;
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas || !hasPointer) return undefined;
    return listenToPointer(
      canvas,
      () => latest.current.pointer,
      () => surface.current?.drawFirst(),
    );
  }, [ref, hasPointer]);

  return markDirty;
}
