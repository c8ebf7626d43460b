/** Where the run is going: starts it, paces it, pauses it, and knows when it has arrived. */
import type { ToWorker } from '../runner/protocol';
import type { LaneRuns } from './laneRuns';
import { nextSegment } from './opening';
import type { RunStore } from './run';

export interface Goal {
  readonly until: number;
  /** Asked for step by step: as fast as it goes, and not called a run. */
  readonly byHand: boolean;
}

export interface RunControl {
  /** Null: nowhere. */
  readonly goal: Goal | null;
  /** Sets out; the promise of `go` settles when it is there, or was paused on the way. */
  set(goal: Goal): void;
  go(goal: Goal): Promise<void>;
  pause(): Promise<void>;
  /** The worker is dead: forgets the goal and returns it. */
  abandon(): Goal | null;
  takePaused(hasReached: boolean): void;
  /** Called after each message: a run whose last lane has stopped is over. */
  arriveIfOver(): void;
  /** Says again where to go: lanes were built anew, or the speed was changed. */
  repeat(): void;
  /** Whether the first steps go slowly. Off once the reader has set the speed. */
  setOpening(on: boolean): void;
}

export function createRunControl(
  run: RunStore,
  runs: LaneRuns,
  post: (message: ToWorker) => void,
  isSettled: () => boolean,
  when: (test: () => boolean) => Promise<void>,
): RunControl {
  let goal: Goal | null = null;
  /** A pause was asked for, and its answer has not come. */
  let isPausing = false;
  let hasOpening = true;

  function repeat(): void {
    if (!goal) return;
    const pace = goal.byHand ? Number.POSITIVE_INFINITY : run.getState().speed;
    const segment = nextSegment(runs.furthest(), goal.until, pace, hasOpening && !goal.byHand);
    post({ type: 'run', ...segment });
  }

  function set(next: Goal): void {
    goal = next;
    repeat();
  }

  function arrive(): void {
    goal = null;
    isPausing = false;
    if (run.getState().status !== 'starting') run.setState({ status: 'paused' });
  }

  return {
    get goal() {
      return goal;
    },
    set,
    async go(next) {
      if (runs.liveCount() === 0) return;
      set(next);
      await when(() => goal !== next);
    },
    async pause() {
      if (!goal) return;
      isPausing = true;
      post({ type: 'pause' });
      await when(() => !isPausing || !goal);
    },
    abandon() {
      const abandoned = goal;
      goal = null;
      isPausing = false;
      return abandoned;
    },
    takePaused(hasReached) {
      const wasAsked = isPausing;
      isPausing = false;
      if (!goal) return;
      if (wasAsked || runs.haveReached(goal.until)) arrive();
      // Lanes on their way to the worker start from 0, and the worker is told again when they are.
      else if (hasReached && !isSettled()) return;
      // The end of a slow opening, or the late answer to a pause before this run.
      else repeat();
    },
    arriveIfOver() {
      if (goal && runs.liveCount() === 0 && isSettled()) arrive();
    },
    repeat,
    setOpening(on) {
      hasOpening = on;
    },
  };
}
