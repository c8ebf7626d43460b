/**
 * The one place where stores and worker meet. The experiment says what should be; the session makes the worker's lanes
 * fit it, starts and pauses runs, and puts what comes back on record. Nothing else writes the run store.
 * What the worker says is handed on in messages.ts; how engines come and go is in engineLife.ts.
 */
import type { FromWorker, ToWorker } from '../runner/protocol';
import { LIMITS } from '../spec/limits';
import { settingsAt, takesHoldNextStep } from '../spec/edits';
import { createDataFollower } from './dataFollower';
import { stepShown } from './derived';
import { createEngineLife } from './engineLife';
import { createEngineRoom } from './engineRoom';
import { follow } from './following';
import { createInspector } from './inspector';
import { createLaneRuns } from './laneRuns';
import { handOn } from './messages';
import { createPoster } from './poster';
import { createStarts } from './starts';
import { createRunControl } from './runControl';
import { isOver } from './run';
import type { SessionDeps } from './sessionDeps';
import { withCursor } from './shared';
import type { Session } from './types';
import { createWaiting } from './waiting';

export function createSession(deps: SessionDeps): Session & { readonly dispose: () => void } {
  const { experiment, run, view, clock, page } = deps;
  const runs = createLaneRuns();
  const room = createEngineRoom(deps.host, take);
  const inspector = createInspector(runs, (message) => room.post(message), clock.after);
  // What was changed and changed back is told to nobody, and no answer comes after which to look.
  const poster = createPoster((tell) => clock.frame(() => (tell(), lookAround())), tellLanes);
  const waiting = createWaiting(publish);
  const control = createRunControl(
    run,
    runs,
    (message) => room.post(message),
    poster.isSettled,
    waiting.when,
  );
  const starts = createStarts((message) => room.post(message));
  const followData = createDataFollower(run, deps.loadData);
  const engine = createEngineLife({ run, view, runs, room, poster, control, waiting });
  const hearers = { experiment, runs, room, poster, inspector, starts, control, engine };

  /** The page is hidden, and will run on when it is shown. */
  let isHiddenPause = false;
  let isPublishing = false;
  /** Counts what was asked of the run, so that a Run that had to wait knows whether it is still wanted. */
  let asked = 0;

  // --- publishing ---

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
  const isRunning = () => control.goal !== null && !control.goal.byHand;
  const isIdle = () => isFailed() || poster.isSettled();

  // --- the worker ---

  function take(message: FromWorker): void {
    handOn(message, hearers);
    publishSoon();
    lookAround();
  }

  /** Something may have come to its end. */
  function lookAround(): void {
    control.arriveIfOver();
    engine.becomeReady();
    waiting.check();
  }

  /** Posts the lanes as they should be; the poster's hand. */
  function tellLanes(): readonly string[] | null {
    if (!room.client) return null;
    const { changed, isRebuilt, awaited } = runs.reconcile(
      experiment.getState().experiment,
      control.goal !== null,
    );
    if (!changed) return awaited;
    room.post(lanesMessage());
    inspector.prune(runs.isCurrent);
    starts.prune(runs.isCurrent);
    if (isRebuilt) control.repeat();
    publishSoon();
    return awaited;
  }

  function lanesMessage(): Extract<ToWorker, { type: 'lanes' }> {
    const { dataset, seed, lanes } = experiment.getState().experiment;
    const own = deps.ownFile?.(dataset) ?? null;
    return { type: 'lanes', dataset, seed, runs: runs.wanted(lanes), own };
  }

  const session: Omit<Session, 'ready'> = {
    badLink: deps.badLink,
    async run() {
      const own = ++asked;
      isHiddenPause = page.isHidden();
      if (isHiddenPause) return;
      poster.flush();
      await waiting.when(isIdle);
      if (own !== asked || isFailed() || isRunning() || runs.liveCount() === 0) return;
      if (runs.mostSteps() === 0 && (await room.chooseByPace(lanesMessage(), run.getState().forcedBackend))) {
        engine.greet();
        await waiting.when(isIdle);
      }
      if (own !== asked || isFailed()) return;
      if (runs.haveReached(run.getState().until)) extend();
      run.setState({ status: 'running' });
      control.set({ until: run.getState().until, byHand: false });
    },
    async pause() {
      asked++;
      isHiddenPause = false;
      await control.pause();
    },
    async step(n = 1) {
      await session.pause();
      poster.flush();
      await waiting.when(isIdle);
      if (isFailed()) return;
      await control.go({ until: runs.furthest() + n, byHand: true });
      if (!control.goal) run.setState({ status: 'paused' });
      lookAtRest();
    },
    async rewind() {
      await session.pause();
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
      if (id === null)
        throw new Error(`There are ${LIMITS.lanes} lanes already. Remove one to fork another.`);
      poster.flush();
      await waiting.when(isIdle);
      return id;
    },
    async load(untrusted) {
      const next = await deps.parse(untrusted);
      await session.pause();
      run.setState({ notice: null });
      experiment.getState().load(withCursor(next, null));
      runs.clear();
      await beginAnew('all', next.view.cursor);
    },
    setLane(laneId, path, value) {
      experiment.getState().setLane(laneId, path, value, runs.nextStep(laneId));
    },
    wouldRebuild(laneId, path) {
      const state = run.getState().lanes[laneId];
      const spec = experiment.getState().experiment.lanes.find((lane) => lane.id === laneId);
      if (!state || !spec || state.steps === 0) return false;
      return isOver(state) || !takesHoldNextStep(settingsAt(spec, state.steps), path);
    },
    setDataset: (id, values = {}) => experiment.getState().setDataset(id, values, deps.lossesOf(id, values)),
    async dataArrived() {
      run.setState({ notice: null });
      followData(experiment.getState().experiment, true);
      await beginAnew('all');
    },
    firstStep(laneId) {
      const lane = run.getState().lanes[laneId];
      if (!lane || lane.error !== null || !runs.isCurrent(lane.runId))
        return Promise.reject(
          new Error(lane?.error ?? 'The lane is not built yet. Wait for its first step.'),
        );
      return starts.ask(lane.runId);
    },
    setSpeed(speed) {
      control.setOpening(false);
      run.setState({ speed });
      if (!control.goal?.byHand) control.repeat();
    },
    async setBackend(name) {
      const reached = runs.mostSteps();
      await session.pause();
      run.setState({ forcedBackend: name, notice: null });
      if (await engine.start(() => room.start(name))) await engine.catchUp(reached, null);
    },
    async runOn() {
      extend();
      await session.run();
    },
    async settled() {
      poster.flush();
      await waiting.when(isIdle);
    },
    dismissNotice: () => run.setState({ notice: null }),
    door: (door) => room.post({ type: 'door', door }),
  };

  function extend(): void {
    const { until } = run.getState();
    run.setState({ until: until + experiment.getState().experiment.length });
  }

  /** Back before the first step. */
  async function beginAnew(which: 'all' | 'those with steps', cursor: number | null = null): Promise<void> {
    control.setOpening(true);
    engine.forgetDeath();
    inspector.cancel();
    runs.forget(which);
    view.getState().setCursor(cursor);
    run.setState({
      until: experiment.getState().experiment.length,
      ...(isFailed() ? {} : { status: 'ready' }),
    });
    poster.mark();
    poster.flush();
    await waiting.when(isIdle);
    publish();
  }

  const following = follow(deps, { runs, room, poster, control, followData, lookAtRest });

  /** While a run goes on, what a lane makes of its data is looked at now and then; at rest, at the very step shown. */
  function lookAtRest(): void {
    const step = stepShown(run.getState().lanes, view.getState().cursor);
    if (step >= 0) void inspector.request(step, view.getState().selectedLayer).then(publish);
  }

  page.onVisibility(() => {
    if (page.isHidden()) {
      if (!isRunning()) return;
      isHiddenPause = true;
      void control.pause();
    } else if (isHiddenPause) void session.run();
  });

  async function open(): Promise<void> {
    const first = experiment.getState().experiment;
    following.begin(first);
    run.setState({ forcedBackend: deps.forcedBackend, notice: deps.notice });
    if (!(await engine.start(() => room.start(deps.forcedBackend)))) return;
    await waiting.when(isIdle);
    if (deps.autoRun) void session.run();
  }
  return {
    ...session,
    ready: open(),
    dispose() {
      room.stop();
      following.stop();
    },
  };
}
