/** What programs hear of a run: steps, lanes that stop, regimes that change, errors. Computed only for who listens. */
import { type RegimeName, regimeAt } from '../history/regime';
import type { RunStore } from '../state/run';
import type { LaneRunState, RunState } from '../state/types';

export interface ApiEvents {
  /** Row `step` of a lane is recorded. */
  readonly step: { readonly lane: string; readonly step: number };
  /** The lane can make no more steps: the loss or a weight of this one was not finite. */
  readonly stopped: { readonly lane: string; readonly step: number };
  /** Another regime than at the step before, or the first; `growth` a layer, NaN where there is none. */
  readonly regime: {
    readonly lane: string;
    readonly step: number;
    readonly regime: RegimeName;
    readonly growth: number;
  };
  /** A lane that cannot be built, or (lane null) an engine that would not start or was lost. */
  readonly error: { readonly lane: string | null; readonly message: string };
}
type Name = keyof ApiEvents;

export interface EventSource {
  /** Returns what ends it. */
  on<K extends Name>(name: K, listener: (event: ApiEvents[K]) => void): () => void;
}

export function createEvents(run: RunStore): EventSource {
  const listeners: { readonly [K in Name]: Set<(event: ApiEvents[K]) => void> } = {
    step: new Set(),
    stopped: new Set(),
    regime: new Set(),
    error: new Set(),
  };
  /** The regime last told of each run. */
  const told = new Map<string, RegimeName>();

  function emit<K extends Name>(name: K, event: ApiEvents[K]): void {
    for (const listener of listeners[name]) {
      try {
        listener(event);
      } catch (error) {
        reportError(error); // the program's own; the lab goes on
      }
    }
  }

  function follow(lane: string, now: LaneRunState, before: LaneRunState | undefined): void {
    const known = before?.runId === now.runId ? before : undefined;
    if (listeners.step.size > 0)
      for (let step = known?.steps ?? 0; step < now.steps; step++) emit('step', { lane, step });
    if (now.stoppedAt !== null && now.stoppedAt !== known?.stoppedAt)
      emit('stopped', { lane, step: now.stoppedAt });
    if (now.error !== null && now.error !== known?.error) emit('error', { lane, message: now.error });
    if (listeners.regime.size > 0) tellRegime(lane, now);
  }

  function tellRegime(lane: string, { runId, record }: LaneRunState): void {
    const regime = regimeAt(record, record.lastStep);
    if (!regime || told.get(runId) === regime.name) return;
    told.set(runId, regime.name);
    const growth = regime.growth?.perLayer.value ?? Number.NaN;
    emit('regime', { lane, step: regime.step, regime: regime.name, growth });
  }

  run.subscribe((now: RunState, before: RunState) => {
    if (now.lanes !== before.lanes) {
      for (const [lane, state] of Object.entries(now.lanes))
        if (state !== before.lanes[lane]) follow(lane, state, before.lanes[lane]);
      const current = new Set(Object.values(now.lanes).map(({ runId }) => runId));
      for (const runId of told.keys()) if (!current.has(runId)) told.delete(runId);
    }
    if (now.notice && now.notice !== before.notice)
      emit('error', { lane: null, message: `${now.notice.text} ${now.notice.remedy}` });
  });

  return {
    on(name, listener) {
      if (!Object.hasOwn(listeners, name))
        throw new Error(`There is no event “${name}”. There are: ${Object.keys(listeners).join(', ')}.`);
      listeners[name].add(listener);
      return () => void listeners[name].delete(listener);
    },
  };
}
