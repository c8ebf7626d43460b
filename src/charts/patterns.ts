/**
 * Patterns of what is not a number: stripes for Inf, dots for NaN, hairlines for exact zeros. They belong to the screen
 * and not to the data: constant pitch, anchored at the surface's corner, at every zoom.
 */
import { PAINT } from './colourScale';
import type { Theme } from './types';

const STRIPE_PITCH = 8;
const STRIPE_WIDTH = 3;
const DOT_PITCH = 6;
const DOT_SIZE = 2;
const LINE_PITCH = 3;

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Fills what `trace` outlines (rectangles within `box`) with the pattern of a paint. */
export function fillPattern(
  context: CanvasRenderingContext2D,
  paint: number,
  box: Box,
  trace: (context: CanvasRenderingContext2D) => void,
  theme: Theme,
): void {
  if (paint !== PAINT.infinite && paint !== PAINT.nan && paint !== PAINT.zero) return;
  context.save();
  context.beginPath();
  trace(context);
  context.clip();
  context.fillStyle = paint === PAINT.zero ? theme.paper : theme.notFinite.ground;
  context.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  if (paint === PAINT.infinite) drawStripes(context, box, theme.notFinite.mark);
  else if (paint === PAINT.nan) drawDots(context, box, theme.notFinite.mark);
  else drawLines(context, box, theme.ink3);
  context.restore();
}

/** A small patterned box, for legends and words. */
export function drawSwatch(context: CanvasRenderingContext2D, paint: number, box: Box, theme: Theme): void {
  fillPattern(
    context,
    paint,
    box,
    (path) => path.rect(box.left, box.top, box.right - box.left, box.bottom - box.top),
    theme,
  );
  if (paint === PAINT.zero) {
    context.strokeStyle = theme.ink3;
    context.lineWidth = 1;
    context.strokeRect(box.left + 0.5, box.top + 0.5, box.right - box.left - 1, box.bottom - box.top - 1);
  }
}

function drawStripes(context: CanvasRenderingContext2D, box: Box, colour: string): void {
  const drop = box.bottom - box.top;
  context.beginPath();
  // Anchored: a stripe runs through every place where x + y is a multiple of the pitch.
  const first = Math.floor((box.left + box.top) / STRIPE_PITCH) * STRIPE_PITCH;
  for (let sum = first; sum <= box.right + box.bottom; sum += STRIPE_PITCH) {
    context.moveTo(sum - box.top, box.top);
    context.lineTo(sum - box.top - drop, box.bottom);
  }
  context.strokeStyle = colour;
  context.lineWidth = STRIPE_WIDTH;
  context.stroke();
}

/** Where bands cross columns: both are a few, and the dots thousands. */
function drawDots(context: CanvasRenderingContext2D, box: Box, colour: string): void {
  const { left, top, right, bottom } = box;
  context.beginPath();
  for (let y = Math.floor(top / DOT_PITCH) * DOT_PITCH + 2; y < bottom; y += DOT_PITCH)
    context.rect(left, y, right - left, DOT_SIZE);
  context.clip();
  context.beginPath();
  for (let x = Math.floor(left / DOT_PITCH) * DOT_PITCH + 2; x < right; x += DOT_PITCH)
    context.rect(x, top, DOT_SIZE, bottom - top);
  context.fillStyle = colour;
  context.fill();
}

function drawLines(context: CanvasRenderingContext2D, box: Box, colour: string): void {
  context.beginPath();
  for (let y = Math.floor(box.top / LINE_PITCH) * LINE_PITCH + 1; y < box.bottom; y += LINE_PITCH) {
    context.rect(box.left, y, box.right - box.left, 1);
  }
  context.fillStyle = colour;
  context.fill();
}
