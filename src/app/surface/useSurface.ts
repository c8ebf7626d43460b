/**
 * A canvas in the page's frame loop: scaled by the device's pixel ratio, drawn again when its size, the fonts, the theme,
 * the draw function or something it watches has changed, and never otherwise.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { frameLoop } from './frameLoop';
import { listenToPointer, type PointerHandlers } from './pointer';

export interface SurfaceSize {
  readonly cssWidth: number;
  readonly cssHeight: number;
  readonly pixelRatio: number;
}

/** In CSS pixels; the surface has cleared the canvas and scaled the context. True asks for another frame (motion). */
export type Draw = (context: CanvasRenderingContext2D, size: SurfaceSize, nowMs: number) => boolean | void;

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
    return canvas && hasPointer ? listenToPointer(canvas, () => latest.current.pointer) : undefined;
  }, [ref, hasPointer]);

  return markDirty;
}

interface Surface {
  readonly markDirty: () => void;
  readonly dispose: () => void;
}

/** Follows the canvas's size, the pixel ratio and the page's fonts, and draws in the frame loop when dirty. */
function createSurface(canvas: HTMLCanvasElement, draw: Draw): Surface {
  const task = {
    frame(nowMs: number): boolean {
      const context = canvas.getContext('2d');
      const size = fitToDevice(canvas);
      if (!context || size.cssWidth === 0 || size.cssHeight === 0) return false;
      context.setTransform(size.pixelRatio, 0, 0, size.pixelRatio, 0, 0);
      context.clearRect(0, 0, size.cssWidth, size.cssHeight);
      return draw(context, size, nowMs) === true;
    },
  };
  const markDirty = () => frameLoop.request(task);
  const observer = new ResizeObserver(markDirty);
  observer.observe(canvas);
  const stopWatchingRatio = watchPixelRatio(markDirty);
  // A canvas keeps the letters that it was drawn with: once the page's own fonts have come it is drawn again.
  document.fonts.addEventListener('loadingdone', markDirty);
  markDirty();
  return {
    markDirty,
    dispose() {
      observer.disconnect();
      stopWatchingRatio();
      document.fonts.removeEventListener('loadingdone', markDirty);
      frameLoop.cancel(task);
    },
  };
}

/** Sets the canvas's own pixels to those of the device, where they are not yet. */
function fitToDevice(canvas: HTMLCanvasElement): SurfaceSize {
  const { clientWidth: cssWidth, clientHeight: cssHeight } = canvas;
  const pixelRatio = window.devicePixelRatio || 1;
  const deviceWidth = Math.round(cssWidth * pixelRatio);
  const deviceHeight = Math.round(cssHeight * pixelRatio);
  if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
  if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
  return { cssWidth, cssHeight, pixelRatio };
}

/** Zoom, or a window moved to another screen. A query names one ratio, so it is asked anew each time. */
function watchPixelRatio(listener: () => void): () => void {
  let query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  const change = () => {
    query.removeEventListener('change', change);
    query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener('change', change);
    listener();
  };
  query.addEventListener('change', change);
  return () => query.removeEventListener('change', change);
}
