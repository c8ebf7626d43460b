/** Starts a worker that passes its probe run: candidate after candidate, each by its address and then from a blob. */
import type { BackendInfo, BackendName } from '../engine/types';
import {
  type Choice,
  chooseBackends,
  type PageFacts,
  type Refusal,
  reasonFor,
  reasonOfFailure,
} from './choice';
import type { FromWorker, ToWorker } from './protocol';

/** The part of a Worker that is used, so that tests can stand in for one. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}
export type Spawn = (name: BackendName, form: 'url' | 'blob') => WorkerPort;

/** What the client needs of the page. */
export interface ClientHost {
  readonly spawn: Spawn;
  readonly facts: () => PageFacts;
  /** Address of the page, for the files in public/. */
  readonly base: string;
  /** A start that is under way already. */
  readonly headStart?: HeadStart;
}

/** A start that was begun before the one who needs it was there; handed out once, and only to whom it fits. */
export interface HeadStart {
  take(forced: BackendName | null): Promise<Client> | null;
}

export function beginStart(host: ClientHost, forced: BackendName | null): HeadStart {
  let begun: Promise<Client> | null = startClient(host, forced);
  begun.catch(() => undefined); // whoever takes it hears of the failure
  return {
    take(wanted) {
      const taken = begun;
      begun = null;
      if (wanted === forced) return taken;
      void taken?.then((client) => client.stop());
      return null;
    },
  };
}

/** One worker that is ready. */
export interface Client {
  readonly backend: BackendInfo;
  readonly reason: string;
  post(message: ToWorker): void;
  /** What comes from now on; a worker that dies is heard as `failed`. */
  listen(take: (message: FromWorker) => void): void;
  stop(): void;
}

/** No backend would start. `message` is a sentence. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
}

/** The first backend that starts. `except`: backends that have just failed, with their sentence. Throws BackendError. */
export async function startClient(
  host: ClientHost,
  forced: BackendName | null,
  except: readonly Refusal[] = [],
): Promise<Client> {
  const choice: Choice = chooseBackends(host.facts(), forced);
  const refused: Refusal[] = [...choice.refused, ...except];
  for (const name of choice.order) {
    if (except.some(({ backend }) => backend === name)) continue;
    const started = await startWorker(host, name, forced === name);
    if (typeof started === 'string') {
      refused.push({ backend: name, reason: started });
      continue;
    }
    return { ...started, reason: reasonFor(started.backend, forced === name, refused) };
  }
  throw new BackendError(reasonOfFailure(forced, refused));
}

/** A ready worker, or the sentence that says why not. */
export async function startWorker(
  host: ClientHost,
  name: BackendName,
  forced: boolean,
): Promise<Omit<Client, 'reason'> | string> {
  const byAddress = await tryForm(host, name, 'url', forced);
  if (byAddress.outcome !== 'mute')
    return byAddress.outcome === 'ready' ? byAddress.client : byAddress.reason;
  const fromBlob = await tryForm(host, name, 'blob', forced);
  return fromBlob.outcome === 'ready' ? fromBlob.client : fromBlob.reason;
}

type Attempt =
  | { readonly outcome: 'ready'; readonly client: Omit<Client, 'reason'> }
  /** It answered, and said no. */
  | { readonly outcome: 'unfit'; readonly reason: string }
  /** It could not be made, or died before it said anything. */
  | { readonly outcome: 'mute'; readonly reason: string };

function tryForm(
  host: ClientHost,
  name: BackendName,
  form: 'url' | 'blob',
  forced: boolean,
): Promise<Attempt> {
  return new Promise((resolve) => {
    let port: WorkerPort;
    try {
      port = host.spawn(name, form);
    } catch (error) {
      resolve({ outcome: 'mute', reason: `Its worker may not be started here (${textOf(error)}).` });
      return;
    }
    const give = (attempt: Attempt) => {
      if (attempt.outcome !== 'ready') port.terminate();
      resolve(attempt);
    };
    port.onmessage = ({ data }) => {
      if (data.type === 'ready') give({ outcome: 'ready', client: clientOf(port, data.backend) });
      else if (data.type === 'unfit') give({ outcome: 'unfit', reason: data.reason });
      else if (data.type === 'failed') give({ outcome: 'unfit', reason: data.message });
    };
    port.onerror = (event) => {
      event.preventDefault?.();
      give({
        outcome: 'mute',
        reason: `Its worker did not start (${withoutStop(event.message || 'no reason given')}).`,
      });
    };
    port.onmessageerror = () => give({ outcome: 'mute', reason: 'Its worker sent something unreadable.' });
    port.postMessage({ type: 'start', base: host.base, forced });
  });
}

function clientOf(port: WorkerPort, backend: BackendInfo): Omit<Client, 'reason'> {
  /** What came between `ready` and `listen`. */
  const early: FromWorker[] = [];
  let take = (message: FromWorker): void => void early.push(message);
  const die = (message: string) => {
    port.terminate();
    take({ type: 'failed', message, lostContext: false });
  };
  port.onmessage = ({ data }) => take(data);
  port.onerror = (event) => {
    event.preventDefault?.();
    die(`The engine stopped with an error: ${withoutStop(event.message || 'no reason given')}.`);
  };
  port.onmessageerror = () => die('The engine sent something that could not be read.');
  return {
    backend,
    post: (message) => port.postMessage(message),
    listen(next) {
      take = next;
      for (const message of early.splice(0)) next(message);
    },
    stop() {
      take = () => {};
      port.terminate();
    },
  };
}

const withoutStop = (sentence: string) => sentence.replace(/\.$/, '');

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
