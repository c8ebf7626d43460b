import { describe, expect, test } from 'vitest';
import { chunkOf } from '../history/smallRuns';
import {
  createWorld,
  experimentOf,
  FakeWorker,
  LAYERS,
  readyWorld,
  snapshotAt,
  worldAt,
  type World,
} from './fakeWorld';

const lane = (world: World, id = 'a') => {
  const state = world.run.getState().lanes[id];
  if (!state) throw new Error(`no lane ${id}`);
  return state;
};
const specOf = (world: World, id = 'a') =>
  world.experiment.getState().experiment.lanes.find((each) => each.id === id)!;

/** Presses Run and lets the worker answer what is asked before. */
async function pressRun(world: World): Promise<void> {
  const running = world.session.run();
  await world.settle();
  await running;
}

describe('opening', () => {
  test('ready settles when every lane is measured at step 0', async () => {
    const world = createWorld();
    const done = world.session.ready.then(() => 'ready');
    await world.settle();
    expect(await done).toBe('ready');
    expect(world.run.getState().status).toBe('ready');
    expect(lane(world).record.columns).toBe(1);
    expect(lane(world).steps).toBe(0);
  });

  test('a run that starts by itself goes slowly at first, then faster, then as the speed says', async () => {
    const world = await readyWorld({ autoRun: true });
    const pace = () => world.worker.lastOf('run');
    expect(pace()).toMatchObject({ until: 10, stepsPerSecond: 2 });
    world.worker.train();
    await world.settle();
    expect(pace()).toMatchObject({ until: 30, stepsPerSecond: 8 });
    world.worker.train();
    await world.settle();
    expect(pace()).toMatchObject({ until: 500, stepsPerSecond: 20 });
    expect(world.run.getState().status).toBe('running');
  });

  test('setting the speed ends the slow opening', async () => {
    const world = await readyWorld({ autoRun: true });
    world.session.setSpeed(60);
    expect(world.worker.lastOf('run')).toMatchObject({ until: 500, stepsPerSecond: 60 });
  });

  test('a hidden page waits until it is shown', async () => {
    const world = await readyWorld();
    world.setHidden(true);
    await world.session.run();
    expect(world.worker.all('run')).toHaveLength(0);
    world.setHidden(false);
    await world.settle();
    expect(world.worker.all('run')).toHaveLength(1);
  });

  test('Pause pressed while the backend is being chosen holds', async () => {
    const world = await readyWorld();
    const running = world.session.run();
    await world.session.pause();
    await world.settle();
    await running;
    expect(world.worker.all('run')).toHaveLength(0);
  });

  test('a page that is hidden pauses, and runs on when it is shown', async () => {
    const world = await readyWorld({ autoRun: true });
    world.setHidden(true);
    await world.settle();
    expect(world.run.getState().status).toBe('paused');
    world.setHidden(false);
    await world.settle();
    expect(world.run.getState().status).toBe('running');
  });
});

describe('what a change does', () => {
  test.each<[string, (world: World) => void, string[]]>([
    ['a changed lane', (world) => world.session.setLane('a', 'batchSize', 32), ['a']],
    [
      'a changed learning rate before the first step',
      (world) => world.session.setLane('b', 'learningRate', 0.5),
      ['b'],
    ],
    ['another seed', (world) => world.experiment.getState().setSeed(77), ['a', 'b']],
    ['other data', (world) => world.session.setDataset('circles'), ['a', 'b']],
    ['another name', (world) => world.experiment.getState().renameLane('a', 'Mine'), []],
    ['another metric', (world) => world.experiment.getState().setMetric('growth'), []],
    ['another order', (world) => world.experiment.getState().moveLane('a', 1), []],
  ])('%s builds anew only the lanes it concerns', async (_, change, rebuilt) => {
    const world = await readyWorld();
    const before = Object.fromEntries(['a', 'b'].map((id) => [id, lane(world, id).runId]));
    change(world);
    await world.settle();
    const changed = ['a', 'b'].filter((id) => lane(world, id).runId !== before[id]);
    expect(changed).toEqual(rebuilt);
  });

  test('a slider posts the lanes once while the worker builds, and then its last value', async () => {
    const world = await readyWorld();
    world.worker.buildsAtOnce = false;
    const posted = world.worker.all('lanes').length;
    for (const value of [0.1, 0.2, 0.3, 0.4]) {
      world.session.setLane('a', 'learningRate', value);
      await world.settle();
    }
    expect(world.worker.all('lanes')).toHaveLength(posted + 1);
    world.worker.build();
    await world.settle();
    expect(world.worker.all('lanes')).toHaveLength(posted + 2);
    expect(world.worker.lastOf('lanes')?.runs[0]?.spec.learningRate).toBe(0.4);
  });

  test('the old run stays on the page until the new one is measured', async () => {
    const world = await readyWorld();
    const old = lane(world);
    world.worker.buildsAtOnce = false;
    world.session.setLane('a', 'batchSize', 16);
    await world.settle();
    expect(lane(world).record).toBe(old.record);
    world.worker.build();
    await world.settle();
    expect(lane(world).record).not.toBe(old.record);
    expect(lane(world).record.columns).toBe(1);
  });

  test('a setting that takes hold at the next step becomes an edit with its step and keeps the run', async () => {
    const world = await worldAt(5);
    const { runId } = lane(world);
    world.session.setLane('a', 'learningRate', 0.5);
    await world.settle();
    expect(specOf(world).edits).toEqual([{ step: 5, path: 'learningRate', value: 0.5 }]);
    expect(specOf(world).learningRate).not.toBe(0.5);
    expect(lane(world).runId).toBe(runId);
    expect(world.worker.lastOf('lanes')?.runs[0]).toMatchObject({
      runId,
      spec: { edits: [{ step: 5, value: 0.5 }] },
    });
  });

  test('an edit that came too late is moved to the step at which it took hold', async () => {
    const world = await worldAt(5);
    const { runId } = lane(world);
    world.worker.isAhead = 7;
    world.session.setLane('a', 'learningRate', 0.5);
    await world.settle();
    expect(specOf(world).edits).toEqual([{ step: 7, path: 'learningRate', value: 0.5 }]);
    expect(lane(world).runId).toBe(runId);
    expect(world.experiment.temporal.getState().pastStates).toHaveLength(1);
  });

  test('a slider on a running lane keeps the run, and its last value is the last to take hold', async () => {
    const world = await readyWorld({ autoRun: true });
    world.worker.train(5);
    await world.settle();
    const { runId } = lane(world);
    world.worker.isAhead = 7;
    world.worker.buildsAtOnce = false;
    world.experiment.getState().beginGesture();
    for (const value of [0.1, 0.2, 0.3]) {
      world.session.setLane('a', 'learningRate', value);
      await world.settle();
    }
    world.worker.build(); // answers for 0.1, which came late
    await world.settle();
    world.session.setLane('a', 'learningRate', 0.4);
    world.experiment.getState().endGesture();
    world.worker.isAhead = 9;
    world.worker.build(); // answers for what came meanwhile
    await world.settle();
    world.worker.build();
    await world.settle();
    expect(lane(world).runId).toBe(runId);
    expect(specOf(world).edits.at(-1)).toMatchObject({ value: 0.4 });
    expect(world.experiment.temporal.getState().pastStates).toHaveLength(1);
  });

  test('an edit stays one though steps arrive before it is told to the worker', async () => {
    const world = await readyWorld({ autoRun: true });
    world.worker.train(5);
    await world.settle();
    const { runId } = lane(world);
    world.session.setLane('a', 'learningRate', 0.5);
    world.worker.train(9);
    world.worker.deliver();
    await world.settle();
    expect(lane(world)).toMatchObject({ runId, steps: 9 });
    expect(world.worker.lastOf('lanes')?.runs[0]?.spec.edits).toEqual([
      { step: 5, path: 'learningRate', value: 0.5 },
    ]);
  });

  test('taking back an edit that has taken hold builds the lane anew', async () => {
    const world = await worldAt(5);
    world.session.setLane('a', 'learningRate', 0.5);
    await world.settle();
    const { runId } = lane(world);
    world.session.step(3).catch(() => {});
    await world.settle();
    world.worker.train();
    await world.settle();
    world.experiment.getState().undo();
    await world.settle();
    expect(lane(world).runId).not.toBe(runId);
    expect(lane(world).steps).toBe(0);
    expect(lane(world, 'b').steps).toBe(8);
  });

  test('a setting of a lane that has stopped changes its start', async () => {
    const world = await worldAt(3);
    const { runId } = lane(world);
    world.worker.say({ type: 'stopped', runId, step: 2 });
    await world.settle();
    expect(world.session.wouldRebuild('a', 'learningRate')).toBe(true);
    expect(world.session.wouldRebuild('b', 'learningRate')).toBe(false);
    expect(world.session.wouldRebuild('b', 'batchSize')).toBe(true);
    world.session.setLane('a', 'learningRate', 0.001);
    await world.settle();
    expect(specOf(world)).toMatchObject({ learningRate: 0.001, edits: [] });
    expect(lane(world)).toMatchObject({ steps: 0, stoppedAt: null });
  });

  test('a lane built anew in a run is told where to go again', async () => {
    const world = await readyWorld({ autoRun: true });
    const asked = world.worker.all('run').length;
    world.session.setLane('a', 'batchSize', 16);
    await world.settle();
    expect(world.worker.all('run').length).toBeGreaterThan(asked);
    expect(world.run.getState().status).toBe('running');
  });

  test('a lane that cannot be built says why, and the others run', async () => {
    const world = await readyWorld();
    world.worker.buildsAtOnce = false;
    world.session.setLane('a', 'batchSize', 16);
    await world.settle();
    world.worker.say({ type: 'laneError', runId: world.worker.runIds[0] ?? '', message: 'Too wide.' });
    await world.settle();
    expect(lane(world)).toMatchObject({ error: 'Too wide.' });
    await pressRun(world);
    expect(world.worker.lastOf('run')).toBeDefined();
  });
});

describe('what comes from the worker', () => {
  test('a chunk of a run that is over is dropped, and its credit is returned all the same', async () => {
    const world = await worldAt(2);
    const old = lane(world).runId;
    world.session.setLane('a', 'batchSize', 16);
    await world.settle();
    const credits = world.worker.all('credit').length;
    world.worker.say({ type: 'steps', runId: old, chunk: chunkOf(LAYERS, 2, [{}]) });
    await world.settle();
    expect(lane(world).steps).toBe(0);
    expect(lane(world).record.columns).toBe(1);
    expect(world.worker.all('credit')).toHaveLength(credits + 1);
  });

  test('credit is returned once a chunk', async () => {
    const world = await worldAt(4);
    expect(world.worker.all('credit')).toHaveLength(2); // one chunk a lane
  });

  test('step resolves when as many rows are recorded', async () => {
    const world = await worldAt(3);
    expect(lane(world).record.lastStep).toBe(2);
    expect(lane(world, 'b').record.lastStep).toBe(2);
    expect(world.run.getState().status).toBe('paused');
  });

  test('a run ends when its last lane has stopped', async () => {
    const world = await readyWorld({ autoRun: true });
    for (const id of ['a', 'b']) world.worker.say({ type: 'stopped', runId: lane(world, id).runId, step: 0 });
    await world.settle();
    expect(world.run.getState().status).toBe('paused');
  });

  test('the answer to an old pause does not end a new run', async () => {
    const world = await readyWorld({ autoRun: true });
    world.worker.say({ type: 'paused', reached: false });
    await world.settle();
    expect(world.run.getState().status).toBe('running');
    expect(world.worker.all('run').length).toBe(2);
  });

  test('held-out loss of live snapshots goes on record, that of recomputed ones does not', async () => {
    const world = await worldAt(5);
    world.worker.say({ type: 'snapshot', runId: lane(world).runId, snapshot: snapshotAt(5), live: true });
    world.worker.say({ type: 'snapshot', runId: lane(world).runId, snapshot: snapshotAt(3), live: false });
    await world.settle();
    expect(lane(world).record.heldOut.map(({ step }) => step)).toEqual([0, 5]);
    expect([...lane(world).snapshots.keys()]).toContain(3);
  });
});

describe('rewind', () => {
  test('makes the settings as they stand the start and empties the log; undo restores both', async () => {
    const world = await worldAt(5);
    world.session.setLane('a', 'learningRate', 0.5);
    await world.settle();
    const rewound = world.session.rewind();
    await world.settle();
    await rewound;
    expect(specOf(world)).toMatchObject({ learningRate: 0.5, edits: [] });
    expect(lane(world)).toMatchObject({ steps: 0 });
    expect(lane(world).record.columns).toBe(1);
    world.experiment.getState().undo();
    expect(specOf(world).edits).toEqual([{ step: 5, path: 'learningRate', value: 0.5 }]);
    expect(specOf(world).learningRate).not.toBe(0.5);
  });

  test('leaves no undo step where there was no log', async () => {
    const world = await worldAt(5);
    const rewound = world.session.rewind();
    await world.settle();
    await rewound;
    expect(world.experiment.temporal.getState().pastStates).toHaveLength(0);
  });
});

describe('the length of an experiment', () => {
  test('is where Run pauses, and Run on adds it again', async () => {
    const world = await readyWorld({ first: experimentOf(1, { length: 5 }) });
    world.session.setSpeed(Number.POSITIVE_INFINITY);
    await pressRun(world);
    world.worker.train();
    await world.settle();
    expect(world.run.getState()).toMatchObject({ status: 'paused', until: 5 });
    await pressRun(world);
    expect(world.worker.lastOf('run')?.until).toBe(10);
  });

  test('a lane that is behind catches up to it, and nothing is added', async () => {
    const world = await readyWorld({ first: experimentOf(2, { length: 5 }) });
    world.session.setSpeed(Number.POSITIVE_INFINITY);
    await pressRun(world);
    world.worker.train();
    await world.settle();
    world.session.setLane('a', 'batchSize', 16);
    await world.settle();
    await pressRun(world);
    expect(world.worker.lastOf('run')?.until).toBe(5);
  });
});

describe('the cursor', () => {
  test('seek asks every lane that has the step, and resolves when the snapshots are there', async () => {
    const world = await worldAt(8);
    const sought = world.session
      .seek(3)
      .then(() => [...lane(world).snapshots.keys(), ...lane(world, 'b').snapshots.keys()]);
    await world.settle();
    // 7: at rest after the steps, the newest was looked at.
    expect(await sought).toEqual([7, 3, 7, 3]);
    expect(world.view.getState().cursor).toBe(3);
  });

  test('a dragged cursor asks for the newest place alone', async () => {
    const world = await worldAt(8);
    const sought = [2, 3, 4, 5].map((step) => world.session.seek(step));
    await world.settle();
    await Promise.all(sought);
    expect(world.worker.all('inspect').map(({ step }) => step)).toEqual([7, 7, 5, 5]);
  });

  test('does not ask again for what is known', async () => {
    const world = await worldAt(8);
    for (const step of [3, 4, 3]) {
      const sought = world.session.seek(step);
      await world.settle();
      await sought;
    }
    expect(world.worker.all('inspect').map(({ step }) => step)).toEqual([7, 7, 3, 3, 4, 4]);
  });

  test('asks again when another row is selected, for its histogram', async () => {
    const world = await worldAt(8);
    const sought = world.session.seek(3);
    await world.settle();
    await sought;
    world.view.getState().selectLayer(1);
    await world.settle();
    expect(world.worker.lastOf('select')).toEqual({ type: 'select', layer: 1 });
    expect(world.worker.lastOf('inspect')).toMatchObject({ step: 3, layer: 1 });
    expect(lane(world).snapshots.get(3)?.histograms?.layer).toBe(1);
  });
});

describe('forks and loads', () => {
  test('a fork resolves to its id once it is measured; a seventh lane is refused with a sentence', async () => {
    const world = await readyWorld({ first: experimentOf(5) });
    const forked = world.session.fork('a');
    await world.settle();
    expect(await forked).toBe('f');
    expect(
      world.experiment
        .getState()
        .experiment.lanes.map(({ id }) => id)
        .join(''),
    ).toBe('abcdef');
    expect(lane(world, 'f').record.columns).toBe(1);
    await expect(world.session.fork('a')).rejects.toThrow('6 lanes');
  });

  test('a refused experiment changes nothing', async () => {
    const world = await worldAt(4);
    const before = world.experiment.getState().experiment;
    await expect(world.session.load({ version: 99 })).rejects.toThrow('newer Backblast');
    expect(world.experiment.getState().experiment).toBe(before);
    expect(lane(world).steps).toBe(4);
  });

  test('a loaded experiment starts at step 0, and undo brings the other one back', async () => {
    const world = await worldAt(4);
    const loaded = world.session.load(experimentOf(1, { seed: 9 }));
    await world.settle();
    await loaded;
    expect(world.run.getState().status).toBe('ready');
    expect(lane(world).steps).toBe(0);
    world.experiment.getState().undo();
    await world.settle();
    expect(Object.keys(world.run.getState().lanes)).toEqual(['a', 'b']);
  });
});

describe('a worker that fails', () => {
  test('is replaced, the lanes are trained to where they were, and the run goes on', async () => {
    const world = await readyWorld({ autoRun: true });
    world.worker.train(7);
    await world.settle();
    world.worker.say({ type: 'failed', message: 'gone', lostContext: true });
    await world.settle();
    expect(world.workers.filter(({ isTerminated }) => !isTerminated)).toHaveLength(1);
    expect(world.worker.lastOf('run')).toMatchObject({ until: 7, stepsPerSecond: Number.POSITIVE_INFINITY });
    world.worker.train();
    await world.settle();
    expect(lane(world).steps).toBe(7);
    expect(world.run.getState().status).toBe('running');
    expect(world.run.getState().notice?.text).toContain('graphics card');
    expect(world.worker.lastOf('run')).toMatchObject({ until: 10, stepsPerSecond: 2 });
  });

  test('again and again without getting further gives way to the next backend', async () => {
    const world = await readyWorld();
    for (let death = 0; death < 3; death++) {
      world.worker.say({ type: 'failed', message: 'Out of memory.', lostContext: false });
      await world.settle();
    }
    expect(world.worker.name).toBe('wasm');
    expect(world.run.getState().backendReason).toContain('out of memory');
  });

  test('leaves the experiment and a sentence when none is left', async () => {
    const world = await readyWorld({ refusals: { webgl: 'No.', wasm: 'No.', cpu: 'No.' } });
    await world.session.ready;
    expect(world.run.getState().status).toBe('failed');
    expect(world.run.getState().notice?.text).toContain('No engine would start');
    expect(world.experiment.getState().experiment.lanes).toHaveLength(2);
    await world.session.run(); // settles
  });
});

describe('the choice before a run', () => {
  const slow = (paces: Record<string, number>) => (worker: FakeWorker) => {
    worker.pace = paces[worker.name] ?? 0;
  };

  test('WebGL under ten steps a second gives way to a faster WebAssembly', async () => {
    const world = await readyWorld({ autoRun: true, prepare: slow({ webgl: 3.14, wasm: 41 }) });
    expect(world.worker.name).toBe('wasm');
    expect(world.run.getState().backendReason).toBe(
      'On the processor (WebAssembly), 32 bit: WebGL would make 3.1 steps a second with this network, WebAssembly 41.',
    );
    expect(world.worker.all('run')).toHaveLength(1);
  });

  test.each([
    ['is fast enough', { webgl: 12, wasm: 41 }],
    ['is slow but WebAssembly is slower', { webgl: 3, wasm: 2 }],
  ])('WebGL stays where it %s', async (_, paces) => {
    const world = await readyWorld({ autoRun: true, prepare: slow(paces) });
    expect(world.worker.name).toBe('webgl');
    expect(world.workers.filter(({ isTerminated }) => !isTerminated)).toHaveLength(1);
    expect(world.worker.all('run')).toHaveLength(1);
  });

  test('a forced backend is not measured', async () => {
    const world = await readyWorld({
      autoRun: true,
      forcedBackend: 'webgl',
      prepare: slow({ webgl: 1, wasm: 41 }),
    });
    expect(world.worker.name).toBe('webgl');
    expect(world.run.getState().backendReason).toBe('On the graphics card (WebGL), 32 bit: chosen by you.');
  });

  test('a backend forced later trains the lanes to where they were', async () => {
    const world = await worldAt(6);
    const changed = world.session.setBackend('cpu');
    await world.settle();
    world.worker.train();
    await world.settle();
    await changed;
    expect(world.worker.name).toBe('cpu');
    expect(lane(world).steps).toBe(6);
  });
});
