/** A session with nothing real around it: a worker that answers when it is told to, frames and timers that come when called. */
import type { BackendName, Snapshot } from '../../src/engine/types';
import type { Spawn, WorkerPort } from '../../src/runner/client';
import type { FromWorker, ToWorker } from '../../src/runner/protocol';
import { newExperiment, newLane } from '../../src/spec/defaults';
import { parse } from '../../src/spec/schema';
import type { Experiment } from '../../src/spec/types';
import { createExperimentStore } from '../../src/state/experiment';
import { createRunStore } from '../../src/state/run';
import { createSession } from '../../src/state/session';
import type { SessionDeps } from '../../src/state/sessionDeps';
import { keepNothing } from '../../src/state/storage';
import { createViewStore } from '../../src/state/view';
import { chunkOf, layersOf } from '../history/smallRuns';

export const LAYERS = layersOf('D D O');

export const snapshotAt = (step: number, layer = -1): Snapshot => ({
  step,
  heldOut: { step, loss: 1, accuracy: 0.5 },
  outputs: new Float32Array(0),
  gridSize: 0,
  guesses: new Uint8Array(0),
  histograms:
    layer < 0
      ? null
      : { layer, tensors: { weights: null, preActivation: null, output: null, gradientOutput: null } },
});

/** Behaves as the real one in what the page sees of it; makes steps only when a test says so. */
export class FakeWorker implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;
  onmessageerror: WorkerPort['onmessageerror'] = null;
  readonly heard: ToWorker[] = [];
  isTerminated = false;
  /** Steps a second that it says it makes. */
  pace = 100;
  /** Lanes are built at once; else when `build` is called. */
  buildsAtOnce = true;
  /** The step it says it has reached when an edit arrives. */
  isAhead = 0;
  private readonly lanes = new Map<string, number>();
  private readonly logs = new Map<string, string>();
  private outbox: FromWorker[] = [];

  constructor(
    readonly name: BackendName,
    private readonly refusal: string | null = null,
  ) {}

  postMessage(message: ToWorker): void {
    this.heard.push(structuredClone(message));
    if (message.type === 'start') {
      const backend = { name: this.name, renderer: 'fake', floatBits: 32, software: false } as const;
      this.say(this.refusal === null ? { type: 'ready', backend } : { type: 'unfit', reason: this.refusal });
    }
    if (message.type === 'lanes' && this.buildsAtOnce) this.build();
    if (message.type === 'pause') this.say({ type: 'paused', reached: false });
    if (message.type === 'pace') this.say({ type: 'pace', stepsPerSecond: this.pace });
    if (message.type === 'inspect') {
      this.say({
        type: 'snapshot',
        runId: message.runId,
        snapshot: snapshotAt(message.step, message.layer),
        live: false,
      });
    }
  }

  terminate(): void {
    this.isTerminated = true;
  }

  say(message: FromWorker): void {
    this.outbox.push(message);
  }

  /** Builds what the last `lanes` asked for, and answers for the logs that it changed. */
  build(): void {
    const wanted = this.lastOf('lanes')?.runs ?? [];
    for (const runId of this.lanes.keys()) {
      if (!wanted.some((run) => run.runId === runId)) this.lanes.delete(runId);
    }
    for (const { runId, spec } of wanted) {
      const log = JSON.stringify(spec.edits);
      const isKnown = this.lanes.has(runId);
      if (isKnown && this.logs.get(runId) !== log) {
        const edits = spec.edits.map((edit) => ({ ...edit, step: Math.max(edit.step, this.isAhead) }));
        this.say({ type: 'edits', runId, edits });
      }
      this.logs.set(runId, log);
      if (isKnown) continue;
      this.lanes.set(runId, 0);
      this.say({ type: 'built', runId, layers: LAYERS, parameterCount: 10 });
      this.say({ type: 'preview', runId, chunk: chunkOf(LAYERS, 0, [{}]), snapshot: snapshotAt(0) });
    }
  }

  /** Every lane makes steps up to where the last `run` goes, or up to `limit`, a chunk a lane. */
  train(limit = Number.POSITIVE_INFINITY): void {
    const until = Math.min(limit, this.lastOf('run')?.until ?? 0);
    for (const [runId, from] of this.lanes) {
      if (from >= until) continue;
      const steps = Array.from({ length: until - from }, () => ({}));
      this.say({ type: 'steps', runId, chunk: chunkOf(LAYERS, from, steps) });
      this.lanes.set(runId, until);
    }
    if (until === this.lastOf('run')?.until) this.say({ type: 'paused', reached: true });
  }

  /** Hands over what it has said; returns whether there was anything. */
  deliver(): boolean {
    const said = this.outbox;
    this.outbox = [];
    for (const data of said) if (!this.isTerminated) this.onmessage?.({ data } as MessageEvent<FromWorker>);
    return said.length > 0;
  }

  all<T extends ToWorker['type']>(type: T): Extract<ToWorker, { type: T }>[] {
    return this.heard.filter((message): message is Extract<ToWorker, { type: T }> => message.type === type);
  }

  lastOf<T extends ToWorker['type']>(type: T): Extract<ToWorker, { type: T }> | undefined {
    return this.all(type).at(-1);
  }

  /** runIds of the last `lanes`. */
  get runIds(): string[] {
    return this.lastOf('lanes')?.runs.map(({ runId }) => runId) ?? [];
  }
}

export const experimentOf = (lanes = 2, changes: Partial<Experiment> = {}): Experiment =>
  parse(
    newExperiment({
      dataset: { id: 'spirals', values: {} },
      lanes: Array.from('abcdef')
        .slice(0, lanes)
        .map((id) => newLane({ id }, 'spirals')),
      ...changes,
    }),
  );

export interface World extends Pick<SessionDeps, 'experiment' | 'run' | 'view'> {
  readonly session: ReturnType<typeof createSession>;
  readonly workers: FakeWorker[];
  /** The one at work. */
  readonly worker: FakeWorker;
  setHidden(hidden: boolean): void;
  /** Frames, timers and messages until nothing moves any more. */
  settle(): Promise<void>;
}

export interface WorldOptions extends Partial<SessionDeps> {
  readonly first?: Experiment;
  /** Why a backend refuses to start; those without an entry start. */
  readonly refusals?: Partial<Record<BackendName, string>>;
  readonly prepare?: (worker: FakeWorker) => void;
}

export function createWorld({
  first = experimentOf(),
  refusals = {},
  prepare,
  ...deps
}: WorldOptions = {}): World {
  const workers: FakeWorker[] = [];
  const frames: (() => void)[] = [];
  const timers = new Set<() => void>();
  const visibility: (() => void)[] = [];
  let isHidden = false;
  const spawn: Spawn = (name) => {
    const worker = new FakeWorker(name, refusals[name] ?? null);
    prepare?.(worker);
    workers.push(worker);
    return worker;
  };
  const stores = {
    experiment: createExperimentStore(first),
    run: createRunStore(),
    view: createViewStore(keepNothing),
  };
  const session = createSession({
    ...stores,
    host: {
      spawn,
      facts: () => ({ webgl: { renderer: 'A real card', floatTargets: true }, wasm: true }),
      base: 'http://test/',
    },
    clock: {
      frame: (callback) => void frames.push(callback),
      after(_ms, callback) {
        timers.add(callback);
        return () => timers.delete(callback);
      },
    },
    page: { isHidden: () => isHidden, onVisibility: (callback) => void visibility.push(callback) },
    parse,
    loadData: () => new Promise(() => {}),
    lossesOf: () => ['softmaxCrossEntropy'],
    forcedBackend: null,
    autoRun: false,
    notice: null,
    badLink: null,
    ...deps,
  });

  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet++) {
      await new Promise((resolve) => setImmediate(resolve)); // lets every promise that is due go on
      const due = [...frames.splice(0), ...timers];
      timers.clear();
      for (const callback of due) callback();
      const hasSpoken = workers.map((worker) => worker.deliver()).some(Boolean);
      if (due.length > 0 || hasSpoken) quiet = -1;
    }
  }

  return {
    ...stores,
    session,
    workers,
    get worker() {
      return workers.findLast((worker) => !worker.isTerminated) as FakeWorker; // tests ask while there is one
    },
    setHidden(hidden) {
      isHidden = hidden;
      for (const callback of visibility) callback();
    },
    settle,
  };
}

/** A world in which every lane is measured at step 0. */
export async function readyWorld(options: WorldOptions = {}): Promise<World> {
  const world = createWorld(options);
  await world.settle();
  return world;
}

/** A world paused at a step. */
export async function worldAt(step: number, options: WorldOptions = {}): Promise<World> {
  const world = await readyWorld(options);
  const stepped = world.session.step(step);
  await world.settle();
  world.worker.train();
  await world.settle();
  await stepped;
  return world;
}
