/**
 * The one frame loop of the page. Charts and texts ask for a frame; it runs once for all of them, draws what is dirty,
 * and does nothing while the page is hidden.
 */
export interface FrameTask {
  /** Draws, or writes a text. `nowMs`: the frame's time. Returning true asks for another frame. */
  frame(nowMs: number): boolean | void;
}

export interface FrameLoop {
  /** This task runs at the next frame, once, however often it is asked for. */
  request(task: FrameTask): void;
  cancel(task: FrameTask): void;
  /** What is asked for runs now: a page that is about to be printed gets no frame any more. */
  flush(): void;
}

/** `schedule` is requestAnimationFrame; tests hand in their own. */
export function createFrameLoop(schedule: (callback: (nowMs: number) => void) => void): FrameLoop {
  let due = new Set<FrameTask>();
  let isScheduled = false;

  function run(nowMs: number): void {
    isScheduled = false;
    const tasks = due;
    due = new Set();
    for (const task of tasks) if (task.frame(nowMs) === true) due.add(task);
    if (due.size > 0) wake();
  }

  function wake(): void {
    if (isScheduled) return;
    isScheduled = true;
    schedule(run);
  }

  return {
    request(task) {
      due.add(task);
      wake();
    },
    cancel: (task) => void due.delete(task),
    flush: () => run(performance.now()),
  };
}

/** The page's loop. The browser calls no frames while the page is hidden, so nothing is drawn then. */
export const frameLoop = createFrameLoop((callback) => requestAnimationFrame(callback));
