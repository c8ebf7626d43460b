/**
 * What the page and the worker say to each other: one union each way, every message of a lane with its `runId`.
 * The page says what should be (`lanes`); the worker builds, keeps or drops trainers until it is so. A run is one
 * lane built once: whatever rebuilds a lane gives it a new runId, and what comes for an old one is dropped.
 */
import type { Layer } from '../catalogue/types';
import type { BackendInfo, Poison, Snapshot, Start } from '../engine/types';
import type { Chunk } from '../history/types';
import type { Edit, LaneSpec } from '../spec/types';

export interface LaneRun {
  readonly runId: string;
  readonly spec: LaneSpec;
}

export type ToWorker =
  /** First message: where the files lie, and whether a slow (software) context may be used. */
  | { readonly type: 'start'; readonly base: string; readonly forced: boolean }
  /** The lanes as they should be. Known runIds keep their trainer and get the spec's edits; new ones are built and measured at step 0. */
  | {
      readonly type: 'lanes';
      readonly dataset: {
        readonly id: string;
        readonly values: Readonly<Record<string, number | boolean | string>>;
      };
      readonly seed: number;
      readonly runs: readonly LaneRun[];
      /** The user's own file that the data need, by reference. */
      readonly own?: Blob | null;
    }
  /** Train up to (not beyond) `until` steps, at most `stepsPerSecond` (Infinity: as fast as it goes). Lanes behind catch up first; then all in lockstep. */
  | { readonly type: 'run'; readonly until: number; readonly stepsPerSecond: number }
  | { readonly type: 'pause' }
  | { readonly type: 'rewind' }
  /** Returned for each chunk that the page has taken: no credit, no steps. */
  | { readonly type: 'credit' }
  /** Which layer's histogram goes with the snapshots (an index, −1: none). */
  | { readonly type: 'select'; readonly layer: number }
  /** What stood at a past step, recomputed from a checkpoint. */
  | { readonly type: 'inspect'; readonly runId: string; readonly step: number; readonly layer: number }
  /** What step 0 of a lane starts from, for a script of it. */
  | { readonly type: 'firstStep'; readonly runId: string }
  /** Measures how fast the lanes train, without advancing them (to choose a backend before a run). */
  | { readonly type: 'pace' }
  /** Dev-only doors. */
  | { readonly type: 'door'; readonly door: Door };

/** Ways to make the worker fail, for tests. `poison`: see Trainer.poison, in every lane. */
export type Door = 'loseContext' | 'die' | { readonly poison: Poison };

export type FromWorker =
  /** The probe run passed. */
  | { readonly type: 'ready'; readonly backend: BackendInfo }
  /** The backend cannot be used: a sentence. */
  | { readonly type: 'unfit'; readonly reason: string }
  | {
      readonly type: 'built';
      readonly runId: string;
      readonly layers: readonly Layer[];
      readonly parameterCount: number;
    }
  /** Forward and backward pass of step 0 without its update: the fuse. */
  | { readonly type: 'preview'; readonly runId: string; readonly chunk: Chunk; readonly snapshot: Snapshot }
  /** Steps made. */
  | { readonly type: 'steps'; readonly runId: string; readonly chunk: Chunk }
  | { readonly type: 'snapshot'; readonly runId: string; readonly snapshot: Snapshot; readonly live: boolean }
  /** The answer to each change of a lane's log: the whole log as it takes hold. An edit whose step had been made already (the page's record lags) counts from the next one. */
  | { readonly type: 'edits'; readonly runId: string; readonly edits: readonly Edit[] }
  /** This lane will make no more steps: something was not finite (the page finds out what, from the rows). */
  | { readonly type: 'stopped'; readonly runId: string; readonly step: number }
  | { readonly type: 'firstStep'; readonly runId: string; readonly start: Start }
  /** All lanes have reached `until`, or the page said pause. */
  | { readonly type: 'paused'; readonly reached: boolean }
  | { readonly type: 'pace'; readonly stepsPerSecond: number }
  /** A lane that cannot be built, with its sentence; the others go on. */
  | { readonly type: 'laneError'; readonly runId: string; readonly message: string }
  /** The worker cannot go on (lost context, out of memory): the page starts another. */
  | { readonly type: 'failed'; readonly message: string; readonly lostContext: boolean };

/** Chunks the worker may send ahead of the page's credit. */
export const CREDIT = 4;
