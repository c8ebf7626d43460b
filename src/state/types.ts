/**
 * The three stores. Stores hold; pure modules compute; `session.ts` is the one place where stores and worker meet.
 * What each key is: experiment = saved, in the link, undoable; run = neither; view = saved locally, not undoable.
 */
import type { Choice, Block, Layer, Value, Values } from '../catalogue/types';
import type { Data } from '../data/types';
import type { BackendInfo, BackendName, Snapshot, Start } from '../engine/types';
import type { HeldOut, RunReader } from '../history/types';
import type { Door } from '../runner/protocol';
import type { ControlsSpec, Experiment, LaneSpec } from '../spec/types';

export interface ExperimentState {
  readonly experiment: Experiment;
  /** True between `beginGesture` and `endGesture`. Not part of the experiment: neither saved nor undone. */
  readonly gesture: boolean;
}

/** Every action is one undo step; a drag between `beginGesture` and `endGesture` is one as well. */
export interface ExperimentActions {
  readonly load: (experiment: Experiment) => void;
  readonly setTitle: (title: string) => void;
  /** `losses`: those that fit the data, the usual one first; a lane whose loss does not fit gets the usual one. `session.setDataset` knows them. */
  readonly setDataset: (id: string, values?: Values, losses?: readonly string[]) => void;
  readonly setSeed: (seed: number) => void;
  readonly setLength: (length: number) => void;
  readonly setMetric: (metric: string) => void;
  /** What a reader may change; null: everything. */
  readonly setControls: (controls: ControlsSpec | null) => void;
  readonly setColourScale: (halfWidth: number | null, centreShift: number) => void;
  /** A lane's setting by dotted path. On a lane that has made steps a 'next step' setting becomes an edit at `atStep`; anything else changes the start and rebuilds. */
  readonly setLane: (laneId: string, path: string, value: Value | Choice, atStep: number) => void;
  readonly renameLane: (laneId: string, name: string) => void;
  /** Copies a lane at its start, below it; returns the new id, null when there is no room. */
  readonly fork: (laneId: string, change?: (lane: LaneSpec) => LaneSpec) => string | null;
  /** A fork for each change, as many as there is room for, in one undo step; returns their ids. */
  readonly forkEach: (
    laneId: string,
    changes: readonly ((lane: LaneSpec) => LaneSpec)[],
  ) => readonly string[];
  readonly removeLane: (laneId: string) => void;
  readonly moveLane: (laneId: string, by: -1 | 1) => void;
  readonly addBlock: (laneId: string, type: string, position: BlockPosition) => void;
  readonly setBlock: (laneId: string, blockId: string, change: Partial<Omit<Block, 'id' | 'type'>>) => void;
  /** Another stack in one undo step: what mends a misfit. */
  readonly setStack: (laneId: string, blocks: readonly Block[]) => void;
  readonly removeBlock: (laneId: string, blockId: string) => void;
  readonly moveBlock: (laneId: string, blockId: string, to: BlockPosition) => void;
  /** The settings as they stand become the start; the logs are emptied. */
  readonly rewindToStart: () => void;
  readonly beginGesture: () => void;
  readonly endGesture: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** In which stack (null: the lane's own; else the id of the residual), before which index. */
export interface BlockPosition {
  readonly parent: string | null;
  readonly index: number;
}

export interface LaneRunState {
  readonly runId: string;
  /** Empty until the worker has built it. */
  readonly layers: readonly Layer[];
  readonly parameterCount: number;
  /** The record; `version` counts what was appended, for memoising by reference and number. */
  readonly record: RunReader & { readonly heldOut: readonly HeldOut[] };
  readonly version: number;
  /** Steps made (updates); 0 before the first. Row 0 exists as soon as the fuse was measured. */
  readonly steps: number;
  readonly stoppedAt: number | null;
  /** The sentence of a lane that cannot be built. */
  readonly error: string | null;
  /** Latest live snapshot, and recomputed ones by step. */
  readonly snapshot: Snapshot | null;
  readonly snapshots: ReadonlyMap<number, Snapshot>;
}

/** What went wrong, and what there is to do; `offer`: an experiment that can be opened instead. */
export interface Notice {
  readonly text: string;
  readonly remedy: string;
  readonly offer?: { readonly words: string; readonly experiment: Experiment };
}

export interface RunState {
  readonly status: 'starting' | 'ready' | 'running' | 'paused' | 'failed';
  /** Set when status is 'failed' or something is worth a sentence (lost context, worker restarted, a bad link). */
  readonly notice: Notice | null;
  readonly backend: BackendInfo | null;
  /** Why this backend, in a sentence for the status bar. */
  readonly backendReason: string;
  readonly forcedBackend: BackendName | null;
  readonly lanes: Readonly<Record<string, LaneRunState>>;
  readonly data: Data | null;
  /** Where Run pauses next. */
  readonly until: number;
  /** Steps a second; Infinity: as fast as it goes. */
  readonly speed: number;
}

export interface ViewState {
  /** A step, or null: follow the newest step. */
  readonly cursor: number | null;
  /** Index of the selected lane, and the selected row as a layer index. */
  readonly selectedLane: string;
  readonly selectedLayer: number;
  /** Which word is open: a lane's setting (`a/initializer/b1`), or null. */
  readonly open: string | null;
  readonly theme: 'system' | 'light' | 'dark';
  readonly singleKeys: boolean;
  /** Large, and the essentials only. */
  readonly projector: boolean;
  /** The selected lane's gradient norm is heard while it runs. */
  readonly tone: boolean;
}

/** What buttons, keys and window.backblast go through. Every promise settles when it is so on the record. */
export interface Session {
  readonly ready: Promise<void>;
  readonly run: () => Promise<void>;
  readonly pause: () => Promise<void>;
  readonly step: (n?: number) => Promise<void>;
  readonly rewind: () => Promise<void>;
  readonly seek: (step: number | null) => Promise<void>;
  /** Resolves to the new lane's id once it is built and measured; throws a sentence when there is no room. */
  readonly fork: (laneId: string, change?: (lane: LaneSpec) => LaneSpec) => Promise<string>;
  /** Throws SpecError, and then nothing has changed. */
  readonly load: (experiment: unknown) => Promise<void>;
  /** `setLane` with the step filled in: an edit at the next step of a lane under way, else a new start. */
  readonly setLane: (laneId: string, path: string, value: Value | Choice) => void;
  /** `setDataset` with the losses that fit the data. */
  readonly setDataset: (id: string, values?: Values) => void;
  /** A file that the experiment needs has come: everything is built with it. Not a change of the experiment. */
  readonly dataArrived: () => Promise<void>;
  /** Whether that change would build the lane anew and lose its steps. */
  readonly wouldRebuild: (laneId: string, path: string) => boolean;
  /** Resolves when everything that was changed is built and measured. */
  readonly settled: () => Promise<void>;
  readonly dismissNotice: () => void;
  /** What step 0 of a lane starts from, for a script of it; rejects with a sentence. */
  readonly firstStep: (laneId: string) => Promise<Start>;
  /** Dev-only: makes the worker fail. */
  readonly door: (door: Door) => void;
  /** The hash of a link that could not be read, as it came; else null. */
  readonly badLink: string | null;
  readonly setSpeed: (stepsPerSecond: number) => void;
  readonly setBackend: (name: BackendName | null) => Promise<void>;
  readonly runOn: () => Promise<void>;
}
