/**
 * The one worker at a time: starts it, starts another when it dies, and before a run makes sure that it is the faster
 * kind. Never two at work, but for the moment in which their pace is compared.
 */
import type { BackendName } from '../engine/types';
import { reasonOfPace, type Refusal, SLOW_PACE } from '../runner/choice';
import { type Client, type ClientHost, startClient, startWorker } from '../runner/client';
import { paceOfWorker } from '../runner/paceOfWorker';
import type { FromWorker, ToWorker } from '../runner/protocol';

type LanesMessage = Extract<ToWorker, { type: 'lanes' }>;

/** Deaths without a step in between after which a backend is given up. */
const DEATHS_FORGIVEN = 2;

export interface EngineRoom {
  readonly client: Client | null;
  post(message: ToWorker): void;
  /** Starts a worker, whatever there was before. Throws BackendError; resolves to null when another start overtook this one. */
  start(forced: BackendName | null): Promise<Client | null>;
  /** After a death: the same backend again, or the next one where it dies again and again. */
  restart(message: string, forced: BackendName | null): Promise<Client | null>;
  /** The worker has made steps: its deaths are forgiven. */
  isWell(): void;
  /** Before a run: WebGL that is slow with these lanes gives way to WebAssembly where that is faster. True: it did. */
  chooseByPace(lanes: LanesMessage, forced: BackendName | null): Promise<boolean>;
  /** The answer to a `pace` asked by `chooseByPace`. */
  takePace(stepsPerSecond: number | null): void;
  stop(): void;
}

export function createEngineRoom(host: ClientHost, take: (message: FromWorker) => void): EngineRoom {
  let client: Client | null = null;
  let starts = 0;
  let deaths = 0;
  let givenUp: Refusal[] = [];
  let answerPace: ((stepsPerSecond: number | null) => void) | null = null;
  const measured = new Set<string>();

  function stop(): void {
    client?.stop();
    client = null;
    answerPace?.(null);
    answerPace = null;
  }

  function adopt(next: Client): void {
    stop();
    client = next;
    next.listen(take);
  }

  async function start(forced: BackendName | null): Promise<Client | null> {
    const own = ++starts;
    stop();
    const next = await (host.headStart?.take(forced) ?? startClient(host, forced, givenUp));
    if (own !== starts) {
      next.stop();
      return null;
    }
    adopt(next);
    return next;
  }

  return {
    get client() {
      return client;
    },
    post: (message) => client?.post(message),
    start(forced) {
      givenUp = [];
      deaths = 0;
      return start(forced);
    },
    restart(message, forced) {
      deaths++;
      const name = client?.backend.name;
      if (name && deaths > DEATHS_FORGIVEN) {
        givenUp = [...givenUp, { backend: name, reason: message }];
        deaths = 0;
      }
      return start(forced);
    },
    isWell() {
      deaths = 0;
    },
    async chooseByPace(lanes, forced) {
      const question = JSON.stringify({
        ...lanes,
        runs: lanes.runs.map(({ spec }) => ({ ...spec, id: '', name: '', edits: [] })),
      });
      if (forced || client?.backend.name !== 'webgl' || measured.has(question)) return false;
      const own = starts;
      const webglPace = await new Promise<number | null>((resolve) => {
        answerPace = resolve;
        client?.post({ type: 'pace' });
      });
      measured.add(question);
      if (webglPace === null || webglPace >= SLOW_PACE) return false;
      const rival = await startWorker(host, 'wasm', false);
      if (typeof rival === 'string') return false;
      const wasmPace = await paceOfWorker(rival, lanes);
      if (own !== starts || wasmPace === null || wasmPace <= webglPace) {
        rival.stop();
        return false;
      }
      adopt({ ...rival, reason: reasonOfPace(rival.backend, webglPace, wasmPace) });
      return true;
    },
    takePace(stepsPerSecond) {
      answerPace?.(stepsPerSecond);
      answerPace = null;
    },
    stop() {
      starts++;
      stop();
    },
  };
}
