/**
 * A session with the worker's own lanes and scheduler behind it, in one thread and without a clock: messages, frames
 * and timers come when the walk says so.
 */
import { loadData } from '../../src/data/load';
import { maybeDataset } from '../../src/data/registry';
import type { Engine } from '../../src/engine/types';
import type { WorkerPort } from '../../src/runner/client';
import type { FromWorker, ToWorker } from '../../src/runner/protocol';
import { Lanes } from '../../src/runner/worker/lanes';
import { measurePace } from '../../src/runner/worker/measurePace';
import { type Clock, Scheduler } from '../../src/runner/worker/scheduler';
import { parse } from '../../src/spec/schema';
import type { Experiment } from '../../src/spec/types';
import { createExperimentStore } from '../../src/state/experiment';
import { createRunStore } from '../../src/state/run';
import { createSession } from '../../src/state/session';
import { keepNothing } from '../../src/state/storage';
import { createViewStore } from '../../src/state/view';

const immediate = () => new Promise<void>((resolve) => setImmediate(resolve));
const noFile = () => Promise.reject(new Error('There are no files here.'));

/** What is waited for is over at the next turn. */
function jumpingClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    wait: async (ms) => {
      now += ms;
      await immediate();
    },
  };
}

/** Hears and answers as serve.ts does, one message after the other; what it is told and says lies here until delivered. */
class NodeWorker implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;
  onmessageerror: WorkerPort['onmessageerror'] = null;
  private isTerminated = false;
  private readonly inbox: ToWorker[] = [];
  private readonly outbox: FromWorker[] = [];
  private readonly lanes: Lanes;
  private readonly scheduler: Scheduler;
  private readonly clock = jumpingClock();
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly engine: Engine) {
    const post = (message: FromWorker) => void this.outbox.push(message);
    this.lanes = new Lanes(engine, noFile, post);
    this.scheduler = new Scheduler(this.lanes, post, this.clock);
  }

  postMessage(message: ToWorker): void {
    this.inbox.push(structuredClone(message));
  }
  terminate(): void {
    if (this.isTerminated) return;
    this.isTerminated = true;
    // Its loop ends, and its trainers' memory is given back, as a thread's is.
    void this.scheduler.hold(() =>
      this.lanes.become({ type: 'lanes', dataset: { id: '', values: {} }, seed: 0, runs: [] }),
    );
  }
  die(): void {
    if (!this.isTerminated) this.onerror?.({ message: 'The walk killed it' } as ErrorEvent);
  }

  /** Hands over at most so many messages each way; returns whether there were any. */
  deliver(most: number): boolean {
    const [told, said] = [this.inbox.splice(0, most), this.outbox.splice(0, most)];
    if (this.isTerminated) return false;
    for (const message of told) this.hear(message);
    for (const data of said) this.onmessage?.({ data } as MessageEvent<FromWorker>);
    return told.length + said.length > 0;
  }

  private hear(message: ToWorker): void {
    if (message.type === 'credit') return this.scheduler.takeCredit();
    this.queue = this.queue.then(() => this.handle(message));
  }

  private async handle(message: ToWorker): Promise<void> {
    const { lanes, scheduler } = this;
    if (this.isTerminated) return;
    switch (message.type) {
      case 'start':
        this.outbox.push({ type: 'ready', backend: this.engine.info });
        return;
      case 'lanes':
        return scheduler.hold(() => lanes.become(message));
      case 'run':
        return scheduler.run(message);
      case 'pause':
        return scheduler.pause();
      case 'rewind':
        return scheduler.hold(async () => lanes.rewind());
      case 'select':
        lanes.selectedLayer = message.layer;
        return;
      case 'inspect': {
        const lane = lanes.find(message.runId);
        if (!lane) return;
        return scheduler.hold(async () => {
          const snapshot = await lane.trainer.snapshotAt(message.step, message.layer);
          this.outbox.push({ type: 'snapshot', runId: message.runId, snapshot, live: false });
        });
      }
      case 'pace':
        this.outbox.push({
          type: 'pace',
          stepsPerSecond: await scheduler.hold(() => measurePace(lanes, this.clock)),
        });
        return;
      case 'firstStep':
      case 'door':
      case 'credit':
        return;
    }
  }
}

/** Turns in which nothing moves before it counts as rest: a batch of steps takes fewer. */
const QUIET_TURNS = 12;
/** A walk's run of some hundred steps comes to rest in far fewer; one that never does is a hang. */
const MOST_TURNS = 20_000;

export function createWorld(engine: Engine, first: Experiment) {
  const workers: NodeWorker[] = [];
  const frames: (() => void)[] = [];
  const timers = new Set<() => void>();
  const visibility: (() => void)[] = [];
  let isHidden = false;
  const stores = {
    experiment: createExperimentStore(first),
    run: createRunStore(),
    view: createViewStore(keepNothing),
  };
  const session = createSession({
    ...stores,
    host: {
      spawn: () => workers[workers.push(new NodeWorker(engine)) - 1] as NodeWorker,
      facts: () => ({ webgl: null, wasm: false }),
      base: 'http://test/',
    },
    clock: {
      frame: (callback) => void frames.push(callback),
      after(_, callback) {
        timers.add(callback);
        return () => timers.delete(callback);
      },
    },
    page: { isHidden: () => isHidden, onVisibility: (callback) => void visibility.push(callback) },
    parse,
    loadData: (dataset, seed) => loadData(dataset, seed, noFile),
    lossesOf: (id) => maybeDataset(id)?.losses ?? [],
    forcedBackend: 'cpu',
    autoRun: false,
    notice: null,
    badLink: null,
  });

  /** One turn: at most so many messages each way, and with `calls` the frames and timers that are due. */
  async function turn(messages: number, calls: boolean): Promise<boolean> {
    await immediate();
    const due = calls ? [...frames.splice(0), ...timers] : [];
    if (calls) timers.clear();
    for (const callback of due) callback();
    const haveSpoken = workers.map((worker) => worker.deliver(messages)).some(Boolean);
    return haveSpoken || due.length > 0;
  }

  async function settle(): Promise<void> {
    let turns = 0;
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      if (await turn(Number.POSITIVE_INFINITY, true)) quiet = -1;
      if (++turns > MOST_TURNS) throw new Error('It never comes to rest.');
    }
  }

  return {
    ...stores,
    session,
    turn,
    settle,
    kill: () => workers.at(-1)?.die(),
    setHidden(hidden: boolean) {
      isHidden = hidden;
      for (const callback of visibility) callback();
    },
    async close() {
      session.dispose();
      for (const worker of workers) worker.terminate();
      await settle();
    },
  };
}
export type World = ReturnType<typeof createWorld>;
