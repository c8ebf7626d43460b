/** The canvas under useSurface, without React: the embed, which has none, draws on the same. */
import { frameLoop } from './frameLoop';

export interface SurfaceSize {
  readonly cssWidth: number;
  readonly cssHeight: number;
  readonly pixelRatio: number;
}

/** In CSS pixels; the surface has cleared the canvas and scaled the context. True asks for another frame (motion). */
export type Draw = (context: CanvasRenderingContext2D, size: SurfaceSize, nowMs: number) => boolean | void;

export interface Surface {
  readonly markDirty: () => void;
  /** It is under the hand: drawn before all others. */
  readonly drawFirst: () => void;
  readonly dispose: () => void;
}

/** Follows the canvas's size, the pixel ratio and the page's fonts, and draws in the frame loop when dirty. */
export function createSurface(canvas: HTMLCanvasElement, draw: Draw): Surface {
  const task = {
    frame(nowMs: number): boolean {
      const context = canvas.getContext('2d');
      const size = fitToDevice(canvas);
      if (!context || size.cssWidth === 0 || size.cssHeight === 0) return false;
      // What a drawing leaves set (round line ends) must not change the next one.
      context.save();
      context.setTransform(size.pixelRatio, 0, 0, size.pixelRatio, 0, 0);
      context.clearRect(0, 0, size.cssWidth, size.cssHeight);
      const isMoving = draw(context, size, nowMs) === true;
      context.restore();
      return isMoving;
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
    drawFirst: () => frameLoop.requestFirst(task),
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
  // Projector mode zooms the page: the canvas stands larger there than its own CSS pixels say.
  const zoom = cssWidth > 0 ? canvas.getBoundingClientRect().width / canvas.offsetWidth : 1;
  const pixelRatio = (window.devicePixelRatio || 1) * zoom;
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
