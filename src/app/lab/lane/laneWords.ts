/** What a lane's pictures show, in sentences for who does not see them. */
import { laneSummary } from '../../words/summary';
import type { Live } from '../live';
import { autopsyOf, readerOf, regimeOf } from './facts';

export function laneWords(live: Live, laneId: string, letter: string): string {
  const lane = live.run.lanes[laneId];
  if (!lane) return `Lane ${letter}: nothing measured yet.`;
  return laneSummary({
    lane: letter,
    layers: lane.layers,
    reader: readerOf(lane),
    regime: regimeOf(lane, live.cursorStep),
    autopsy: autopsyOf(lane),
    heldOut: lane.record.heldOut.findLast(({ step }) => step <= live.cursorStep) ?? null,
  });
}
