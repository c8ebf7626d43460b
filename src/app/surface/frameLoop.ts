/**
 * The one frame loop of the page. Charts and texts ask for a frame; it runs for all of them, draws what is dirty, and
 * does nothing while the page is hidden. Input is answered between frames, so no frame takes long: what does not fit
 * waits for the next one, in the order in which it was asked for. On most machines all of it fits.
 */
export interface FrameTask {
  /** Draws, or writes a text. `nowMs`: the frame's time. Returning true asks for another frame. */
  frame(nowMs: number): boolean | void;
}

export interface FrameLoop {
  /** This task runs at the next frame that has room, once, however often it is asked for. */
  request(task: FrameTask): void;
  /** It runs at the very next frame, before all others: what is under the hand. */
  requestFirst(task: FrameTask): void;
  cancel(task: FrameTask): void;
  /** What is asked for runs now, all of it: a page that is about to be printed gets no frame any more. */
  flush(): void;
}

/** Half a frame of 60 Hz: the other half is the browser's, for style, layout and paint. */
export const FRAME_MS = 8;

/** `schedule` is requestAnimationFrame, `clock` performance.now; tests hand in their own. */
export function createFrameLoop(
  schedule: (callback: (nowMs: number) => void) => void,
  clock: () => number = () => performance.now(),
): FrameLoop {
  const due = new Set<FrameTask>();
  const first = new Set<FrameTask>();
  let isScheduled = false;

  function run(nowMs: number, budgetMs: number): void {
    isScheduled = false;
    const again: FrameTask[] = [];
    const startMs = clock();
    for (const task of [...first, ...due]) {
      if (clock() - startMs >= budgetMs) break;
      // One that was drawn may make another dirty; what is cancelled meanwhile is not drawn.
      if (!first.delete(task) && !due.has(task)) continue;
      due.delete(task);
      if (task.frame(nowMs) === true) again.push(task);
    }
    for (const task of again) due.add(task);
    if (due.size + first.size > 0) wake();
  }

  function wake(): void {
    if (isScheduled) return;
    isScheduled = true;
    schedule((nowMs) => run(nowMs, FRAME_MS));
  }

  return {
    request(task) {
      due.add(task);
      wake();
    },
    requestFirst(task) {
      first.add(task);
      wake();
    },
    cancel(task) {
      due.delete(task);
      first.delete(task);
    },
    flush: () => run(performance.now(), Number.POSITIVE_INFINITY),
  };
}

/** The page's loop. The browser calls no frames while the page is hidden, so nothing is drawn then. */
export const frameLoop = createFrameLoop((callback) => requestAnimationFrame(callback));
