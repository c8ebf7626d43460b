/** What the worker says, handed to whom it concerns. */
import type { FromWorker } from '../runner/protocol';
import type { EngineLife } from './engineLife';
import type { EngineRoom } from './engineRoom';
import { amendLog, type ExperimentStore } from './experiment';
import type { Inspector } from './inspector';
import { type LaneRuns, logOf } from './laneRuns';
import type { Poster } from './poster';
import type { RunControl } from './runControl';
import type { Starts } from './starts';

export interface Hearers {
  readonly experiment: ExperimentStore;
  readonly runs: LaneRuns;
  readonly room: EngineRoom;
  readonly poster: Poster;
  readonly inspector: Inspector;
  readonly starts: Starts;
  readonly control: RunControl;
  readonly engine: EngineLife;
}

export function handOn(message: FromWorker, hearers: Hearers): void {
  const { experiment, runs, room, poster, inspector, starts, control, engine } = hearers;
  switch (message.type) {
    case 'built':
      runs.built(message);
      break;
    case 'preview':
      runs.preview(message);
      poster.answered(message.runId);
      break;
    case 'steps':
      runs.steps(message);
      poster.answered(message.runId);
      room.post({ type: 'credit' });
      engine.hasReached(runs.mostSteps());
      break;
    case 'snapshot':
      if (message.live) runs.live(message);
      else {
        runs.recomputed(message);
        inspector.answered(message.runId);
      }
      break;
    case 'stopped':
      runs.stopped(message);
      break;
    case 'laneError':
      runs.failed(message);
      poster.answered(message.runId);
      poster.answered(logOf(message.runId)); // it was sent with one, and is not known there
      break;
    case 'edits': {
      poster.answered(logOf(message.runId));
      const amended = runs.amend(message);
      if (amended) amendLog(experiment, amended.laneId, amended.told, message.edits);
      break;
    }
    case 'paused':
      control.takePaused(message.reached);
      break;
    case 'firstStep':
      starts.answered(message.runId, message.start);
      break;
    case 'pace':
      room.takePace(message.stepsPerSecond);
      break;
    case 'failed':
      void engine.recover(message.message, message.lostContext);
      break;
    case 'ready':
    case 'unfit':
      break; // heard by the client, before it is listened to
  }
}
