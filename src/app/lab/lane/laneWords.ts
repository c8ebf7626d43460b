/** What a lane's pictures show, in sentences for who does not see them. */
import { stepOfLane } from '../../../state/derived';
import { cellWords } from '../../words/cellWords';
import { laneSummary } from '../../words/summary';
import type { Live } from '../live';
import { autopsyOf, readerOf, regimeOf } from './facts';

export function laneWords(live: Live, laneId: string, letter: string): string {
  const lane = live.run.lanes[laneId];
  if (!lane) return `Lane ${letter}: nothing measured yet.`;
  const spec = live.experiment.lanes.find(({ id }) => id === laneId);
  return laneSummary({
    lane: letter,
    set: spec ? { lane: spec, experiment: live.experiment } : null,
    layers: lane.layers,
    reader: readerOf(lane),
    regime: regimeOf(lane, live.cursorStep),
    autopsy: autopsyOf(lane),
    heldOut: lane.record.heldOut.findLast(({ step }) => step <= live.cursorStep) ?? null,
  });
}

/** The ends of a lane's profile: the row next to the loss, and the first. */
export function profileWords(live: Live, laneId: string, letter: string): string {
  const lane = live.run.lanes[laneId];
  const at = lane && stepOfLane(lane, live.cursorStep);
  if (!lane || !at) return `Lane ${letter}: nothing measured yet.`;
  const trunk = lane.layers.flatMap(({ place }, index) => (place === 'trunk' ? [index] : []));
  const ends = new Set([trunk.at(-1) ?? lane.layers.length - 1, trunk[0] ?? 0]);
  return [...ends]
    .map((layer) => cellWords(letter, readerOf(lane), live.scale.metric, { step: at.step, layer }))
    .join(' ');
}
