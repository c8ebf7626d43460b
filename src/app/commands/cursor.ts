/** The step that all panels show, and the row and lane that are selected. */
import { METRICS } from '../../catalogue/metrics';
import { letterOf, newestStep, stepShown } from '../../state/derived';
import type { House } from '../lab/house';
import { speakPlace } from '../lab/explore';
import { speak } from '../lab/speech';
import { always, type Command } from './types';

const hasSteps = ({ run }: House) => newestStep(run.getState().lanes) >= 0;

function moveCursor({ run, view, session }: House, by: number): Promise<void> {
  const { lanes } = run.getState();
  const to = stepShown(lanes, view.getState().cursor) + by;
  return seek(session, Math.max(0, Math.min(to, newestStep(lanes))));
}

function seek(session: House['session'], step: number | null): Promise<void> {
  const arrived = session.seek(step);
  speakPlace(); // the cursor is there at once, what must be recomputed follows
  return arrived;
}

const cursorBy = (id: string, label: string, key: string, by: number): Command => ({
  id,
  label: () => label,
  keys: [key],
  enabled: hasSteps,
  perform: (house) => moveCursor(house, by),
});

export const cursorLeft = cursorBy('cursorLeft', 'Cursor one step back', 'ArrowLeft', -1);
export const cursorRight = cursorBy('cursorRight', 'Cursor one step on', 'ArrowRight', 1);
export const cursorFarLeft = cursorBy('cursorFarLeft', 'Cursor ten steps back', 'Shift+ArrowLeft', -10);
export const cursorFarRight = cursorBy('cursorFarRight', 'Cursor ten steps on', 'Shift+ArrowRight', 10);

export const cursorFirst: Command = {
  id: 'cursorFirst',
  label: () => 'Cursor to the first step',
  keys: ['Home'],
  enabled: hasSteps,
  perform: ({ session }) => seek(session, 0),
};

/** Whether the cursor was put on a step and newer ones are there. */
export const isBehind = ({ run, view }: Pick<House, 'run' | 'view'>): boolean => {
  const { cursor } = view.getState();
  return cursor !== null && cursor < newestStep(run.getState().lanes);
};

export const cursorNewest: Command = {
  id: 'cursorNewest',
  label: () => 'Newest step',
  keys: ['End'],
  enabled: hasSteps,
  perform: ({ session }) => seek(session, null),
};

const rowBy = (id: string, label: string, key: string, by: number): Command => ({
  id,
  label: () => label,
  keys: [key],
  enabled: ({ run, view }) => (run.getState().lanes[view.getState().selectedLane]?.layers.length ?? 0) > 0,
  perform: ({ run, view }) => {
    const { selectedLane, selectedLayer, selectLayer } = view.getState();
    const rows = run.getState().lanes[selectedLane]?.layers.length ?? 0;
    selectLayer(Math.max(0, Math.min(selectedLayer + by, rows - 1)));
    speakPlace();
  },
});

export const rowUp = rowBy('rowUp', 'Row above', 'ArrowUp', -1);
export const rowDown = rowBy('rowDown', 'Row below', 'ArrowDown', 1);

const laneBy = (id: string, label: string, key: string, by: number): Command => ({
  id,
  label: () => label,
  keys: [key],
  enabled: ({ experiment }) => experiment.getState().experiment.lanes.length > 1,
  perform: ({ experiment, run, view }) => {
    const { lanes } = experiment.getState().experiment;
    const { selectedLane, selectedLayer, select } = view.getState();
    const at = lanes.findIndex(({ id: each }) => each === selectedLane);
    const lane = lanes[(at + by + lanes.length) % lanes.length];
    if (!lane) return;
    const rows = run.getState().lanes[lane.id]?.layers.length ?? 1;
    select(lane.id, Math.max(0, Math.min(selectedLayer, rows - 1)));
    speak(`Lane ${letterOf(lanes, lane.id)}`);
  },
});

export const lanePrevious = laneBy('lanePrevious', 'Lane above', '[', -1);
export const laneNext = laneBy('laneNext', 'Lane below', ']', 1);

export const nextMetric: Command = {
  id: 'nextMetric',
  needs: 'colours',
  label: () => 'Next metric',
  keys: ['M'],
  enabled: always,
  perform: ({ experiment }) => {
    const { experiment: now, setMetric } = experiment.getState();
    const at = METRICS.findIndex(({ id }) => id === now.view.metric);
    const next = METRICS[(at + 1) % METRICS.length];
    if (!next) return;
    setMetric(next.id);
    speak(next.label);
  },
};
