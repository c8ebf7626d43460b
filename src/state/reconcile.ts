/** What a change of the experiment means for a lane's run: nothing, an edit of what is to come, or a new run. Pure. */
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
  /** Steps on the page's record. While the run moves the worker may be a little ahead. */
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
  const removed = run.posted.filter((edit) => !edits.some((other) => isSame(edit, other)));
  const added = edits.filter((edit) => !run.posted.some((other) => isSame(edit, other)));
  if (removed.length === 0 && added.length === 0) return { kind: 'keep' };
  if ([...removed, ...added].some((edit) => edit.step < run.steps)) return { kind: 'rebuild' };
  if (!run.moving || removed.length === 0) return { kind: 'edits', edits };
  // The worker may already have taken a removed edit. If another of the same setting and step took its place (a
  // slider on its way), both stand in the log: the last one wins, at the step at which it really came.
  const isReplaced = (edit: Edit) =>
    added.some((other) => other.step === edit.step && other.path === edit.path);
  if (!removed.every(isReplaced)) return { kind: 'rebuild' };
  return { kind: 'edits', edits: [...run.posted, ...added].sort((a, b) => a.step - b.step) };
}

/**
 * The log with what the worker says of it: edits whose step had been made already count from a later one. Edits that it
 * does not name yet stay, not before the ones it names.
 */
export function mergedLog(log: readonly Edit[], took: readonly Edit[]): readonly Edit[] {
  const isNamed = (edit: Edit) =>
    took.some((other) => other.step >= edit.step && isSame({ ...edit, step: other.step }, other));
  const last = Math.max(0, ...took.map(({ step }) => step));
  const others = log
    .filter((edit) => !isNamed(edit))
    .map((edit) => ({ ...edit, step: Math.max(edit.step, last) }));
  return [...took, ...others].sort((a, b) => a.step - b.step);
}

const isSame = (a: Edit, b: Edit) =>
  a === b || (a.step === b.step && a.path === b.path && JSON.stringify(a.value) === JSON.stringify(b.value));
