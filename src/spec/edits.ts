/**
 * Changing a lane's settings: pure functions on the specification. Paths are dotted and go by block id, so that they
 * survive a move: `learningRate`, `clipping.threshold`, `output.biasSigma`, `blocks.b2.values.width`,
 * `blocks.b2.activation`, `blocks.b2.activation.slope`, `blocks.b2.repeat`.
 */
import { optimizer } from '../catalogue/optimizers';
import type { Choice, Effect, Value } from '../catalogue/types';
import { findBlock, updateBlock } from './stack';
import { type Edit, type Experiment, type LaneSpec, SpecError } from './types';

/** What a path may set. */
export type Setting = Value | Choice;

/** The lane with one setting changed. Throws SpecError where the path leads nowhere; the value is not checked (parse does). */
export function setAtPath(lane: LaneSpec, path: string, value: Setting): LaneSpec {
  const [first = '', ...rest] = path.split('.');
  if (first === 'blocks') {
    const [id = '', ...inBlock] = rest;
    return { ...lane, blocks: updateBlock(lane.blocks, id, (block) => setIn(block, inBlock, value, path)) };
  }
  return SETTABLE.has(first) ? setIn(lane, [first, ...rest], value, path) : nowhere(path);
}

const SETTABLE: ReadonlySet<string> = new Set<keyof LaneSpec>([
  'name',
  'output',
  'loss',
  'optimizer',
  'learningRate',
  'schedule',
  'weightDecay',
  'clipping',
  'skipNonFinite',
  'batchSize',
]);

/** Read the setting at a path; undefined where there is none. */
export function valueAtPath(lane: LaneSpec, path: string): unknown {
  const [first = '', ...rest] = path.split('.');
  const [id = '', ...inBlock] = rest;
  const [start, keys] =
    first === 'blocks' && rest.length > 0 ? [findBlock(lane.blocks, id), inBlock] : [lane, [first, ...rest]];
  return keys.reduce<unknown>(
    (at, key) => (isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined),
    start,
  );
}

/** When a changed setting takes hold: at the next step of a running lane, or by building the lane anew. */
export function effectOf(path: string, lane: LaneSpec): Effect {
  return takesHoldNextStep(lane, path) ? 'next step' : 'rebuild';
}

/** Settings of the run itself, which an edit may change; and the parameters of the optimizer it has, where they say so. */
export function takesHoldNextStep(lane: LaneSpec, path: string): boolean {
  const [first = '', parameterId, ...more] = path.split('.');
  if (more.length > 0) return false;
  if (['learningRate', 'skipNonFinite', 'weightDecay'].includes(first)) return parameterId === undefined;
  if (first === 'clipping' || first === 'schedule') {
    return parameterId === undefined || (parameterId !== 'kind' && Object.hasOwn(lane[first], parameterId));
  }
  if (first !== 'optimizer') return false;
  const parameter = optimizer(lane.optimizer.kind).parameters.find(({ id }) => id === parameterId);
  return parameter?.effect === 'next step';
}

/** The lane as one edit leaves it; its log is left alone. */
export const applyEdit = (lane: LaneSpec, { path, value }: Edit): LaneSpec => setAtPath(lane, path, value);

/** The settings in force at a step: the start with every edit of that step or before. */
export const settingsAt = (lane: LaneSpec, step: number): LaneSpec =>
  lane.edits.filter((edit) => edit.step <= step).reduce(applyEdit, lane);

/** A log by step; of one step the later edits stay behind. */
export const inOrder = (log: readonly Edit[]): readonly Edit[] => [...log].sort((a, b) => a.step - b.step);

/** The settings as they stand become the start, and the log is emptied. */
export const rewindToStart = (lane: LaneSpec): LaneSpec => ({
  ...settingsAt(lane, Number.POSITIVE_INFINITY),
  edits: [],
});

/** The experiment with one lane changed. */
export function updateLane(
  experiment: Experiment,
  laneId: string,
  change: (lane: LaneSpec) => LaneSpec,
): Experiment {
  return { ...experiment, lanes: experiment.lanes.map((lane) => (lane.id === laneId ? change(lane) : lane)) };
}

/** `target` with the value at the end of `keys` replaced. A choice goes in whole; a parameter only where there is one. */
function setIn<T extends object>(target: T, keys: readonly string[], value: Setting, path: string): T {
  const [key, ...rest] = keys;
  if (key === undefined || !Object.hasOwn(target, key)) return nowhere(path);
  const old: unknown = target[key as keyof T]; // own, by the line above
  if (rest.length > 0)
    return isRecord(old) ? { ...target, [key]: setIn(old, rest, value, path) } : nowhere(path);
  const fits = isChoice(old) ? isChoice(value) : typeof old === typeof value && typeof old !== 'object';
  if (!fits || UNTOUCHED.has(key))
    throw new SpecError(
      `${path} cannot be set to that. It is ${isChoice(old) ? 'a choice with its kind' : `a ${typeof old}`}.`,
      path,
    );
  return { ...target, [key]: value };
}

/** What makes a thing what it is cannot be set on its own. */
const UNTOUCHED: ReadonlySet<string> = new Set(['id', 'type', 'kind']);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isChoice = (value: unknown): value is Choice => isRecord(value) && typeof value.kind === 'string';

function nowhere(path: string): never {
  throw new SpecError(`There is no setting “${path}”.`, path);
}
