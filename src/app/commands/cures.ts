/** All cures of a sick lane at once. */
import { LIMITS } from '../../spec/limits';
import type { LaneSpec } from '../../spec/types';
import type { House } from '../lab/house';
import { sicknessOf } from '../lab/lane/facts';
import type { Command } from './types';

/** A lane with so many forks has had its cures. */
const HAS_HAD = 3;

/** Whether there is something to cure, room for the cured, and a run that could show it. */
export function isCurable(
  lane: LaneSpec,
  lanes: readonly LaneSpec[],
  sickness: ReturnType<typeof sicknessOf>,
): boolean {
  const forks = lanes.filter(({ parent }) => parent === lane.id).length;
  return sickness !== null && lanes.length < LIMITS.lanes && forks < HAS_HAD && lane.learningRate > 0;
}

export async function cure(house: House, laneId: string): Promise<void> {
  const { cureAll } = await import('../lab/cureAll');
  await cureAll(house, laneId);
}

export const tryAllCures: Command = {
  id: 'tryAllCures',
  needs: 'lanes',
  label: () => 'Try all cures',
  keys: ['C'],
  enabled: ({ experiment, run, view }) => {
    const { selectedLane } = view.getState();
    const { lanes } = experiment.getState().experiment;
    const lane = lanes.find(({ id }) => id === selectedLane);
    const own = run.getState().lanes[selectedLane];
    return lane !== undefined && own !== undefined && isCurable(lane, lanes, sicknessOf(own));
  },
  perform: (house) => cure(house, house.view.getState().selectedLane),
};
