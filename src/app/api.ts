/**
 * `window.backblast`, for programs and tests. The lab's buttons go through the same session. Described in docs/api.md.
 *
 * - `ready` resolves when the first step of every lane is measured, or when no engine would start (see `status`).
 * - `run()` resolves when it runs, `pause()` when it stands, `step(n)` when n more steps are recorded, `rewind()` when
 *   step 0 is measured again, `seek(step)` when every lane's snapshot of that step is there (null: follow the newest),
 *   `fork(lane)` to the new lane's id, `load(json)` when it is built; it rejects with a sentence, and then nothing
 *   has changed.
 * - `lane` is an id or an index. `experiment()` returns the JSON that a link holds; `link()` the link.
 * - `history(lane)` returns the record as typed arrays (history/arrays.ts). Row s is measured before update s.
 */
import { type HistoryArrays, historyArrays } from '../history/arrays';
import type { Experiment } from '../spec/types';
import { furthestStep } from '../state/run';
import { withCursor } from '../state/shared';
import type { RunState } from '../state/types';
import { createEvents, type EventSource } from './apiEvents';
import { linkTo } from './linkTo';
import { openDoor } from './door';
import type { House } from './lab/house';

export type { ApiEvents } from './apiEvents';
export type { HistoryArrays } from '../history/arrays';

export interface BackblastApi {
  readonly ready: Promise<void>;
  readonly status: string;
  readonly backend:
    | (Pick<NonNullable<RunState['backend']>, 'name' | 'renderer' | 'floatBits'> & {
        readonly reason: string;
      })
    | null;
  readonly lanes: readonly {
    readonly id: string;
    readonly steps: number;
    readonly stoppedAt: number | null;
    readonly error: string | null;
  }[];
  run(): Promise<void>;
  pause(): Promise<void>;
  step(n?: number): Promise<void>;
  rewind(): Promise<void>;
  seek(step: number | null): Promise<void>;
  fork(lane: string | number): Promise<string>;
  load(json: unknown): Promise<void>;
  /** Steps a second; Infinity: as fast as it goes. Ends the slow opening. */
  setSpeed(stepsPerSecond: number): void;
  experiment(): Experiment;
  link(): string;
  history(lane: string | number): HistoryArrays;
  /** Calls back at `step`, `stopped`, `regime` or `error` (apiEvents.ts); returns what ends it. */
  readonly on: EventSource['on'];
  /** The charts on the page as a PNG's data address. */
  toPNG(): Promise<string>;
  /** Maps and first profiles, small and without letters: an embed's poster, as a data address. */
  poster(theme?: 'light' | 'dark'): Promise<string>;
}

declare global {
  interface Window {
    backblast?: BackblastApi;
    /** Only with `?doors`: makes the worker fail, for tests. */
    backblastDoors?: {
      readonly loseContext: () => void;
      readonly killWorker: () => void;
      /** At that step the gradient of the layer's weights is NaN, in every lane that is built. */
      readonly poison: (step: number, layer: number) => void;
    };
  }
}

export function createApi(house: House): BackblastApi {
  const { experiment, run, view, session } = house;
  const laneSpecs = () => experiment.getState().experiment.lanes;
  const laneOf = (lane: string | number) => {
    const spec = typeof lane === 'number' ? laneSpecs()[lane] : laneSpecs().find(({ id }) => id === lane);
    if (!spec) throw new Error(`There is no lane ${JSON.stringify(lane)}.`);
    return spec;
  };
  const { on } = createEvents(run);
  return {
    ready: Promise.all([session.ready, openDoor()]).then(() => undefined),
    get status() {
      return run.getState().status;
    },
    get backend() {
      const { backend, backendReason: reason } = run.getState();
      return (
        backend && { name: backend.name, renderer: backend.renderer, floatBits: backend.floatBits, reason }
      );
    },
    get lanes() {
      const { lanes } = run.getState();
      return laneSpecs().map(({ id }) => {
        const { steps = 0, stoppedAt = null, error = null } = lanes[id] ?? {};
        return { id, steps, stoppedAt, error };
      });
    },
    run: () => session.run(),
    pause: () => session.pause(),
    step: async (n = 1) => session.step(wholeNumber(n)),
    rewind: () => session.rewind(),
    seek: async (step) => {
      const newest = furthestStep(run.getState().lanes);
      if (step !== null && wholeNumber(step) > newest)
        throw new Error(`There is no step ${step}: the lanes have gone to ${newest}.`);
      await session.seek(step);
    },
    fork: async (lane) => session.fork(laneOf(lane).id),
    load: (json) => session.load(json),
    setSpeed(stepsPerSecond) {
      if (!(stepsPerSecond > 0))
        throw new Error(`Steps a second above 0 are wanted, not ${JSON.stringify(stepsPerSecond)}.`);
      session.setSpeed(stepsPerSecond);
    },
    experiment: () => withCursor(experiment.getState().experiment, view.getState().cursor),
    link: () => linkTo(house),
    history(lane) {
      const spec = laneOf(lane);
      const state = run.getState().lanes[spec.id];
      if (!state) throw new Error(`Lane ${spec.id} is not built yet. Wait for ready.`);
      return historyArrays(spec.id, state.record, spec.edits);
    },
    on,
    toPNG: async () => (await import('./picture')).chartsAsPng(experiment.getState().experiment.title),
    poster: async (theme = 'light') => (await import('./share/poster')).posterOf(house, theme),
  };
}

/** Programs need not be typed: what they give is looked at. */
function wholeNumber(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new Error(`A whole number from 0 on is wanted, not ${String(value)}.`);
}

export function createDoors({ session }: House): NonNullable<Window['backblastDoors']> {
  return {
    loseContext: () => session.door('loseContext'),
    killWorker: () => session.door('die'),
    poison: (step, layer) => session.door({ poison: { step, layer } }),
  };
}
