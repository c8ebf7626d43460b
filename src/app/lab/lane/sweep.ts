/** When the backward pass of a new step is shown: for steps that come one by one, with time between them to see it. */
import { type Sweep, sweepDurationMs } from '../../../charts/backwardSweep';

export interface SweepState {
  /** The newest step when last looked, and when it came. */
  step: number;
  cameAt: number;
  sweeping: boolean;
}

/** Steps closer to each other than this come too fast for a sweep. */
const SLOW_MS = 300;

export const noSweep = (): SweepState => ({ step: -1, cameAt: Number.NEGATIVE_INFINITY, sweeping: false });

/** The sweep to draw now, or null. Changes the state it is given, which belongs to one map. */
export function sweepAt(
  state: SweepState,
  newest: number,
  rows: number,
  nowMs: number,
  reducedMotion: boolean,
): Sweep | null {
  if (newest !== state.step) {
    state.sweeping = newest === state.step + 1 && newest > 0 && nowMs - state.cameAt >= SLOW_MS;
    state.step = newest;
    state.cameAt = nowMs;
  }
  if (!state.sweeping) return null;
  const progress = (nowMs - state.cameAt) / sweepDurationMs(rows);
  if (progress >= 1) state.sweeping = false;
  return state.sweeping ? { step: newest, progress, reducedMotion } : null;
}
