import { describe, expect, test } from 'vitest';
import { createCalmClock } from '../../src/app/surface/calmClock';
import { createFrameLoop } from '../../src/app/surface/frameLoop';

/** A world whose frames and hours pass by hand, with a run that goes on. */
function world() {
  let nowMs = 0;
  let step = 0;
  const frames: ((nowMs: number) => void)[] = [];
  const timers: { at: number; callback: () => void }[] = [];
  const byRun = new Set<() => void>();
  const byHand = new Set<() => void>();
  const watch = (listeners: Set<() => void>) => (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const state = { isRunning: true };
  const clock = createCalmClock({
    read: () => step,
    isRunning: () => state.isRunning,
    watch: [watch(byRun)],
    watchHand: [watch(byHand)],
    together: (write) => write(),
    frames: createFrameLoop((callback) => frames.push(callback)),
    nowMs: () => nowMs,
    after(ms, callback) {
      const timer = { at: nowMs + ms, callback };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  });
  const frame = () => {
    for (const timer of timers.splice(0)) {
      if (timer.at <= nowMs) timer.callback();
      else timers.push(timer);
    }
    for (const callback of frames.splice(0)) callback(nowMs);
  };
  return {
    clock,
    state,
    listeners: () => byRun.size + byHand.size,
    /** A frame of 50 ms, with so many steps of the run in it. */
    pass(steps = 1) {
      nowMs += 50;
      for (let made = 0; made < steps; made++) {
        step++;
        for (const listener of byRun) listener();
      }
      frame();
    },
    touch() {
      for (const listener of byHand) listener();
      frame();
    },
  };
}

describe('the clock of all words', () => {
  test('has them written twice a second while a run goes on, all of one step', () => {
    const { clock, pass } = world();
    const one: number[] = [];
    const other: number[] = [];
    clock.follow((step) => one.push(step));
    clock.follow((step) => other.push(step));
    for (let frames = 0; frames < 42; frames++) pass();
    expect(one).toEqual([0, 1, 11, 21, 31, 41]);
    expect(other).toEqual(one);
  });

  test('gives what is drawn between two ticks the state of the last', () => {
    const { clock, pass } = world();
    clock.follow(() => {});
    for (let frames = 0; frames < 5; frames++) pass();
    const late: number[] = [];
    clock.follow((step) => late.push(step));
    expect([clock.state(), ...late]).toEqual([1, 1]);
  });

  test('tells at the next frame what moved by hand, and the last step of a run that ends', () => {
    const { clock, pass, touch, state } = world();
    const written: number[] = [];
    clock.follow((step) => written.push(step));
    for (let frames = 0; frames < 4; frames++) pass();
    touch();
    state.isRunning = false;
    pass();
    expect(written).toEqual([0, 1, 4, 5]);
  });

  test('hears nothing while nobody follows', () => {
    const { clock, listeners } = world();
    const stop = clock.follow(() => {});
    expect(listeners()).toBe(2);
    stop();
    expect(listeners()).toBe(0);
  });
});
