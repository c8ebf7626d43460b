/** A case on a canvas of its own, over the page's paper. */
import type { Theme } from '../../src/charts/types';
import type { GalleryCase } from './case';

/** `width` 0: as made. */
export function drawCase(
  canvas: HTMLCanvasElement,
  one: GalleryCase,
  theme: Theme,
  width = 0,
  devicePixelRatio = 1,
): void {
  const across = width > 0 ? width : one.width;
  canvas.width = Math.round(across * devicePixelRatio);
  canvas.height = Math.round(one.height * devicePixelRatio);
  // On the processor: the same pixels on every machine, and a draw is done when it returns.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('There is no canvas to draw on.');
  context.scale(devicePixelRatio, devicePixelRatio);
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, across, one.height);
  one.draw(context, theme, {
    width: across,
    height: one.height,
    devicePixelRatio,
    createCanvas: (w, h) => new OffscreenCanvas(w, h),
  });
}
