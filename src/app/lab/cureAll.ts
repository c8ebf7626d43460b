/** All cures at once: a fork of the sick lane for each, same draws, same batches, together from the first step. */
import { difference } from '../../spec/difference';
import { letterOf } from '../../state/derived';
import { allCures } from './cures';
import type { House } from './house';
import { sicknessOf } from './lane/facts';
import { focusLane } from './lane/newLane';
import { speak } from './speech';

const text = {
  none: (letter: string) => `No cure that is known here changes ${letter}.`,
  tried: (labels: readonly string[]) => `${labels.length} cures tried: ${labels.join('; ')}.`,
};

/** As many as there is room for; one undo takes them all back. */
export async function cureAll({ experiment, run, session }: House, laneId: string): Promise<void> {
  const { lanes } = experiment.getState().experiment;
  const lane = lanes.find(({ id }) => id === laneId);
  if (!lane) return;
  const state = run.getState();
  const inputWidth = state.data?.inputShape.at(-1) ?? 0;
  const own = state.lanes[laneId];
  const cures = allCures(lane, inputWidth, (own && sicknessOf(own)) ?? undefined).filter(
    ({ change }) => !lanes.some((other) => difference(change(lane), other).length === 0), // it is tried already
  );
  const { beginGesture, endGesture, forkEach, rewindToStart } = experiment.getState();
  beginGesture();
  const forked = forkEach(
    laneId,
    cures.map(({ change }) => change),
  );
  if (forked.length > 0) rewindToStart();
  endGesture();
  if (forked.length === 0) return speak(text.none(letterOf(lanes, laneId)));
  speak(text.tried(cures.slice(0, forked.length).map(({ label }) => label)));
  const [first] = forked;
  if (first !== undefined) requestAnimationFrame(() => focusLane(first));
  await session.rewind();
  await session.run();
}
