/**
 * The one clock of all words that change while a run goes on: at most twice a second, all in one tick and from one
 * state, so that no two of them speak of different steps. What moves by hand is told at the next frame.
 */
import type { FrameLoop, FrameTask } from './frameLoop';
import type { Watch } from './useSurface';

/** A verdict that changed faster than this could not be read. */
const LEAST_MS = 500;

export interface CalmClock<State> {
  /** As it stood at the last tick: what is written between two ticks is made from it. */
  readonly state: () => State;
  /** Writes at once and at each tick, with that state. Returns what ends it. */
  follow(write: (state: State) => void): () => void;
}

export interface CalmClockParts<State> {
  readonly read: () => State;
  /** False: every change is told at the next frame. */
  readonly isRunning: () => boolean;
  /** What changes by itself, and what only by hand. */
  readonly watch: readonly Watch[];
  readonly watchHand: readonly Watch[];
  /** Does what it is given such that all of it is seen in the same frame. */
  readonly together: (write: () => void) => void;
  readonly frames: FrameLoop;
  readonly nowMs: () => number;
  /** Calls back after so many milliseconds. Returns what prevents it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

export function createCalmClock<State>(parts: CalmClockParts<State>): CalmClock<State> {
  const writers = new Set<(state: State) => void>();
  let captured: { readonly state: State } | null = null;
  let tickedAt = Number.NEGATIVE_INFINITY;
  let stopTimer: (() => void) | null = null;
  let unwatch: readonly (() => void)[] = [];

  const tick: FrameTask = {
    frame() {
      stopTimer?.();
      stopTimer = null;
      tickedAt = parts.nowMs();
      const state = parts.read();
      captured = { state };
      parts.together(() => {
        for (const write of writers) write(state);
      });
    },
  };
  const atNextFrame = () => parts.frames.request(tick);
  const atNextTick = () => {
    if (stopTimer) return;
    const wait = LEAST_MS - (parts.nowMs() - tickedAt);
    if (wait <= 0) atNextFrame();
    else stopTimer = parts.after(wait, atNextFrame);
  };
  const changed = () => (parts.isRunning() ? atNextTick() : atNextFrame());
  const state = () => (captured ??= { state: parts.read() }).state;

  return {
    state,
    follow(write) {
      if (writers.size === 0) {
        captured = null;
        unwatch = [
          ...parts.watch.map((subscribe) => subscribe(changed)),
          ...parts.watchHand.map((subscribe) => subscribe(atNextFrame)),
        ];
      }
      writers.add(write);
      write(state());
      return () => {
        writers.delete(write);
        if (writers.size > 0) return;
        for (const stop of unwatch) stop();
        stopTimer?.();
        stopTimer = null;
        parts.frames.cancel(tick);
      };
    },
  };
}
