/** Cases as figures of the page, and how long each takes to draw. */
import type { Theme } from '../../src/charts/types';
import type { GalleryCase } from './case';
import { drawCase } from './draw';

/** Draws a case is timed over; the median is told. */
const TIMES = 9;

let waiting: (() => void)[] = [];

export function figureOf(one: GalleryCase, theme: Theme, width: number): HTMLElement {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  const canvas = document.createElement('canvas');
  drawCase(canvas, one, theme, width, devicePixelRatio);
  canvas.style.width = `${canvas.width / devicePixelRatio}px`;
  canvas.style.height = `${canvas.height / devicePixelRatio}px`;
  caption.textContent = one.name;
  waiting.push(() => {
    const ms = medianTime(one, theme, width);
    figure.dataset.ms = ms.toFixed(2);
    caption.textContent = `${one.name} · ${ms.toFixed(1)} ms`;
    caption.title = `Median of ${TIMES} draws from nothing, pixels included`;
  });
  figure.append(caption, canvas);
  return figure;
}

/** Figures that are gone are not timed. */
export function forgetTimes(): void {
  waiting = [];
}

/** One after the other whenever the page has nothing else to do. */
export function measureTimes(): void {
  const [next, ...rest] = waiting;
  if (!next) return;
  requestIdleCallback(() => {
    if (waiting[0] !== next) return;
    waiting = rest;
    next();
    measureTimes();
  });
}

function medianTime(one: GalleryCase, theme: Theme, width: number): number {
  const scratch = document.createElement('canvas');
  const times = Array.from({ length: TIMES }, () => {
    const started = performance.now();
    drawCase(scratch, one, theme, width, devicePixelRatio);
    scratch.getContext('2d')?.getImageData(0, 0, 1, 1); // waits for the pixels
    return performance.now() - started;
  });
  return times.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0;
}
