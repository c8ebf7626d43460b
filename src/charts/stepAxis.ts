/**
 * The one step axis of all maps and of the loss, in two scales: the first steps are drawn wide, because an explosion
 * through depth is over in three of them; after a gap the rest is narrow. The end grows in jumps (20, 50, 100, 200 …),
 * so that the map stays put between them.
 */
import { tickStep } from 'd3';
import { grouped } from './format';
import type { StepAxis } from './types';

export interface StepAxisOptions {
  readonly left: number;
  readonly width: number;
  /** The last step that any lane has; −1 before the first. */
  readonly lastStep: number;
  /** Where the run pauses, in steps: no room is kept beyond it until it is passed. */
  readonly length: number;
  readonly wideSteps?: number;
  readonly widePx?: number;
}

export const GAP_PX = 10;
/** The wide part may take this much of the width. */
const WIDE_SHARE = 0.62;
/** A narrow step is narrower than a wide one by at least this, or the second scale would say nothing. */
const LEAST_RATIO = 1.5;
const LABEL_PX = 46;

export function makeStepAxis(options: StepAxisOptions): StepAxis {
  const { left, width, lastStep, length, wideSteps = 10 } = options;
  const widePx = Math.min(options.widePx ?? 33, (width * WIDE_SHARE) / wideSteps);
  const hasNarrow = lastStep >= wideSteps;
  const wideRight = left + wideSteps * widePx;
  const narrowLeft = wideRight + GAP_PX;
  const room = Math.max(1, left + width - narrowLeft);
  const widest = widePx / LEAST_RATIO;

  let end = wideSteps;
  if (hasNarrow) {
    end = nextEnd(Math.max(lastStep + 1, wideSteps + room / widest));
    if (length > lastStep) end = Math.min(end, length);
  }
  const narrowPx = hasNarrow ? Math.min(widest, room / (end - wideSteps)) : widest;

  const x = (step: number): number =>
    step < wideSteps || !hasNarrow ? left + step * widePx : narrowLeft + (step - wideSteps) * narrowPx;
  const columnWidth = (step: number): number => (step < wideSteps || !hasNarrow ? widePx : narrowPx);

  return {
    left,
    width,
    wideSteps,
    hasNarrow,
    gap: [wideRight, narrowLeft],
    widePx,
    narrowPx,
    ratio: widePx / narrowPx,
    end,
    x,
    columnWidth,
    stepAt(cssX) {
      const inWide = !hasNarrow || cssX < (wideRight + narrowLeft) / 2;
      const step = inWide
        ? Math.min(wideSteps - 1, Math.floor((cssX - left) / widePx + 1e-9))
        : Math.max(wideSteps, wideSteps + Math.floor((cssX - narrowLeft) / narrowPx + 1e-9));
      return Math.min(end - 1, Math.max(0, step));
    },
    ticks() {
      const ticks: number[] = [];
      const every = Math.max(1, Math.ceil(17 / widePx));
      for (let step = 0; step < Math.min(wideSteps, end); step += every) ticks.push(step);
      if (!hasNarrow) return ticks;
      const spacing = Math.max(1, tickStep(0, end - wideSteps, Math.max(1, Math.floor(room / LABEL_PX))));
      for (let step = Math.ceil(wideSteps / spacing) * spacing; step < end; step += spacing) {
        if ((step - wideSteps + 0.5) * narrowPx >= 14) ticks.push(step);
      }
      return ticks;
    },
  };
}

/** The middle of a step's column: where curves, cursor and labels stand. */
export function stepMiddle(axis: StepAxis, step: number): number {
  return axis.x(step) + axis.columnWidth(step) / 2;
}

/** "26 times", from the ratio as drawn. */
export function ratioWords(ratio: number): string {
  return `${ratio < 3 ? ratio.toFixed(1).replace('.0', '') : grouped(String(Math.round(ratio)))} times`;
}

/** "40,000". */
export function countWords(step: number): string {
  return step < 10000 ? String(step) : grouped(String(step));
}

/** "step 40,000". */
export function stepWords(step: number): string {
  return `step ${countWords(step)}`;
}

/** The least of 10, 20, 50, 100, 200, 500 … that is not below a count. */
export function nextEnd(count: number): number {
  let end = 10;
  for (let turn = 0; end < count; turn++) end *= turn % 3 === 1 ? 2.5 : 2;
  return end;
}
