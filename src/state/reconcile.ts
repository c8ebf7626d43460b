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

const isSame = (a: Edit, b: Edit) =>
  a === b || (a.step === b.step && a.path === b.path && JSON.stringify(a.value) === JSON.stringify(b.value));
