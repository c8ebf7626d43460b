/** Measures how fast a worker trains the user's own lanes, without making a step of them. */
import type { Client } from './client';
import type { FromWorker, ToWorker } from './protocol';

/** Steps a second, or null when the worker cannot hold any of the lanes. The client is listened to meanwhile. */
export function paceOfWorker(
  client: Omit<Client, 'reason'>,
  lanes: Extract<ToWorker, { type: 'lanes' }>,
): Promise<number | null> {
  return new Promise((resolve) => {
    const awaited = new Set(lanes.runs.map(({ runId }) => runId));
    let held = 0;
    const settle = (runId: string, isHeld: boolean) => {
      if (!awaited.delete(runId)) return;
      if (isHeld) held++;
      if (awaited.size > 0) return;
      if (held > 0) client.post({ type: 'pace' });
      else resolve(null);
    };
    client.listen((message: FromWorker) => {
      if (message.type === 'preview') settle(message.runId, true);
      else if (message.type === 'laneError') settle(message.runId, false);
      else if (message.type === 'pace') resolve(message.stepsPerSecond);
      else if (message.type === 'failed') resolve(null);
    });
    client.post(lanes);
  });
}
