/** What the arrow keys find in a map or chart is spoken: the chart that has the focus says it, or else the selected lane's map. */
import { letterOf } from '../../state/derived';
import type { LaneRunState } from '../../state/types';
import { cellWords, stepWords } from '../words/cellWords';
import { readerOf } from './lane/facts';
import type { Live } from './live';
import { speakCalmly } from './speech';

type Say = () => string;
let focused: Say | null = null;
let usual: Say | null = null;

/** The chart that has the focus; returns what ends that. */
export function exploring(say: Say): () => void {
  focused = say;
  return () => {
    if (focused === say) focused = null;
  };
}

/** Who speaks where no chart has the focus. */
export function setUsualSay(say: Say | null): void {
  usual = say;
}

/** After the cursor or the selected row was moved by a key. */
export function speakPlace(): void {
  const say = focused ?? usual;
  if (say) speakCalmly(say);
}

/** The selected row of a lane (without an id: of the selected one) at the cursor's step. */
export function placeWords(live: Live, laneId = live.view.selectedLane): string {
  const lane = live.lanes.find(({ spec }) => spec.id === laneId);
  if (!lane) return `${letterOf(live.experiment.lanes, laneId)}: nothing measured yet.`;
  const place = { step: live.cursorStep, layer: live.view.selectedLayer };
  return cellWords(lane.letter, readerOf(lane.run), live.scale.metric, place);
}

/** All lanes' losses at the cursor's step. */
export const lossWords = (live: Live): string =>
  stepWords(
    live.cursorStep,
    'loss',
    live.lanes.map(({ letter, run }) => ({ letter, value: stepValue(run, live.cursorStep, 'loss') })),
  );

/** One lane's gradient norm at the cursor's step. */
export const normWords = (live: Live, laneId: string): string =>
  stepWords(
    live.cursorStep,
    'gradient norm',
    live.lanes
      .filter(({ spec }) => spec.id === laneId)
      .map(({ letter, run }) => ({ letter, value: stepValue(run, live.cursorStep, 'globalNorm') })),
  );

/** Null where the lane has no such step. */
export function stepValue(run: LaneRunState, step: number, quantity: 'loss' | 'globalNorm'): number | null {
  const reader = readerOf(run);
  const column = reader.columnOfStep(step);
  return column < 0 ? null : (reader.valueAt(step, quantity) ?? reader.step(column, quantity));
}
