/** What is made when nothing is said: lanes, blocks, choices, and their ids. */
import { activation, block, choiceOf, initializer } from '../catalogue/registry';
import type { Block, Choice } from '../catalogue/types';
import { withDefaults } from '../data/load';
import { maybeDataset } from '../data/registry';
import { LIMITS } from './limits';
import { type Experiment, type LaneSpec, SpecError, VERSION } from './types';

/** The initializer that keeps this activation's signal alive. */
export const suitedInitializer = (choice: Choice): Choice =>
  choiceOf(initializer(activation(choice.kind).suitedInitializer));

/** A new lane, one dense block for `dataset` (digits if none is said). */
export function newLane(changes: Partial<LaneSpec> = {}, dataset = 'digits'): LaneSpec {
  return {
    id: 'a',
    name: '',
    blocks: [newBlock('dense')],
    output: { initializer: { kind: 'lecunNormal' }, biasSigma: 0 },
    loss: { kind: maybeDataset(dataset)?.losses[0] ?? 'softmaxCrossEntropy' },
    optimizer: { kind: 'sgd' },
    learningRate: 0.05,
    schedule: { kind: 'constant' },
    weightDecay: 0,
    clipping: { kind: 'none' },
    skipNonFinite: false,
    batchSize: 64,
    parent: null,
    edits: [],
    ...changes,
  };
}

export function newExperiment(changes: Partial<Experiment> = {}): Experiment {
  const dataset = changes.dataset ?? { id: 'digits', values: {} };
  const set = maybeDataset(dataset.id);
  return {
    version: VERSION,
    title: '',
    seed: 1,
    length: 500,
    lanes: [newLane({}, dataset.id)],
    view: { metric: 'gradientOutput', scale: null, centreShift: 0, cursor: null, controls: null },
    ...changes,
    dataset: { id: dataset.id, values: set ? withDefaults(set, dataset.values) : dataset.values },
  };
}

/** A block as “Add a block” makes it; its ids are the next free ones beside those of `stack`. */
export function newBlock(type: string, stack: readonly Block[] = []): Block {
  return withFreshIds({ ...block(type).template, id: '' }, stack);
}

/** The block with ids of its own, it and all inside it: for a new or duplicated one. */
export function withFreshIds(fresh: Block, stack: readonly Block[]): Block {
  const taken = new Set(blockIds(stack));
  const rename = (one: Block): Block => {
    const id = nextId('b', taken);
    taken.add(id);
    return { ...one, id, ...(one.stack ? { stack: one.stack.map(rename) } : {}) };
  };
  return rename(fresh);
}

/** Every id in the stack, inner blocks included. */
export const blockIds = (stack: readonly Block[]): readonly string[] =>
  stack.flatMap((one) => [one.id, ...blockIds(one.stack ?? [])]);

/** `b1`, `b2`, … one above the highest taken. */
function nextId(prefix: string, taken: ReadonlySet<string>): string {
  const numbers = [...taken]
    .map((id) => (id.startsWith(prefix) ? Number(id.slice(prefix.length)) : Number.NaN))
    .filter(Number.isFinite);
  return `${prefix}${Math.max(0, ...numbers) + 1}`;
}

const LANE_IDS = Array.from('abcdefghijklmnopqrstuvwxyz');

/** The experiment with a copy of a lane behind the others, edits and all: until something is changed it runs the same. Returns the copy too. */
export function forkLane(
  experiment: Experiment,
  laneId: string,
): { readonly experiment: Experiment; readonly lane: LaneSpec } {
  const parent = experiment.lanes.find((lane) => lane.id === laneId);
  if (!parent) throw new SpecError(`There is no lane “${laneId}” to fork.`, 'lanes');
  if (experiment.lanes.length >= LIMITS.lanes) {
    throw new SpecError(
      `There are ${LIMITS.lanes} lanes, which is the most. Remove one to fork another.`,
      'lanes',
    );
  }
  const taken = new Set(experiment.lanes.map((lane) => lane.id));
  const id = LANE_IDS.find((letter) => !taken.has(letter)) ?? `${parent.id}2`;
  const lane = { ...parent, id, name: '', parent: laneId };
  return { experiment: { ...experiment, lanes: [...experiment.lanes, lane] }, lane };
}

/** The experiment without a lane. Its forks become lanes of their own. */
export function removeLane(experiment: Experiment, laneId: string): Experiment {
  if (experiment.lanes.length === 1)
    throw new SpecError('An experiment needs a lane. Fork this one before you remove it.', 'lanes');
  const lanes = experiment.lanes.filter((lane) => lane.id !== laneId);
  return {
    ...experiment,
    lanes: lanes.map((lane) => (lane.parent === laneId ? { ...lane, parent: null } : lane)),
  };
}
