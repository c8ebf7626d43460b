import { expect, test } from 'vitest';
import { beginStart, type ClientHost, type WorkerPort } from '../../src/runner/client';

/** Workers that are ready at once; `stopped` counts those that were ended. */
function host() {
  const seen = { started: 0, stopped: 0 };
  const spawn = (name: string): WorkerPort => {
    seen.started++;
    const port: WorkerPort = {
      postMessage: () => {
        const backend = { name, renderer: '', software: false, floatBits: 32 };
        queueMicrotask(() => port.onmessage?.({ data: { type: 'ready', backend } } as MessageEvent));
      },
      terminate: () => void seen.stopped++,
      onmessage: null,
      onerror: null,
      onmessageerror: null,
    };
    return port;
  };
  const given: ClientHost = { spawn, facts: () => ({ webgl: null, wasm: true }), base: 'https://here/' };
  return { given, seen };
}

test('the start that was begun is handed out once', async () => {
  const { given, seen } = host();
  const headStart = beginStart(given, null);
  expect((await headStart.take(null))?.backend.name).toBe('wasm');
  expect(headStart.take(null)).toBeNull();
  expect(seen).toEqual({ started: 1, stopped: 0 });
});

test('a start of another backend than is wanted is ended', async () => {
  const { given, seen } = host();
  const headStart = beginStart(given, null);
  expect(headStart.take('cpu')).toBeNull();
  await expect.poll(() => seen.stopped).toBe(1);
});
