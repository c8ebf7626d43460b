/**
 * The backward pass of one step, shown over the map: rows that the gradient has not reached are paper, and its front
 * climbs from the last row to the first. Under reduced motion an arrow stands still instead.
 */
import { drawArrow } from './arrows';
import { rowsBottom } from './rows';
import { withAlpha } from './theme';
import type { RowGeometry, StepAxis, Theme } from './types';

export interface Sweep {
  readonly step: number;
  /** 0: at the loss; 1: at the first row. */
  readonly progress: number;
  readonly reducedMotion: boolean;
}

/** What of the selected row's frame stands out at the right. */
const FRAME_PX = 2;

/** A step is swept in this time, but for at least so long a row. */
export const SWEEP_MS = 400;
export const SWEEP_ROW_MS = 16;

export function sweepDurationMs(rows: number): number {
  return Math.max(SWEEP_MS, rows * SWEEP_ROW_MS);
}

export function drawBackwardSweep(
  context: CanvasRenderingContext2D,
  sweep: Sweep,
  geometry: { readonly axis: StepAxis; readonly rows: RowGeometry },
  theme: Theme,
): void {
  const { axis, rows } = geometry;
  const left = axis.x(sweep.step);
  const width = Math.max(8, axis.columnWidth(sweep.step));
  const bottom = rowsBottom(rows);
  if (sweep.reducedMotion) {
    const x = left + width / 2;
    drawArrow(context, [x, bottom - 2], [x, rows.top + 2], 4, theme.paper, 12);
    drawArrow(context, [x, bottom - 3], [x, rows.top + 4], 1.5, theme.ink, 9);
    return;
  }
  const progress = Math.max(0, Math.min(1, sweep.progress));
  if (progress >= 1) return;
  const reached = Math.floor(progress * rows.rows.length);
  const front = bottom - reached * rows.height;
  context.fillStyle = theme.paper;
  // The end of the selected row's frame goes with its row.
  context.fillRect(left, rows.top, width + FRAME_PX, front - rows.top);
  context.fillStyle = withAlpha(theme.ink, 0.12);
  context.fillRect(left, front - rows.height, width, rows.height);
  context.fillStyle = theme.ink;
  context.fillRect(left, front - 1, width, 2);
}
