/** Scripts that were asked of the worker, until they come. */
import type { ScriptRequest } from '../export/pytorch/script';
import type { ToWorker } from '../runner/protocol';

export interface Scripts {
  /** Rejects with a sentence where the run is over before the script has come. */
  ask(runId: string, request: ScriptRequest): Promise<string>;
  answered(runId: string, text: string): void;
  /** What was asked of runs that are over will not be answered. */
  prune(isAlive: (runId: string) => boolean): void;
}

export function createScripts(post: (message: ToWorker) => void): Scripts {
  interface Asked {
    readonly runId: string;
    readonly resolve: (text: string) => void;
    readonly reject: (error: Error) => void;
  }
  let waiting: readonly Asked[] = [];
  return {
    ask: (runId, request) =>
      new Promise((resolve, reject) => {
        waiting = [...waiting, { runId, resolve, reject }];
        post({ type: 'script', runId, request });
      }),
    answered(runId, text) {
      for (const asked of waiting) if (asked.runId === runId) asked.resolve(text);
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
