/** What the session needs of the world; tests hand in their own. */
import type { Values } from '../catalogue/types';
import type { Data } from '../data/types';
import type { BackendName } from '../engine/types';
import type { ClientHost } from '../runner/client';
import type { Experiment } from '../spec/types';
import type { ExperimentStore } from './experiment';
import type { RunStore } from './run';
import type { RunState } from './types';
import type { ViewStore } from './view';

export interface SessionDeps {
  readonly experiment: ExperimentStore;
  readonly run: RunStore;
  readonly view: ViewStore;
  readonly host: ClientHost;
  readonly clock: Clock;
  readonly page: Page;
  /** Checks what `load` is given; throws SpecError. */
  readonly parse: (experiment: unknown) => Experiment | Promise<Experiment>;
  readonly loadData: (dataset: Experiment['dataset'], seed: number) => Promise<Data>;
  /** The losses that fit a data set as it was chosen, the usual one first. */
  readonly lossesOf: (datasetId: string, values: Values) => readonly string[];
  /** The user's own file that a choice of data needs: handed to the worker by reference. Null: none, or it is not here. */
  readonly ownFile?: (dataset: Experiment['dataset']) => Blob | null;
  readonly forcedBackend: BackendName | null;
  /** Run as soon as the first step is measured. */
  readonly autoRun: boolean;
  /** From opening the link. */
  readonly notice: RunState['notice'];
  readonly badLink: string | null;
}

export interface Clock {
  /** Calls back at the next frame (soon, where the page is hidden and has none). */
  readonly frame: (callback: () => void) => void;
  /** Calls back later; returns what takes it back. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

export interface Page {
  readonly isHidden: () => boolean;
  /** Called when the page is hidden or shown. */
  readonly onVisibility: (callback: () => void) => void;
}
