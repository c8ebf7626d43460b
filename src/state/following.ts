/** What follows by itself when a store has changed: the selection, the length, the data, and what the worker is told. */
import type { Experiment } from '../spec/types';
import type { EngineRoom } from './engineRoom';
import type { LaneRuns } from './laneRuns';
import type { Poster } from './poster';
import type { RunControl } from './runControl';
import type { SessionDeps } from './sessionDeps';

export interface Followers {
  readonly runs: LaneRuns;
  readonly room: EngineRoom;
  readonly poster: Poster;
  readonly control: RunControl;
  readonly followData: (experiment: Experiment) => void;
  /** The run stands, or another row was selected while it does. */
  readonly lookAtRest: () => void;
}

export interface Following {
  /** The first experiment, which nobody has changed. */
  begin(first: Experiment): void;
  stop(): void;
}

export function follow(
  { experiment, run, view }: Pick<SessionDeps, 'experiment' | 'run' | 'view'>,
  { runs, room, poster, control, followData, lookAtRest }: Followers,
): Following {
  function followLanes(now: Experiment): void {
    const state = view.getState();
    if (now.lanes.some((lane) => lane.id === state.selectedLane)) return;
    state.selectLane(now.lanes[0]?.id ?? '');
  }

  function followLength(length: number): void {
    run.setState({ until: length * Math.max(1, Math.ceil(runs.mostSteps() / length)) });
  }

  const subscriptions = [
    experiment.subscribe((now, before) => {
      if (now.experiment === before.experiment) return;
      if (now.experiment.length !== before.experiment.length) followLength(now.experiment.length);
      followLanes(now.experiment);
      followData(now.experiment);
      runs.noteChange();
      poster.mark();
    }),
    view.subscribe((now, before) => {
      if (now.selectedLayer === before.selectedLayer) return;
      room.post({ type: 'select', layer: now.selectedLayer });
      if (!control.goal || control.goal.byHand) lookAtRest();
    }),
    run.subscribe((now, before) => {
      if (before.status === 'running' && now.status === 'paused') lookAtRest();
    }),
  ];

  return {
    begin(first) {
      followLanes(first);
      followLength(first.length);
      followData(first);
    },
    stop() {
      for (const stop of subscriptions) stop();
    },
  };
}
