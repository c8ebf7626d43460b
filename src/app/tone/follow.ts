/** Plays the selected lane's gradient norm while the run goes on; what is heard follows from the stores alone. */
import type { LaneRunState } from '../../state/types';
import type { House } from '../lab/house';
import { pitchOf } from './pitch';
import type { Instrument } from './play';

/** Returns what ends it. */
export function follow(
  { run, view, experiment }: Pick<House, 'run' | 'view' | 'experiment'>,
  instrument: Instrument,
): () => void {
  /** The lane's run that was heard last, and the one that was heard to break: once is enough. */
  let heard = '';
  let broken = '';
  const hear = () => {
    const { status, lanes } = run.getState();
    const first = experiment.getState().experiment.lanes[0]?.id ?? '';
    const lane = lanes[view.getState().selectedLane || first];
    const norm = lane ? newestNorm(lane) : null;
    if (!lane || norm === null) return instrument.tone(null);
    const isRunning = status === 'running';
    const pitch = lane.stoppedAt === null ? pitchOf(norm) : null;
    instrument.tone(isRunning ? pitch : null);
    if (isRunning) heard = lane.runId; // its last step may come with the pause
    if (pitch !== null && broken === lane.runId) broken = '';
    if (pitch !== null || heard !== lane.runId || broken === lane.runId) return;
    broken = lane.runId;
    instrument.alarm();
  };
  hear();
  const stops = [run.subscribe(hear), view.subscribe(hear)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Before any clip; null while nothing is measured. */
function newestNorm({ record }: LaneRunState): number | null {
  return record.columns === 0 ? null : record.step(record.columns - 1, 'globalNorm');
}
