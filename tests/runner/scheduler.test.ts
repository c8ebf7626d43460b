/** The worker's lanes and scheduler with a real engine on plain JS: lockstep, credit, death, edits. No clock is waited for. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/types';
import { Lanes } from '../../src/runner/worker/lanes';
import { CREDIT, type FromWorker } from '../../src/runner/protocol';
import { type Clock, isSnapshotDue, Scheduler } from '../../src/runner/worker/scheduler';
import { newLane } from '../../src/spec/defaults';
import type { LaneSpec } from '../../src/spec/types';
import { startNode } from '../parity/startNode';

/** A clock that jumps: what is waited for is over at once. */
function jumpingClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    wait: async (ms) => {
      now += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const lane = (id: string, c: number, changes: Partial<LaneSpec> = {}): LaneSpec =>
  newLane({
    id,
    blocks: [
      {
        id: 'b1',
        type: 'dense',
        repeat: 12,
        values: { width: 12, bias: true, biasSigma: 0 },
        activation: { kind: 'relu' },
        initializer: { kind: 'varianceScaling', c },
      },
    ],
    loss: { kind: 'binaryCrossEntropy' },
    batchSize: 16,
    learningRate: 0.05,
    ...changes,
  });

let engine: Engine;
beforeAll(async () => {
  engine = await startNode('cpu');
});

function house(creditReturned = true) {
  const said: FromWorker[] = [];
  const clock = jumpingClock();
  const post = (message: FromWorker) => {
    said.push(message);
    if (creditReturned && message.type === 'steps') queueMicrotask(() => scheduler.takeCredit());
    wakers.splice(0).forEach((wake) => wake());
  };
  const wakers: (() => void)[] = [];
  const lanes = new Lanes(engine, () => Promise.reject(new Error('no file')), post);
  const scheduler = new Scheduler(lanes, post, clock);
  const become = (...runs: { runId: string; spec: LaneSpec }[]) =>
    lanes.become({ type: 'lanes', dataset: { id: 'spirals', values: {} }, seed: 5, runs });
  const heard = <T extends FromWorker['type']>(type: T) =>
    said.filter((message): message is Extract<FromWorker, { type: T }> => message.type === type);
  const until = async (test: () => boolean) => {
    while (!test()) await new Promise<void>((resolve) => wakers.push(resolve));
  };
  return { lanes, scheduler, become, heard, until };
}
const run = (until: number, stepsPerSecond = Number.POSITIVE_INFINITY) =>
  ({ type: 'run', until, stepsPerSecond }) as const;
const stepsOf = (messages: readonly Extract<FromWorker, { type: 'steps' }>[], runId: string) =>
  messages
    .filter((message) => message.runId === runId)
    .flatMap(({ chunk }) => Array.from({ length: chunk.count }, (_, index) => chunk.firstStep + index));

describe('lanes', () => {
  test('a new lane is built and measured at step 0 before any run', async () => {
    const { become, heard } = house();
    await become({ runId: 'a1', spec: lane('a', 2) });
    expect(heard('built')[0]?.layers).toHaveLength(13);
    const [preview] = heard('preview');
    expect(preview?.chunk).toMatchObject({ firstStep: 0, count: 1 });
    expect(preview?.snapshot.heldOut.loss).toBeGreaterThan(0);
  });

  test('a lane that does not fit is told by its sentence, and the others are built', async () => {
    const { become, heard, lanes } = house();
    const broken = lane('b', 2, {
      blocks: [{ ...(lane('b', 2).blocks[0] as LaneSpec['blocks'][number]), repeat: 2000 }],
    });
    await become({ runId: 'b1', spec: broken }, { runId: 'a1', spec: lane('a', 2) });
    expect(heard('laneError')).toMatchObject([{ runId: 'b1', message: expect.stringMatching(/512 rows/) }]);
    expect(lanes.list.map(({ runId }) => runId)).toEqual(['a1']);
  });

  test('lanes keep their trainer while their runId stays, and are dropped with it', async () => {
    const { become, lanes } = house();
    await become({ runId: 'a1', spec: lane('a', 2) }, { runId: 'b1', spec: lane('b', 2) });
    const [first] = lanes.list;
    const before = engine.counts().tensors;
    await become({ runId: 'a1', spec: lane('a', 2) });
    expect(lanes.list[0]).toBe(first);
    expect(engine.counts().tensors).toBeLessThan(before);
    await become();
  });

  test('an edit that comes too late counts from the next step, and the page is told', async () => {
    const { become, heard, scheduler, until } = house();
    await become({ runId: 'a1', spec: lane('a', 2) });
    scheduler.run(run(4));
    await until(() => heard('paused').length > 0);
    await become({
      runId: 'a1',
      spec: lane('a', 2, { edits: [{ step: 2, path: 'learningRate', value: 0.01 }] }),
    });
    expect(heard('edits')).toEqual([
      { type: 'edits', runId: 'a1', edits: [{ step: 4, path: 'learningRate', value: 0.01 }] },
    ]);
    scheduler.run(run(6));
    await until(() => heard('paused').length > 1);
    const rates = heard('steps').flatMap(({ chunk }) =>
      Array.from({ length: chunk.count }, (_, index) => chunk.perStep[index * 5 + 3]),
    );
    expect(rates).toEqual([0.05, 0.05, 0.05, 0.05, 0.01, 0.01]);
  });
});

describe('scheduler', () => {
  test('every step is delivered once, in order, and no further than asked', async () => {
    const { become, scheduler, heard, until } = house();
    await become({ runId: 'a1', spec: lane('a', 2) }, { runId: 'b1', spec: lane('b', 1.9) });
    scheduler.run(run(37));
    await until(() => heard('paused').length > 0);
    const whole = Array.from({ length: 37 }, (_, step) => step);
    expect(stepsOf(heard('steps'), 'a1')).toEqual(whole);
    expect(stepsOf(heard('steps'), 'b1')).toEqual(whole);
    expect(heard('paused')).toEqual([{ type: 'paused', reached: true }]);
    expect(
      heard('snapshot')
        .filter(({ runId }) => runId === 'a1')
        .map(({ snapshot }) => snapshot.step),
    ).toEqual(Array.from({ length: 37 }, (_, step) => step + 1).filter(isSnapshotDue));
  });

  test('a lane that dies sends its fatal step and no later one, and the other goes on', async () => {
    const { become, scheduler, heard, until } = house();
    await become(
      { runId: 'a1', spec: lane('a', 12, { learningRate: 1 }) },
      { runId: 'b1', spec: lane('b', 2) },
    );
    scheduler.run(run(30));
    await until(() => heard('paused').length > 0);
    const [stopped] = heard('stopped');
    expect(stopped?.runId).toBe('a1');
    expect(stepsOf(heard('steps'), 'a1').at(-1)).toBe(stopped?.step);
    expect(stepsOf(heard('steps'), 'b1').at(-1)).toBe(29);
  });

  test('a lane that was added later catches up before the others go on', async () => {
    const { become, scheduler, heard, until } = house();
    await become({ runId: 'a1', spec: lane('a', 2) });
    scheduler.run(run(12));
    await until(() => heard('paused').length > 0);
    await become({ runId: 'a1', spec: lane('a', 2) }, { runId: 'b1', spec: lane('b', 2) });
    scheduler.run(run(15, 10));
    await until(() => heard('paused').length > 1);
    const order = heard('steps').map(({ runId, chunk }) => `${runId} ${chunk.firstStep}`);
    expect(order.indexOf('b1 11')).toBeLessThan(order.indexOf('a1 12'));
    expect(stepsOf(heard('steps'), 'b1')).toEqual(Array.from({ length: 15 }, (_, step) => step));
  });

  test('without credit no more is sent than was granted', async () => {
    const { become, scheduler, heard, until } = house(false);
    await become({ runId: 'a1', spec: lane('a', 2) });
    scheduler.run(run(400, 100));
    await until(() => heard('steps').length === CREDIT);
    await scheduler.pause();
    expect(heard('steps')).toHaveLength(CREDIT);
  });

  test('two lanes of the same seed and settings give the same numbers at every step', async () => {
    const { become, scheduler, heard, until } = house();
    await become({ runId: 'a1', spec: lane('a', 3) }, { runId: 'b1', spec: lane('b', 3) });
    scheduler.run(run(8));
    await until(() => heard('paused').length > 0);
    const losses = (runId: string) =>
      heard('steps')
        .filter((message) => message.runId === runId)
        .flatMap(({ chunk }) => [...chunk.perStep]);
    expect(losses('a1')).toEqual(losses('b1'));
  });
});
