/** Asks for what stood at the cursor's step. A cursor that is dragged asks when it rests a moment; the newest wins. */
import type { ToWorker } from '../runner/protocol';
import type { LaneRuns } from './laneRuns';

/** Milliseconds that the cursor must rest. */
export const REST_MS = 40;

interface Request {
  readonly step: number;
  /** Index of the selected layer: its histogram comes along. */
  readonly layer: number;
  readonly resolve: () => void;
}

export interface Inspector {
  /** Resolves when every lane that holds the step has its snapshot, or when a newer request has taken its place. */
  request(step: number, layer: number): Promise<void>;
  cancel(): void;
  answered(runId: string): void;
  /** Lanes were built anew, or the worker is another one: what was asked of old runs will not be answered. */
  prune(isAlive: (runId: string) => boolean): void;
}

export function createInspector(
  runs: Pick<LaneRuns, 'holding'>,
  post: (message: ToWorker) => void,
  after: (ms: number, callback: () => void) => () => void,
): Inspector {
  let wanted: Request | null = null;
  let stopWaiting: (() => void) | null = null;
  const outstanding = new Map<string, string>(); // runId → what was asked
  const refused = new Set<string>(); // asked and answered, and still not there: not asked again

  function send(): void {
    if (!wanted || outstanding.size > 0) return;
    const { step, layer } = wanted;
    for (const lane of runs.holding(step)) {
      const rowOfLane = layer < lane.layers ? layer : -1;
      const isKnown = lane.snapshot && (rowOfLane < 0 || lane.snapshot.histograms?.layer === rowOfLane);
      const question = `${lane.runId} ${step} ${rowOfLane}`;
      if (isKnown || refused.has(question)) continue;
      outstanding.set(lane.runId, question);
      post({ type: 'inspect', runId: lane.runId, step, layer: rowOfLane });
    }
    if (outstanding.size > 0) return;
    refused.clear();
    finish();
  }

  function finish(): void {
    const done = wanted;
    wanted = null;
    done?.resolve();
  }

  function cancel(): void {
    stopWaiting?.();
    stopWaiting = null;
    finish();
  }

  return {
    request(step, layer) {
      cancel();
      return new Promise((resolve) => {
        wanted = { step, layer, resolve };
        stopWaiting = after(REST_MS, () => {
          stopWaiting = null;
          send();
        });
      });
    },
    cancel,
    answered(runId) {
      const question = outstanding.get(runId);
      if (question === undefined) return;
      outstanding.delete(runId);
      refused.add(question);
      if (outstanding.size === 0 && !stopWaiting) send();
    },
    prune(isAlive) {
      const before = outstanding.size;
      for (const runId of outstanding.keys()) if (!isAlive(runId)) outstanding.delete(runId);
      if (before > 0 && outstanding.size === 0 && !stopWaiting) send();
    },
  };
}
