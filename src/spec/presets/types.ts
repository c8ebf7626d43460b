/** An experiment that makes a point. No verdict is written here: what is said of a run follows from its numbers. */
import type { Experiment } from '../types';

export interface Preset {
  readonly id: string;
  /** The experiment's title: a question a student would ask. */
  readonly question: string;
  /** What is set up, in one sentence. */
  readonly sentence: string;
  readonly experiment: Experiment;
}
