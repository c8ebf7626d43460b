/** An experiment that makes a point. No verdict is written here: what is said of a run follows from its numbers. */
import type { Experiment } from '../types';

/** A number read from one lane's record of a run. */
export type FactId =
  | 'growthAtStart' // a layer (or time step), at step 0
  | 'growthAtEnd' // the same at the last step that has one
  | 'wholeAtStart' // ‖∂L/∂h₁‖ / ‖∂L/∂h_H‖ at step 0
  | 'globalNormAtStart' // before clipping
  | 'firstNonFinite' // the step, Infinity for never
  | 'loss' // of the last step
  | 'lastLosses' // mean of the last 20 steps
  | 'heldOutLoss'
  | 'heldOutAccuracy';

/** What must be seen in a run, or the preset does not make its point. */
export interface Check {
  readonly lane: string;
  readonly fact: FactId;
  /** The fact as a multiple of the same fact of another lane. */
  readonly over?: string;
  /** Both included; ±Infinity allowed. NaN is never between. */
  readonly between: readonly [low: number, high: number];
  /** The claim is of two seeds in three, as its reproduction says; the first must be among them. */
  readonly inMostSeeds?: true;
}

/** What a preset is there to show, with its published claim and our numbers: `npm run findings` reads the checks. */
export interface Finding {
  /** In one sentence what the run shows. */
  readonly claim: string;
  /** Paper and place. */
  readonly source: string;
  readonly checks: readonly Check[];
}

export interface Preset {
  readonly id: string;
  /** The experiment's title: a question a student would ask. */
  readonly question: string;
  /** What is set up, in one sentence. */
  readonly sentence: string;
  readonly experiment: Experiment;
  readonly finding: Finding;
}
