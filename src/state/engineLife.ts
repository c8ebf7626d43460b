/** The life of the engine as the page tells it: starting, ready, failed; a worker that died and the one after it. */
import type { EngineRoom } from './engineRoom';
import type { LaneRuns } from './laneRuns';
import type { Poster } from './poster';
import type { RunStore } from './run';
import type { Goal, RunControl } from './runControl';
import type { ViewStore } from './view';
import type { Waiting } from './waiting';

export interface EngineLife {
  /** `begin` starts a worker; false where none would, or another start overtook this one. */
  start(begin: () => Promise<unknown>): Promise<boolean>;
  /** A worker has just come: it is told everything. */
  greet(): void;
  /** Called after each message: the first steps may be measured. */
  becomeReady(): void;
  recover(message: string, lostContext: boolean): Promise<void>;
  catchUp(reached: number, before: Goal | null): Promise<void>;
  /** So many steps are on record: a worker that got further than the last one died is well. */
  hasReached(steps: number): void;
  /** Another experiment, or the same from its start. */
  forgetDeath(): void;
}

export interface LifeParts {
  readonly run: RunStore;
  readonly view: ViewStore;
  readonly runs: LaneRuns;
  readonly room: EngineRoom;
  readonly poster: Poster;
  readonly control: RunControl;
  readonly waiting: Waiting;
}

export function createEngineLife(parts: LifeParts): EngineLife {
  const { run, view, runs, room, poster, control, waiting } = parts;
  /** Where the last worker died: one that gets no further is not well. */
  let diedAt = -1;
  const isFailed = () => run.getState().status === 'failed';
  const isIdle = () => isFailed() || poster.isSettled();

  async function start(begin: () => Promise<unknown>): Promise<boolean> {
    run.setState({ status: 'starting' });
    try {
      if ((await begin()) === null) return false;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      const remedy = 'Choose another engine in the status bar, or open the link in another browser.';
      run.setState({ status: 'failed', backend: null, backendReason: text, notice: { text, remedy } });
      control.abandon();
      waiting.check();
      return false;
    }
    greet();
    return true;
  }

  /** A worker has just come: it is told everything. */
  function greet(): void {
    const { client } = room;
    if (!client) return;
    run.setState({ backend: client.backend, backendReason: client.reason });
    room.post({ type: 'select', layer: view.getState().selectedLayer });
    runs.forget('all');
    poster.reset();
    poster.flush();
  }

  function becomeReady(): void {
    if (run.getState().status !== 'starting' || !room.client || !poster.isSettled()) return;
    run.setState({ status: runs.mostSteps() > 0 ? 'paused' : 'ready' });
  }

  /** The worker is dead: another one takes the lanes to where they were, and the run goes on. */
  async function recover(message: string, lostContext: boolean): Promise<void> {
    const reached = runs.mostSteps();
    diedAt = Math.max(diedAt, reached);
    const before = control.abandon();
    const text = lostContext ? 'The graphics card dropped the network.' : message;
    const remedy =
      reached > 0 ? `It was built again and trained to step ${reached} anew.` : 'It was built again.';
    const { forcedBackend } = run.getState();
    if (!(await start(() => room.restart(message, forcedBackend)))) return;
    run.setState({ notice: { text, remedy } });
    await catchUp(reached, before);
  }

  /** Takes lanes that were built anew to where they had been, and on to where they were going. */
  async function catchUp(reached: number, before: Goal | null): Promise<void> {
    await waiting.when(isIdle);
    if (isFailed()) return; // this worker died as well, and no other could be had
    if (reached > 0) await control.go({ until: reached, byHand: true });
    if (!before || before.byHand || isFailed() || control.goal) return;
    run.setState({ status: 'running' });
    control.set(before);
  }

  return {
    start,
    greet,
    becomeReady,
    recover,
    catchUp,
    hasReached(steps) {
      if (steps > diedAt) room.isWell();
    },
    forgetDeath() {
      diedAt = -1;
    },
  };
}
