/** What the three workers have in common: one engine, its lanes, and the page's messages in order. */
import { fetchFrom } from '../../data/load';
import { runInWorker } from '../../data/twins';
import type { Device } from '../../engine/device';
import { createEngine } from '../../engine/engine';
import { probe } from '../../engine/probe';
import { Lanes } from './lanes';
import { measurePace } from './measurePace';
import type { FromWorker, ToWorker } from '../protocol';
import { type Clock, Scheduler } from './scheduler';

/** Starts the device; the context is given where there is one to lose. */
export type StartDevice = (
  forced: boolean,
) => Promise<{ readonly device: Device; readonly context?: WebGL2RenderingContext }>;

const clock: Clock = {
  now: () => performance.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

export function serve(startDevice: StartDevice) {
  const post = (message: FromWorker, transfer: ArrayBuffer[] = []) => self.postMessage(message, { transfer });
  let room: {
    readonly lanes: Lanes;
    readonly scheduler: Scheduler;
    readonly context: WebGL2RenderingContext | undefined;
  } | null = null;
  // One after the other: `lanes` waits for data and device, and what follows relies on it.
  let queue: Promise<void> = Promise.resolve();

  async function start({ base, forced }: Extract<ToWorker, { type: 'start' }>) {
    try {
      const { device, context } = await startDevice(forced);
      const fault = await probe(device);
      if (fault) {
        post({ type: 'unfit', reason: fault });
        return;
      }
      const lanes = new Lanes(createEngine(device), fetchFrom(base, runInWorker), post);
      room = { lanes, scheduler: new Scheduler(lanes, post, clock), context };
      context?.canvas.addEventListener('webglcontextlost', () => {
        post({
          type: 'failed',
          message: 'The browser took the GPU away (lost WebGL context).',
          lostContext: true,
        });
      });
      post({ type: 'ready', backend: device.info });
    } catch (error) {
      post({ type: 'unfit', reason: error instanceof Error ? error.message : String(error) });
    }
  }

  async function handle(message: ToWorker) {
    if (message.type === 'start') return start(message);
    if (!room) return;
    const { lanes, scheduler, context } = room;
    switch (message.type) {
      case 'lanes':
        return scheduler.hold(() => lanes.become(message));
      case 'run':
        return scheduler.run(message);
      case 'pause':
        return scheduler.pause();
      case 'rewind':
        return scheduler.hold(async () => lanes.rewind());
      case 'select':
        lanes.selectedLayer = message.layer;
        return;
      case 'inspect': {
        const lane = lanes.find(message.runId);
        if (!lane) return;
        return scheduler.hold(async () => {
          const snapshot = await lane.trainer.snapshotAt(message.step, message.layer);
          post({ type: 'snapshot', runId: message.runId, snapshot, live: false });
        });
      }
      case 'firstStep': {
        const { runId } = message;
        const lane = lanes.find(runId);
        if (!lane) return;
        return scheduler.hold(async () => {
          post({ type: 'firstStep', runId, start: await lane.trainer.start() });
        });
      }
      case 'pace':
        post({ type: 'pace', stepsPerSecond: await scheduler.hold(() => measurePace(lanes, clock)) });
        return;
      case 'door':
        if (message.door === 'die') throw new Error('The door “die” was opened.');
        if (typeof message.door === 'object') {
          for (const { trainer } of lanes.list) trainer.poison(message.door.poison);
          return;
        }
        context?.getExtension('WEBGL_lose_context')?.loseContext();
        return;
      case 'credit':
        return;
    }
  }

  self.onmessage = ({ data: message }: MessageEvent<ToWorker>) => {
    // Credit is heard at once: a queue behind a run that waits for it would never move.
    if (message.type === 'credit') {
      room?.scheduler.takeCredit();
      return;
    }
    queue = queue
      .then(() => handle(message))
      .catch((error: unknown) => {
        if (message.type === 'door')
          setTimeout(() => {
            throw error;
          });
        else
          post({
            type: 'failed',
            message: error instanceof Error ? error.message : String(error),
            lostContext: false,
          });
      });
  };
}
