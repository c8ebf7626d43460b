/** What an experiment is: plain versioned JSON, undoable, in the link. */
import type { Block, Choice, Value, Values } from '../catalogue/types';
import type { ControlId } from './controls';

export const VERSION = 2;

/** A setting changed during a run, recorded with the step before which it took hold. Runs replay with it. */
export interface Edit {
  readonly step: number;
  /** Dotted path inside the lane: `learningRate`, `clipping`, `clipping.threshold`. */
  readonly path: string;
  readonly value: Value | Choice;
}

/** One network with its training settings. */
export interface LaneSpec {
  readonly id: string;
  /** What a person called it; empty: its letter alone. */
  readonly name: string;
  readonly blocks: readonly Block[];
  /** The output layer is a row of its own; its width follows from the data. */
  readonly output: { readonly initializer: Choice; readonly biasSigma: number };
  readonly loss: Choice;
  readonly optimizer: Choice;
  readonly learningRate: number;
  readonly schedule: Choice;
  readonly weightDecay: number;
  readonly clipping: Choice;
  /** Skip the step when the gradient is not finite. */
  readonly skipNonFinite: boolean;
  readonly batchSize: number;
  /** The lane it was forked from, at its start; what differs is marked. */
  readonly parent: string | null;
  readonly edits: readonly Edit[];
}

export interface ViewSpec {
  readonly metric: string;
  /** log10 half-width of the colour scale, or null for the metric's own. */
  readonly scale: number | null;
  /** A factor on the centre of the colour scale, log10; 0 is the automatic centre. */
  readonly centreShift: number;
  /** The step that a shared link shows; null: the newest. While the page is open its own cursor counts (state/shared.ts). */
  readonly cursor: number | null;
  /** What a reader may change; null: everything. */
  readonly controls: ControlsSpec | null;
}

/** The controls that an author leaves to the reader of a link. */
export interface ControlsSpec {
  readonly open: readonly ControlId[];
  /** All others: to be read, or not there at all. */
  readonly others: 'shown' | 'hidden';
}

export interface Experiment {
  readonly version: typeof VERSION;
  /** A question, at most 80 characters. */
  readonly title: string;
  readonly dataset: { readonly id: string; readonly values: Values };
  readonly seed: number;
  /** Where Run pauses, in steps. */
  readonly length: number;
  readonly lanes: readonly LaneSpec[];
  readonly view: ViewSpec;
}

/** A specification that cannot be used. `message` is a sentence for the reader: what is wrong, and what to do. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  constructor(
    message: string,
    /** Where: `lanes[0].blocks[1].values.width`. */
    readonly path: string = '',
    /** The type of block that would mend it if it stood before this one. */
    readonly remedy?: string,
  ) {
    super(message);
  }
}

/** A link of a newer version, with what today's Backblast can read of it (salvage.ts). */
export class NewerLinkError extends SpecError {
  constructor(
    message: string,
    readonly readable: Readable | null,
  ) {
    super(message, 'version');
  }
}

export interface Readable {
  readonly experiment: Experiment;
  /** Paths of what was left out or put back to what is usual: `lanes.0.blocks.1.values.width`. */
  readonly left: readonly string[];
}
