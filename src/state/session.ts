/**
 * The one place where stores and worker meet. The experiment says what should be; the session makes the worker's lanes
 * fit it, starts and pauses runs, and puts what comes back on record. Nothing else writes the run store.
 * Longer than most files because the states of a run (starting, running, pausing, recovering) must be read together.
 */
import type { BackendName } from '../engine/types';
import type { Data } from '../data/types';
import type { ClientHost } from '../runner/client';
import type { FromWorker, ToWorker } from '../runner/protocol';
import { isRunning, settingsAt } from '../spec/edits';
import type { Experiment } from '../spec/types';
import { createEngineRoom } from './engineRoom';
import { amendLog, type ExperimentStore } from './experiment';
import { createInspector } from './inspector';
import { createLaneRuns } from './laneRuns';
import { nextSegment } from './opening';
import { createPoster } from './poster';
import { isOver, type RunStore } from './run';
import type { RunState, Session } from './types';
import type { ViewStore } from './view';

/** What the session needs of the world; tests hand in their own. */
export interface SessionDeps {
  readonly experiment: ExperimentStore;
  readonly run: RunStore;
  readonly view: ViewStore;
  readonly host: ClientHost;
  readonly clock: Clock;
  readonly page: Page;
  /** Checks what `load` is given; throws SpecError. */
  readonly parse: (experiment: unknown) => Experiment;
  readonly loadData: (dataset: Experiment['dataset'], seed: number) => Promise<Data>;
  /** The losses that fit a data set, the usual one first. */
  readonly lossesOf: (datasetId: string) => readonly string[];
  readonly forcedBackend: BackendName | null;
  /** Run as soon as the first step is measured. */
  readonly autoRun: boolean;
  /** From opening the link. */
  readonly notice: RunState['notice'];
  readonly badLink: string | null;
}
export interface Clock {
  /** Calls back at the next frame (soon, where the page is hidden and has none). */
  frame(callback: () => void): void;
  /** Calls back later; returns what takes it back. */
  after(ms: number, callback: () => void): () => void;
}
export interface Page {
  isHidden(): boolean;
  /** Called when the page is hidden or shown. */
  onVisibility(callback: () => void): void;
}

/** Where the run is going: nowhere (null), up to a step, by itself or by hand. */
interface Goal {
  readonly until: number;
  readonly byHand: boolean;
}

export function createSession(deps: SessionDeps): Session & { readonly dispose: () => void } {
  const { experiment, run, view, clock, page } = deps;
  const runs = createLaneRuns();
  const room = createEngineRoom(deps.host, take);
  const inspector = createInspector(runs, room.post, clock.after);
  const poster = createPoster(clock.frame, tellLanes);

  let goal: Goal | null = null;
  /** A pause was asked for, and its answer has not come. */
  let isPausing = false;
  /** The page is hidden, and will run on when it is shown. */
  let isHiddenPause = false;
  /** The reader has set the speed: no slow opening until the next rewind. */
  let hasOwnPace = false;
  let waiting: { readonly test: () => boolean; readonly resolve: () => void }[] = [];
  let isPublishing = false;

  // --- waiting and publishing ---

  function when(test: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      waiting.push({ test, resolve });
      checkWaiting();
    });
  }

  function checkWaiting(): void {
    const due = waiting.filter(({ test }) => test());
    if (due.length === 0) return;
    publish(); // what a promise promises is on record before it settles
    waiting = waiting.filter((each) => !due.includes(each));
    for (const { resolve } of due) resolve();
  }

  function publish(): void {
    run.setState({ lanes: runs.publish() });
  }

  function publishSoon(): void {
    if (isPublishing) return;
    isPublishing = true;
    clock.frame(() => {
      isPublishing = false;
      publish();
    });
  }

  const isFailed = () => run.getState().status === 'failed';
  const isIdle = () => isFailed() || poster.isSettled();

  // --- the worker ---

  function take(message: FromWorker): void {
    switch (message.type) {
      case 'built':
        runs.built(message);
        break;
      case 'preview':
        runs.preview(message);
        poster.answered(message.runId);
        break;
      case 'steps':
        runs.steps(message);
        poster.answered(message.runId);
        room.post({ type: 'credit' });
        room.isWell();
        break;
      case 'snapshot':
        if (message.live) runs.live(message);
        else {
          runs.recomputed(message);
          inspector.answered(message.runId);
        }
        break;
      case 'stopped':
        runs.stopped(message);
        break;
      case 'laneError':
        runs.failed(message);
        poster.answered(message.runId);
        break;
      case 'edits': {
        const laneId = runs.amend(message);
        if (laneId !== null) amendLog(experiment, laneId, message.edits);
        break;
      }
      case 'paused':
        takePaused(message.reached);
        break;
      case 'pace':
        room.takePace(message.stepsPerSecond);
        break;
      case 'failed':
        void recover(message.message, message.lostContext);
        break;
    }
    if (goal && runs.liveCount() === 0 && poster.isSettled()) arrive();
    becomeReady();
    publishSoon();
    checkWaiting();
  }

  /** Posts the lanes as they should be; the poster's hand. */
  function tellLanes(): readonly string[] | null {
    if (!room.client) return null;
    const { dataset, seed, lanes } = experiment.getState().experiment;
    const { changed, rebuilt } = runs.reconcile(experiment.getState().experiment, goal !== null);
    if (!changed) return rebuilt;
    room.post({ type: 'lanes', dataset, seed, runs: runs.wanted(lanes) });
    inspector.prune(runs.isCurrent);
    if (goal && rebuilt.length > 0) postSegment();
    publishSoon();
    return rebuilt;
  }

  function lanesMessage(): Extract<ToWorker, { type: 'lanes' }> {
    const { dataset, seed, lanes } = experiment.getState().experiment;
    return { type: 'lanes', dataset, seed, runs: runs.wanted(lanes) };
  }

  async function start(begin: () => Promise<unknown>): Promise<boolean> {
    run.setState({ status: 'starting' });
    try {
      if ((await begin()) === null) return false;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      const remedy = 'Choose another engine in the status bar, or open the link in another browser.';
      run.setState({ status: 'failed', backend: null, backendReason: text, notice: { text, remedy } });
      goal = null;
      checkWaiting();
      return false;
    }
    greet();
    return true;
  }

  /** A worker has just come: it is told everything. */
  function greet(): void {
    const { client } = room;
    if (!client) return;
    run.setState({ backend: client.backend, backendReason: client.reason });
    room.post({ type: 'select', layer: view.getState().selectedLayer });
    runs.forget('all');
    poster.reset();
    poster.flush();
  }

  function becomeReady(): void {
    if (run.getState().status !== 'starting' || !room.client || !poster.isSettled()) return;
    run.setState({ status: goal && !goal.byHand ? 'running' : runs.mostSteps() > 0 ? 'paused' : 'ready' });
  }

  /** The worker is dead: another one takes the lanes to where they were, and the run goes on. */
  async function recover(message: string, lostContext: boolean): Promise<void> {
    const reached = runs.mostSteps();
    const before = goal;
    goal = null;
    const text = lostContext ? 'The graphics card dropped the network.' : message;
    const remedy =
      reached > 0 ? `It was built again and trained to step ${reached} anew.` : 'It was built again.';
    const { forcedBackend } = run.getState();
    if (!(await start(() => room.restart(message, forcedBackend)))) return;
    run.setState({ notice: { text, remedy } });
    await catchUp(reached, before);
  }

  /** Takes lanes that were built anew to where they had been, and on to where they were going. */
  async function catchUp(reached: number, before: Goal | null): Promise<void> {
    await when(isIdle);
    if (reached > 0) await go({ until: reached, byHand: true });
    if (before && !isFailed()) {
      run.setState({ status: before.byHand ? 'paused' : 'running' });
      goal = before;
      if (runs.haveReached(before.until)) arrive();
      else postSegment();
    }
    checkWaiting();
  }

  // --- runs ---

  function postSegment(): void {
    if (!goal) return;
    const { speed } = run.getState();
    const isOpening = !goal.byHand && !hasOwnPace;
    const pace = goal.byHand ? Number.POSITIVE_INFINITY : speed;
    room.post({ type: 'run', ...nextSegment(runs.furthest(), goal.until, pace, isOpening) });
  }

  function arrive(): void {
    goal = null;
    isPausing = false;
    if (run.getState().status !== 'starting') run.setState({ status: 'paused' });
  }

  function takePaused(hasReached: boolean): void {
    const wasAsked = isPausing;
    isPausing = false;
    if (!goal) return;
    if (wasAsked || runs.haveReached(goal.until)) arrive();
    // The end of a slow opening, or the late answer to a pause before this run.
    else if (hasReached && !poster.isSettled()) return;
    else postSegment();
  }

  /** Goes to a step and resolves when it is there, or when it was paused on the way. */
  async function go(next: Goal): Promise<void> {
    if (runs.liveCount() === 0) return;
    goal = next;
    postSegment();
    await when(() => goal !== next);
  }

  async function pause(): Promise<void> {
    if (!goal) return;
    isPausing = true;
    room.post({ type: 'pause' });
    await when(() => !isPausing || !goal);
  }

  const session: Session & { readonly dispose: () => void } = {
    ready: Promise.resolve(),
    badLink: deps.badLink,
    async run() {
      isHiddenPause = false;
      poster.flush();
      await when(isIdle);
      if (isFailed() || (goal && !goal.byHand) || runs.liveCount() === 0) return;
      if (page.isHidden()) {
        isHiddenPause = true;
        return;
      }
      if (runs.mostSteps() === 0 && (await room.chooseByPace(lanesMessage(), run.getState().forcedBackend))) {
        greet();
        await when(isIdle);
      }
      if (runs.haveReached(run.getState().until)) extend();
      run.setState({ status: 'running' });
      goal = { until: run.getState().until, byHand: false };
      postSegment();
    },
    async pause() {
      isHiddenPause = false;
      await pause();
    },
    async step(n = 1) {
      await pause();
      poster.flush();
      await when(isIdle);
      if (isFailed()) return;
      await go({ until: runs.furthest() + n, byHand: true });
      if (!goal) run.setState({ status: 'paused' });
    },
    async rewind() {
      isHiddenPause = false;
      await pause();
      experiment.getState().rewindToStart();
      await beginAnew('those with steps');
    },
    async seek(step) {
      view.getState().setCursor(step);
      if (step === null) return inspector.cancel();
      await inspector.request(step, view.getState().selectedLayer);
      publish();
    },
    async fork(laneId, change) {
      const id = experiment.getState().fork(laneId, change);
      if (id === null) throw new Error('There are four lanes already. Remove one to fork another.');
      poster.flush();
      await when(isIdle);
      return id;
    },
    async load(untrusted) {
      const next = deps.parse(untrusted);
      await session.pause();
      run.setState({ notice: null });
      experiment.getState().load(next);
      runs.clear();
      await beginAnew('all');
    },
    setLane(laneId, path, value) {
      const lane = run.getState().lanes[laneId];
      const atStep = lane && !isOver(lane) ? lane.steps : 0;
      experiment.getState().setLane(laneId, path, value, atStep);
    },
    wouldRebuild(laneId, path) {
      const state = run.getState().lanes[laneId];
      const spec = experiment.getState().experiment.lanes.find((lane) => lane.id === laneId);
      if (!state || !spec || state.steps === 0) return false;
      return isOver(state) || !isRunning(path, settingsAt(spec, state.steps));
    },
    setDataset: (id, values) => experiment.getState().setDataset(id, values, deps.lossesOf(id)),
    setSpeed(speed) {
      hasOwnPace = true;
      run.setState({ speed });
      if (goal && !goal.byHand) postSegment();
    },
    async setBackend(name) {
      const reached = runs.mostSteps();
      await session.pause();
      run.setState({ forcedBackend: name, notice: null });
      if (await start(() => room.start(name))) await catchUp(reached, null);
    },
    async runOn() {
      extend();
      await session.run();
    },
    async settled() {
      poster.flush();
      await when(isIdle);
    },
    dismissNotice: () => run.setState({ notice: null }),
    door: (door) => room.post({ type: 'door', door }),
    dispose() {
      room.stop();
      for (const stop of subscriptions) stop();
    },
  };

  function extend(): void {
    const { until } = run.getState();
    run.setState({ until: until + experiment.getState().experiment.length });
  }

  /** Back before the first step. */
  async function beginAnew(which: 'all' | 'those with steps'): Promise<void> {
    hasOwnPace = false;
    inspector.cancel();
    runs.forget(which);
    view.getState().setCursor(null);
    run.setState({
      until: experiment.getState().experiment.length,
      ...(isFailed() ? {} : { status: 'ready' }),
    });
    poster.mark();
    poster.flush();
    await when(isIdle);
    publish();
  }

  // --- what the session follows ---

  let data: { readonly dataset: Experiment['dataset']; readonly seed: number } | null = null;
  async function followData({ dataset, seed }: Experiment): Promise<void> {
    if (data?.dataset === dataset && data.seed === seed) return;
    const own = { dataset, seed };
    data = own;
    try {
      const loaded = await deps.loadData(dataset, seed);
      if (data === own) run.setState({ data: loaded });
    } catch (error) {
      if (data !== own) return;
      const text = error instanceof Error ? error.message : String(error);
      run.setState({
        data: null,
        notice: { text, remedy: 'Choose other data, or try again when it can be loaded.' },
      });
    }
  }

  function followLanes(now: Experiment): void {
    const { selectedLane, selectLane } = view.getState();
    if (!now.lanes.some((lane) => lane.id === selectedLane)) selectLane(now.lanes[0]?.id ?? '');
  }

  function followLength(length: number): void {
    run.setState({ until: length * Math.max(1, Math.ceil(runs.mostSteps() / length)) });
  }

  const subscriptions = [
    experiment.subscribe((now, before) => {
      if (now.experiment === before.experiment) return;
      if (now.experiment.length !== before.experiment.length) followLength(now.experiment.length);
      followLanes(now.experiment);
      void followData(now.experiment);
      poster.mark();
    }),
    view.subscribe((now, before) => {
      if (now.selectedLayer === before.selectedLayer) return;
      room.post({ type: 'select', layer: now.selectedLayer });
      if (now.cursor !== null) void inspector.request(now.cursor, now.selectedLayer).then(publish);
    }),
  ];
  page.onVisibility(() => {
    if (page.isHidden()) {
      if (!goal || goal.byHand) return;
      isHiddenPause = true;
      void pause();
    } else if (isHiddenPause) void session.run();
  });

  async function open(): Promise<void> {
    const first = experiment.getState().experiment;
    followLanes(first);
    followLength(first.length);
    void followData(first);
    run.setState({ forcedBackend: deps.forcedBackend, notice: deps.notice });
    if (!(await start(() => room.start(deps.forcedBackend)))) return;
    await when(isIdle);
    if (deps.autoRun) void session.run();
  }
  session.ready = open();
  return session;
}
