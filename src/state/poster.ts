/**
 * Tells the worker which lanes there should be: at most once a frame, and never while the last telling is still being
 * built, so that a slider is followed at the rate at which step 0 can be measured.
 */
export interface Poster {
  /** Something has changed. */
  mark(): void;
  /** Tells now, if anything is left to tell and nothing is outstanding. */
  flush(): void;
  /** A run that was asked for has been measured, or cannot be. */
  answered(runId: string): void;
  /** Everything told is built, and nothing is left to tell. */
  readonly isSettled: () => boolean;
  /** The worker is another one, which has been told nothing. */
  reset(): void;
}

/** `tell` posts and returns the runs that will be answered; null while there is no worker. */
export function createPoster(
  frame: (callback: () => void) => void,
  tell: () => readonly string[] | null,
): Poster {
  let isMarked = false;
  let isScheduled = false;
  const awaited = new Set<string>();

  function flush(): void {
    if (!isMarked || awaited.size > 0) return;
    const told = tell();
    if (!told) return;
    isMarked = false;
    for (const runId of told) awaited.add(runId);
  }

  function schedule(): void {
    if (isScheduled || awaited.size > 0) return;
    isScheduled = true;
    frame(() => {
      isScheduled = false;
      flush();
    });
  }

  return {
    mark() {
      isMarked = true;
      schedule();
    },
    flush,
    answered(runId) {
      if (awaited.delete(runId) && awaited.size === 0 && isMarked) schedule();
    },
    isSettled: () => !isMarked && awaited.size === 0,
    reset() {
      awaited.clear();
      isMarked = true;
    },
  };
}
