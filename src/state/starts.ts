/** First steps that were asked of the worker, until they come. */
import type { Start } from '../engine/types';
import type { ToWorker } from '../runner/protocol';

export interface Starts {
  /** Rejects with a sentence where the run is over before it has come. */
  ask(runId: string): Promise<Start>;
  answered(runId: string, start: Start): void;
  /** What was asked of runs that are over will not be answered. */
  prune(isAlive: (runId: string) => boolean): void;
}

export function createStarts(post: (message: ToWorker) => void): Starts {
  interface Asked {
    readonly runId: string;
    readonly resolve: (start: Start) => void;
    readonly reject: (error: Error) => void;
  }
  let waiting: readonly Asked[] = [];
  return {
    ask: (runId) =>
      new Promise((resolve, reject) => {
        waiting = [...waiting, { runId, resolve, reject }];
        post({ type: 'firstStep', runId });
      }),
    answered(runId, start) {
      for (const asked of waiting) if (asked.runId === runId) asked.resolve(start);
      waiting = waiting.filter((asked) => asked.runId !== runId);
    },
    prune(isAlive) {
      const over = waiting.filter(({ runId }) => !isAlive(runId));
      waiting = waiting.filter(({ runId }) => isAlive(runId));
      for (const { reject } of over)
        reject(new Error('The lane was built anew while its script was written. Ask for it again.'));
    },
  };
}
