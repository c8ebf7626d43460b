/** What a change of the experiment means for a lane's run: nothing, an edit of what is to come, or a new run. Pure. */
import { inOrder } from '../spec/edits';
import type { Edit, Experiment, LaneSpec } from '../spec/types';
import { START_KEYS } from './settings';

/** Everything a run depends on but its log. Equal keys and equal logs make equal runs. */
export function startKey(experiment: Experiment, lane: LaneSpec): string {
  return JSON.stringify([experiment.dataset, experiment.seed, START_KEYS.map((key) => lane[key])]);
}

export interface KnownRun {
  readonly key: string;
  /** The log as the worker was told. */
  readonly posted: readonly Edit[];
  /** Steps on the page's record when the log was changed. While the run moves, or has moved since, the worker is ahead. */
  readonly steps: number;
  readonly moving: boolean;
}

export type Fate =
  | { readonly kind: 'keep' }
  | { readonly kind: 'rebuild' }
  /** The log to post. */
  | { readonly kind: 'edits'; readonly edits: readonly Edit[] };

export function fateOf(run: KnownRun, key: string, edits: readonly Edit[]): Fate {
  if (run.key !== key) return { kind: 'rebuild' };
  const [told, wanted] = [effective(run.posted), effective(edits)];
  const removed = told.filter((edit) => !isIn(wanted, edit));
  const added = wanted.filter((edit) => !isIn(told, edit));
  if (removed.length === 0 && added.length === 0) return { kind: 'keep' };
  if ([...removed, ...added].some((edit) => edit.step < run.steps)) return { kind: 'rebuild' };
  if (!run.moving) return { kind: 'edits', edits: wanted };
  // The worker may already have taken a removed edit. If another of the same setting and step took its place (a
  // slider on its way), both stand in the log: the last one wins, at the step at which it really came.
  if (!removed.every((edit) => added.some((other) => isSamePlace(edit, other)))) return { kind: 'rebuild' };
  return { kind: 'edits', edits: inOrder([...run.posted, ...added]) };
}

/**
 * The log once the worker has answered. `told` is what it was sent, `took` the same edits, some at a later step because
 * their own had been made. Edits made since then stay; where their setting was moved past them, they come right behind.
 * What was taken back since then is left out, but for what another value has replaced: that value came later.
 */
export function mergedLog(
  log: readonly Edit[],
  told: readonly Edit[],
  took: readonly Edit[],
): readonly Edit[] {
  const unsent = log.filter((edit) => !isIn(told, edit));
  const isWanted = (edit: Edit) => log.some((other) => isSamePlace(edit, other));
  const held = took.filter((_, index) => isWanted(told[index] ?? NOWHERE));
  const late = unsent.map((edit) => {
    const moved = took.filter(({ path, step }, index) => path === edit.path && step !== told[index]?.step);
    return { ...edit, step: Math.max(edit.step, ...moved.map(({ step }) => step)) };
  });
  return effective(inOrder([...held, ...late]));
}

export const isSameEdit = (a: Edit, b: Edit) =>
  a === b || (isSamePlace(a, b) && JSON.stringify(a.value) === JSON.stringify(b.value));

const isSamePlace = (a: Edit, b: Edit) => a.step === b.step && a.path === b.path;
const isIn = (log: readonly Edit[], edit: Edit) => log.some((other) => isSameEdit(edit, other));
/** Without the edits that another of the same setting and step comes after. */
const effective = (log: readonly Edit[]) =>
  log.filter((edit, index) => !log.slice(index + 1).some((other) => isSamePlace(edit, other)));
const NOWHERE: Edit = { step: -1, path: '', value: 0 };
