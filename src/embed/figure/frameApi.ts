/** The calls of the page round the embed, answered by the lab's own API; and the run's events, told to it. */
import type { BackblastApi } from '../../app/api';
import { type Call, METHODS, type Method, methodOf, type Reply, tell } from '../protocol';

export interface Hands {
  /** Begins where the figure rests. */
  readonly api: () => Promise<BackblastApi>;
  readonly pause: () => Promise<void>;
  readonly set: (value: unknown) => Promise<void>;
  readonly rest: () => void;
  readonly run: () => Promise<void>;
}

type Answers = { readonly [Name in Method]: (...args: readonly unknown[]) => unknown };

/** What comes from outside is checked by the API's own methods. */
const answersOf = ({ api, set, rest, run, pause }: Hands): Answers => ({
  run,
  set,
  rest,
  pause,
  step: async (n = 1) => (await api()).step(n as number),
  rewind: async () => (await api()).rewind(),
  seek: async (step = null) => (await api()).seek(step as number | null),
  experiment: async () => (await api()).experiment(),
  load: async (json) => (await api()).load(json),
  history: async (lane = 0) => (await api()).history(typeof lane === 'number' ? lane : String(lane)),
  toPNG: async () => (await api()).toPNG(),
});

export function createAnswering(hands: Hands): (event: MessageEvent) => Promise<void> {
  const answers = answersOf(hands);
  return async ({ data, source }) => {
    const method = methodOf(data);
    if (method === null || !METHODS.includes(method) || source !== parent) return;
    const { id, args = [] } = data as Call; // its type was read; `id` goes back as it came
    const reply = (answer: { value: unknown } | { error: string }) =>
      parent.postMessage({ type: 'backblast:reply', id, ...answer } satisfies Reply, '*');
    try {
      reply({ value: await answers[method](...(Array.isArray(args) ? args : [])) });
    } catch (error) {
      reply({ error: error instanceof Error ? error.message : String(error) });
    }
  };
}

/** Tells what happens; steps are told as the newest of each frame. Returns what ends it. */
export function tellEvents({ on }: Pick<BackblastApi, 'on'>): () => void {
  const newest = new Map<string, number>();
  let frame = 0;
  const stops = [
    on('step', ({ lane, step }) => {
      newest.set(lane, step);
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        for (const [each, last] of newest) tell('step', { lane: each, step: last });
        newest.clear();
      });
    }),
    on('stopped', (event) => tell('stopped', event)),
    on('regime', (event) => tell('regime', event)),
    on('error', (event) => tell('error', event)),
  ];
  return () => {
    cancelAnimationFrame(frame);
    for (const stop of stops) stop();
  };
}
