/** Running, stepping, rewinding. */
import { LIMITS } from '../../spec/limits';
import { furthestStep, isOver } from '../../state/run';
import type { House } from '../lab/house';
import { always, type Command } from './types';

const isRunning = ({ run }: House) => run.getState().status === 'running';
const isUsable = ({ run }: House) =>
  run.getState().status !== 'failed' && run.getState().status !== 'starting';
const lanesOf = ({ run }: House) => Object.values(run.getState().lanes);
const canStep = (house: House) => isUsable(house) && lanesOf(house).some((lane) => !isOver(lane));

/** Whether Run has come to the end of the experiment's length. */
export function isAtEnd({ run }: House): boolean {
  const { lanes, until } = run.getState();
  const live = Object.values(lanes).filter((lane) => !isOver(lane));
  return live.length > 0 && live.every((lane) => lane.steps >= until);
}

export const run: Command = {
  id: 'run',
  label: (house) => (isRunning(house) ? 'Pause' : isAtEnd(house) ? 'Run on' : 'Run'),
  keys: ['Space', 'K'],
  enabled: (house) => isRunning(house) || canStep(house),
  perform: async (house) => {
    if (isRunning(house)) return house.session.pause();
    await house.session.seek(null); // who runs on wants to see where it goes
    return house.session.run();
  },
};

export const step: Command = {
  id: 'step',
  label: () => 'Step',
  keys: ['.'],
  enabled: canStep,
  perform: ({ session }) => session.step(),
};

export const rewind: Command = {
  id: 'rewind',
  label: () => 'Rewind',
  keys: ['R'],
  enabled: (house) =>
    isUsable(house) &&
    (furthestStep(house.run.getState().lanes) > 0 ||
      house.experiment.getState().experiment.lanes.some((lane) => lane.edits.length > 0)),
  perform: ({ session }) => session.rewind(),
};

/** The next seed, so that a class that presses the key twice is at the same place. */
export const newSeed: Command = {
  id: 'newSeed',
  needs: 'seed',
  label: () => 'New seed',
  keys: ['Shift+R'],
  enabled: always,
  perform: ({ experiment }) => {
    const { experiment: now, setSeed } = experiment.getState();
    setSeed(now.seed >= LIMITS.seed ? 1 : now.seed + 1);
  },
};
