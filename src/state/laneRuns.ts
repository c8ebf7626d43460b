/**
 * The runs of the lanes, as the worker reports them. A new run takes the place of the old one on the page when its
 * step 0 has been measured, so that nothing flickers under a slider; what still comes for the old one is dropped.
 */
import type { Layer } from '../catalogue/types';
import type { Snapshot } from '../engine/types';
import { createRecord, type RunRecord } from '../history/record';
import type { FromWorker, LaneRun } from '../runner/protocol';
import { inOrder } from '../spec/edits';
import type { Edit, Experiment, LaneSpec } from '../spec/types';
import { fateOf, startKey } from './reconcile';
import type { LaneRunState } from './types';

/** Recomputed snapshots kept for each lane. */
export const SNAPSHOTS_KEPT = 300;

type Of<T extends FromWorker['type']> = Extract<FromWorker, { type: T }>;

interface Shown {
  readonly runId: string;
  readonly layers: readonly Layer[];
  readonly parameterCount: number;
  readonly record: RunRecord;
  snapshot: Snapshot | null;
  snapshots: ReadonlyMap<number, Snapshot>;
}

/** One lane's run: what is asked for (`runId`), and what is shown until that has come. */
interface Entry {
  readonly laneId: string;
  runId: string;
  key: string;
  posted: readonly Edit[];
  steps: number;
  /** A step that an edit was moved to: the worker is at least so far. */
  reachedAt: number;
  /** Steps on the page when the experiment was changed; null where it has been told to the worker since. */
  changedAt: number | null;
  stoppedAt: number | null;
  error: string | null;
  built: Of<'built'> | null;
  shown: Shown;
  version: number;
  published: LaneRunState | null;
  publishedSteps: number;
}

/** By this name the answer to a changed log is awaited. */
export const logOf = (runId: string): string => `log of ${runId}`;

export type LaneRuns = ReturnType<typeof createLaneRuns>;

export function createLaneRuns() {
  let entries = new Map<string, Entry>();
  let newest = 0;

  /** The entry that a message belongs to; undefined when its run is over. */
  const entryOf = (runId: string) => [...entries.values()].find((entry) => entry.runId === runId);
  const isLive = (entry: Entry) => entry.stoppedAt === null && entry.error === null;
  const live = () => [...entries.values()].filter(isLive);

  /** Shows the new run's empty record in place of the old run. */
  function swap(entry: Entry): Shown {
    const { runId, built } = entry;
    if (entry.shown.runId !== runId)
      entry.shown = freshRun(runId, built?.layers ?? [], built?.parameterCount ?? 0);
    return entry.shown;
  }

  function touch(entry: Entry): void {
    entry.version++;
    entry.published = null;
  }

  /** Starts another run of the lane. */
  function renew(entry: Entry, key: string, posted: readonly Edit[]): void {
    Object.assign(entry, {
      runId: `${entry.laneId}${++newest}`,
      key,
      posted,
      steps: 0,
      reachedAt: 0,
      changedAt: null,
      stoppedAt: null,
      error: null,
      built: null,
    });
    touch(entry);
  }

  return {
    /**
     * The experiment was changed. An edit carries the step that the page showed just then; until it is told to the
     * worker more steps may come, and it must not be taken for an edit of the past.
     */
    noteChange(): void {
      for (const entry of entries.values()) entry.changedAt ??= entry.publishedSteps;
    },
    /** Makes the runs fit the experiment. `awaited`: what the worker will answer; `changed`: whether it must be told. */
    reconcile(
      experiment: Experiment,
      moving: boolean,
    ): { readonly changed: boolean; readonly isRebuilt: boolean; readonly awaited: readonly string[] } {
      const next = new Map<string, Entry>();
      const awaited: string[] = [];
      let isRebuilt = false;
      let changed = entries.size !== experiment.lanes.length;
      for (const lane of experiment.lanes) {
        const key = startKey(experiment, lane);
        const known = entries.get(lane.id);
        const entry = known ?? freshEntry(lane.id);
        next.set(lane.id, entry);
        const steps = entry.changedAt ?? entry.steps;
        const fate = known
          ? fateOf({ ...known, steps, moving: moving || entry.steps > steps }, key, lane.edits)
          : { kind: 'rebuild' as const };
        entry.changedAt = null;
        if (fate.kind === 'keep') continue;
        changed = true;
        if (fate.kind === 'edits') {
          entry.posted = fate.edits;
          awaited.push(logOf(entry.runId));
        } else {
          renew(entry, key, lane.edits);
          isRebuilt = true;
          awaited.push(entry.runId);
        }
      }
      entries = next;
      return { changed, isRebuilt, awaited };
    },
    /** The runs as the worker should have them. */
    wanted: (lanes: readonly LaneSpec[]): readonly LaneRun[] =>
      lanes.flatMap((spec) => {
        const entry = entries.get(spec.id);
        return entry ? [{ runId: entry.runId, spec: { ...spec, edits: entry.posted } }] : [];
      }),
    /** The next `reconcile` builds these lanes anew, whatever they are. */
    forget(which: 'all' | 'those with steps'): void {
      for (const entry of entries.values()) if (which === 'all' || entry.steps > 0) entry.key = '';
    },
    /** Nothing of the old experiment is shown any more. */
    clear(): void {
      entries = new Map();
    },

    built(message: Of<'built'>): void {
      const entry = entryOf(message.runId);
      if (entry) entry.built = message;
    },
    preview({ runId, chunk, snapshot }: Of<'preview'>): void {
      const entry = entryOf(runId);
      if (!entry || entry.steps > 0) return;
      const shown = swap(entry);
      shown.record.truncate(0);
      shown.record.append(chunk);
      shown.record.appendHeldOut(snapshot.heldOut);
      shown.snapshot = snapshot;
      touch(entry);
    },
    steps({ runId, chunk }: Of<'steps'>): void {
      const entry = entryOf(runId);
      if (!entry) return;
      const { record, snapshot } = swap(entry);
      if (chunk.firstStep < record.nextStep) {
        record.truncate(chunk.firstStep); // row 0 was there already, from the preview
        if (snapshot && snapshot.step <= chunk.firstStep) record.appendHeldOut(snapshot.heldOut);
      }
      record.append(chunk);
      entry.steps = chunk.firstStep + chunk.count;
      touch(entry);
    },
    live({ runId, snapshot }: Of<'snapshot'>): void {
      const entry = entryOf(runId);
      if (!entry) return;
      const shown = swap(entry);
      shown.snapshot = snapshot;
      shown.record.appendHeldOut(snapshot.heldOut);
      touch(entry);
    },
    recomputed({ runId, snapshot }: Of<'snapshot'>): void {
      const entry = entryOf(runId);
      if (!entry) return;
      const shown = swap(entry);
      const kept = [...shown.snapshots].filter(([step]) => step !== snapshot.step).slice(1 - SNAPSHOTS_KEPT);
      shown.snapshots = new Map([...kept, [snapshot.step, snapshot]]);
      touch(entry);
    },
    stopped({ runId, step }: Of<'stopped'>): void {
      const entry = entryOf(runId);
      if (!entry) return;
      entry.stoppedAt = step;
      touch(entry);
    },
    failed({ runId, message }: Of<'laneError'>): void {
      const entry = entryOf(runId);
      if (!entry) return;
      swap(entry);
      entry.error = message;
      touch(entry);
    },
    /** Takes in how the log took hold. Returns whose it is and what had been sent; null when the run is over. */
    amend({ runId, edits }: Of<'edits'>): { readonly laneId: string; readonly told: readonly Edit[] } | null {
      const entry = entryOf(runId);
      if (!entry) return null;
      const told = entry.posted;
      const moved = edits.filter(({ step }, index) => step !== told[index]?.step);
      entry.reachedAt = Math.max(entry.reachedAt, ...moved.map(({ step }) => step));
      entry.posted = inOrder(edits);
      return { laneId: entry.laneId, told };
    },

    /** The step that an edit made now would come before, as far as is known here; 0: a change of the start. */
    nextStep(laneId: string): number {
      const entry = entries.get(laneId);
      if (!entry || !isLive(entry) || entry.steps === 0) return 0;
      return Math.max(entry.steps, entry.reachedAt);
    },
    /** Lanes that can make steps. */
    liveCount: () => live().length,
    /** Steps made by the lane that is furthest, among those that can go on. */
    furthest: () => live().reduce((most, entry) => Math.max(most, entry.steps), 0),
    /** Steps made by any lane, stopped ones too. */
    mostSteps: () => [...entries.values()].reduce((most, entry) => Math.max(most, entry.steps), 0),
    /** Whether every lane that can go on has made so many steps. */
    haveReached: (steps: number) => live().every((entry) => entry.steps >= steps),
    /** For the inspector: the lanes that hold a step, and what is known of it there. */
    holding: (step: number) =>
      [...entries.values()]
        .filter(
          ({ error, runId, shown }) =>
            error === null && shown.runId === runId && step < shown.record.nextStep,
        )
        .map(({ runId, shown }) => ({
          runId,
          layers: shown.layers.length,
          snapshot: shown.snapshots.get(step) ?? (shown.snapshot?.step === step ? shown.snapshot : null),
        })),
    isCurrent: (runId: string) => entryOf(runId) !== undefined,

    /** For the store: an object a lane, the same one as long as nothing has changed in it. */
    publish: (): Readonly<Record<string, LaneRunState>> =>
      Object.fromEntries(
        [...entries.values()].map((entry) => {
          entry.publishedSteps = entry.steps;
          return [entry.laneId, (entry.published ??= stateOf(entry))];
        }),
      ),
  };
}

function freshRun(runId: string, layers: readonly Layer[], parameterCount: number): Shown {
  return {
    runId,
    layers,
    parameterCount,
    record: createRecord(layers),
    snapshot: null,
    snapshots: new Map(),
  };
}

function freshEntry(laneId: string): Entry {
  const nothing = {
    key: '',
    posted: [],
    steps: 0,
    reachedAt: 0,
    changedAt: null,
    stoppedAt: null,
    error: null,
    built: null,
    version: 0,
    published: null,
    publishedSteps: 0,
  };
  return { laneId, runId: '', shown: freshRun('', [], 0), ...nothing };
}

function stateOf({ steps, stoppedAt, error, version, shown }: Entry): LaneRunState {
  return { ...shown, steps, stoppedAt, error, version };
}
