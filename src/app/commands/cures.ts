/** All cures of a sick lane at once. */
import { LIMITS } from '../../spec/limits';
import type { LaneSpec } from '../../spec/types';
import type { House } from '../lab/house';
import { sicknessOf } from '../lab/lane/facts';
import type { Command } from './types';

/** Whether there is something to cure, room for the cured, and a run that could show it. */
export function isCurable(lane: LaneSpec, lanes: number, sickness: ReturnType<typeof sicknessOf>): boolean {
  return sickness !== null && lanes < LIMITS.lanes && lane.learningRate > 0;
}

export async function cure(house: House, laneId: string): Promise<void> {
  const { cureAll } = await import('../lab/cureAll');
  await cureAll(house, laneId);
}

export const tryAllCures: Command = {
  id: 'tryAllCures',
  label: () => 'Try all cures',
  keys: ['C'],
  enabled: ({ experiment, run, view }) => {
    const { selectedLane } = view.getState();
    const { lanes } = experiment.getState().experiment;
    const lane = lanes.find(({ id }) => id === selectedLane);
    const own = run.getState().lanes[selectedLane];
    return lane !== undefined && own !== undefined && isCurable(lane, lanes.length, sicknessOf(own));
  },
  perform: (house) => cure(house, house.view.getState().selectedLane),
};
