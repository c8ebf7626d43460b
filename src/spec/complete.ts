/** What our own code leaves out of an experiment, written out: as `parse` does it, for what needs no check. */
import {
  activation,
  block,
  clipping,
  defaultsOf,
  initializer,
  loss,
  optimizer,
  schedule,
} from '../catalogue/registry';
import type { Block, Choice, Entry } from '../catalogue/types';
import type { Experiment, LaneSpec } from './types';

/** The experiment with every parameter of every choice and block in it. */
export const complete = (experiment: Experiment): Experiment => ({
  ...experiment,
  lanes: experiment.lanes.map(completeLane),
});

const completeLane = (lane: LaneSpec): LaneSpec => ({
  ...lane,
  blocks: lane.blocks.map(completeBlock),
  output: { ...lane.output, initializer: full(initializer, lane.output.initializer) },
  loss: full(loss, lane.loss),
  optimizer: full(optimizer, lane.optimizer),
  schedule: full(schedule, lane.schedule),
  clipping: full(clipping, lane.clipping),
});

function completeBlock(one: Block): Block {
  const entry = block(one.type);
  const { template, has } = entry;
  const own = <K extends 'activation' | 'initializer' | 'recurrentInitializer'>(
    key: K,
    entryOf: (kind: string) => Entry,
  ) => {
    const choice = has[key] ? (one[key] ?? template[key]) : undefined;
    return choice ? { [key]: full(entryOf, choice) } : {};
  };
  return {
    ...one,
    values: { ...defaultsOf(entry), ...one.values },
    ...own('activation', activation),
    ...own('initializer', initializer),
    ...own('recurrentInitializer', initializer),
    ...(one.stack ? { stack: one.stack.map(completeBlock) } : {}),
  };
}

const full = (entryOf: (kind: string) => Entry, choice: Choice): Choice => ({
  ...defaultsOf(entryOf(choice.kind)),
  ...choice,
});
