import { describe, expect, it } from 'vitest';
import { createFrameLoop, FRAME_MS } from '../../src/app/surface/frameLoop';

/** A loop whose frames come by hand, and tasks that take so many milliseconds each. */
function world() {
  let nowMs = 0;
  const frames: ((nowMs: number) => void)[] = [];
  const drawn: string[] = [];
  const loop = createFrameLoop(
    (callback) => frames.push(callback),
    () => nowMs,
  );
  const task = (name: string, takesMs = 0, then?: () => void) => ({
    frame() {
      nowMs += takesMs;
      drawn.push(name);
      then?.();
    },
  });
  /** What was drawn in the next frame; null where none was asked for. */
  const frame = () => {
    const callbacks = frames.splice(0);
    if (callbacks.length === 0) return null;
    for (const callback of callbacks) callback(nowMs);
    return drawn.splice(0).join(' ');
  };
  return { loop, task, frame, drawn };
}

describe('the frame loop', () => {
  it('runs what was asked for in one frame where it fits, each once, and then no more', () => {
    const { loop, task, frame } = world();
    const [map, loss] = [task('map', 2), task('loss', 2)];
    for (const each of [map, loss, map]) loop.request(each);
    expect(frame()).toBe('map loss');
    expect(frame()).toBeNull();
  });

  it('leaves what does not fit to the next frame, so that none takes long and none is forgotten', () => {
    const { loop, task, frame } = world();
    const tasks = ['a', 'b', 'c', 'd'].map((name) => task(name, FRAME_MS / 2));
    for (const each of tasks) loop.request(each);
    expect(frame()).toBe('a b');
    // Dirty again: behind those that wait already.
    for (const each of tasks) loop.request(each);
    expect(frame()).toBe('c d');
    expect(frame()).toBe('a b');
    expect(frame()).toBeNull();
  });

  it('runs one task a frame at least, however long it takes', () => {
    const { loop, task, frame } = world();
    for (const name of ['a', 'b']) loop.request(task(name, 10 * FRAME_MS));
    expect([frame(), frame(), frame()]).toEqual(['a', 'b', null]);
  });

  it('runs what is under the hand before all others, and once', () => {
    const { loop, task, frame } = world();
    const hand = task('hand', FRAME_MS);
    const others = ['a', 'b'].map((name) => task(name, 1));
    for (const each of [...others, hand]) loop.request(each);
    loop.requestFirst(hand);
    expect([frame(), frame(), frame()]).toEqual(['hand', 'a b', null]);
  });

  it('does not run what another task of the same frame has cancelled', () => {
    const { loop, task, frame } = world();
    const gone = task('gone');
    loop.request(task('a', 0, () => loop.cancel(gone)));
    loop.request(gone);
    expect([frame(), frame()]).toEqual(['a', null]);
  });

  it('gives a task that asks for it another frame, and what it makes dirty as well', () => {
    const { loop, task, frame } = world();
    const late = task('late');
    let isMoving = true;
    const moving = task('moving', 0, () => loop.request(late));
    loop.request({
      frame() {
        moving.frame();
        return isMoving;
      },
    });
    expect(frame()).toBe('moving');
    isMoving = false;
    expect(frame()).toBe('late moving');
    expect(frame()).toBe('late');
    expect(frame()).toBeNull();
  });

  it('prints all of it, whatever it takes', () => {
    const { loop, task, drawn } = world();
    for (const name of ['a', 'b', 'c']) loop.request(task(name, 2 * FRAME_MS));
    loop.flush();
    expect(drawn).toEqual(['a', 'b', 'c']);
  });
});
