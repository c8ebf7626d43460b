/** Small experiments that are built in no time, from the parts that the presets are made of. */
import type { Choice } from '../../../src/catalogue/types';
import { newExperiment, newLane } from '../../../src/spec/defaults';
import { denseBlock } from '../../../src/spec/presets/build';
import type { Experiment, LaneSpec } from '../../../src/spec/types';

export const xavier: Choice = { kind: 'glorotNormal' };
export const scaled = (c: number): Choice => ({ kind: 'varianceScaling', c });

/** Two blocks on the moons: 4 rows of tanh and 2 of ReLU, 8 wide. It lives. */
export function small(lane: Partial<LaneSpec> = {}, settings: Partial<Experiment> = {}): Experiment {
  return newExperiment({
    title: 'Does a small network live?',
    dataset: { id: 'moons', values: {} },
    seed: 3,
    ...settings,
    lanes: [
      newLane(
        {
          blocks: [
            denseBlock('b1', 4, 8, 'tanh', xavier),
            denseBlock('b2', 2, 8, 'relu', { kind: 'heNormal' }),
          ],
          learningRate: 0.05,
          batchSize: 32,
          ...lane,
        },
        settings.dataset?.id ?? 'moons',
      ),
    ],
  });
}

/** The same lane, and a second one that is forked from it and unlike it in one thing. */
export function twoLanes(change: Partial<LaneSpec> = {}, lane: Partial<LaneSpec> = {}): Experiment {
  const experiment = small(lane);
  const [first] = experiment.lanes;
  if (!first) throw new Error('A small experiment has a lane.');
  return { ...experiment, lanes: [first, { ...first, id: 'b', parent: 'a', ...change }] };
}

/** 24 rows of tanh whose weights are eight times as spread as they should be: its gradient explodes. */
export const exploding = (settings: Partial<Experiment> = {}): Experiment =>
  small({ blocks: [denseBlock('b1', 24, 32, 'tanh', scaled(8))] }, settings);
