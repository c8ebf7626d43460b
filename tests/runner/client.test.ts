import { describe, expect, test } from 'vitest';
import type { BackendName } from '../../src/engine/types';
import { type ClientHost, startClient, type WorkerPort } from '../../src/runner/client';
import type { FromWorker } from '../../src/runner/protocol';

type Behaviour = 'ready' | 'throws' | 'dies' | { readonly unfit: string };

/** A page on which workers behave as told, by `name/form`; those not named are ready. */
function pageWith(
  behaviours: Readonly<Record<string, Behaviour>>,
  webgl: ReturnType<ClientHost['facts']>['webgl'] = { renderer: 'A real card', floatTargets: true },
) {
  const tried: string[] = [];
  const ports: (WorkerPort & { isTerminated: boolean })[] = [];
  const host: ClientHost = {
    base: 'http://test/',
    facts: () => ({ webgl, wasm: true }),
    spawn(name, form) {
      const key = `${name}/${form}`;
      tried.push(key);
      const behaviour = behaviours[key] ?? 'ready';
      if (behaviour === 'throws') throw new Error('SecurityError');
      const port = {
        onmessage: null as WorkerPort['onmessage'],
        onerror: null as WorkerPort['onerror'],
        onmessageerror: null as WorkerPort['onmessageerror'],
        isTerminated: false,
        terminate() {
          port.isTerminated = true;
        },
        postMessage() {
          queueMicrotask(() => {
            if (behaviour === 'dies') port.onerror?.({ message: 'blocked' } as ErrorEvent);
            else port.onmessage?.({ data: answer(name, behaviour) } as MessageEvent<FromWorker>);
          });
        },
      };
      ports.push(port);
      return port;
    },
  };
  return { host, tried, ports };
}

const answer = (name: BackendName, behaviour: Exclude<Behaviour, 'throws' | 'dies'>): FromWorker =>
  behaviour === 'ready'
    ? { type: 'ready', backend: { name, renderer: 'fake', floatBits: 32, software: false } }
    : { type: 'unfit', reason: behaviour.unfit };

describe('starting a worker', () => {
  test('by its address comes first, and then nothing else is tried', async () => {
    const page = pageWith({});
    expect((await startClient(page.host, null)).backend.name).toBe('webgl');
    expect(page.tried).toEqual(['webgl/url']);
  });

  test.each<Behaviour>(['throws', 'dies'])('from a blob where the address %s', async (behaviour) => {
    const page = pageWith({ 'webgl/url': behaviour });
    expect((await startClient(page.host, null)).backend.name).toBe('webgl');
    expect(page.tried).toEqual(['webgl/url', 'webgl/blob']);
  });

  test('that answers that it is unfit is not tried from a blob', async () => {
    const page = pageWith({ 'webgl/url': { unfit: 'The probe run gave wrong numbers.' } });
    const client = await startClient(page.host, null);
    expect(page.tried).toEqual(['webgl/url', 'wasm/url']);
    expect(client.reason).toBe('On the processor (WebAssembly), 32 bit: the probe run gave wrong numbers.');
    expect(page.ports[0]?.isTerminated).toBe(true);
  });

  test('falls through to plain JavaScript with every reason', async () => {
    const page = pageWith({ 'webgl/url': { unfit: 'No targets.' }, 'wasm/url': 'dies', 'wasm/blob': 'dies' });
    const client = await startClient(page.host, null);
    expect(client.backend.name).toBe('cpu');
    expect(client.reason).toContain('targets');
    expect(client.reason).toContain('did not start (blocked)');
  });

  test('a forced one that cannot start is said and never replaced', async () => {
    const page = pageWith({ 'webgl/url': { unfit: 'There is no context.' } });
    await expect(startClient(page.host, 'webgl')).rejects.toThrow(
      'WebGL was asked for and cannot be used here.',
    );
    expect(page.tried).toEqual(['webgl/url']);
  });

  test('a forced one is tried on software WebGL too', async () => {
    const page = pageWith({}, { renderer: 'SwiftShader', floatTargets: true });
    expect((await startClient(page.host, 'webgl')).backend.name).toBe('webgl');
  });
});

describe('a worker at work', () => {
  test('is heard from the first message on, also what came before anyone listened', async () => {
    const page = pageWith({});
    const client = await startClient(page.host, null);
    page.ports[0]?.onmessage?.({ data: { type: 'pace', stepsPerSecond: 7 } } as MessageEvent<FromWorker>);
    const heard: FromWorker[] = [];
    client.listen((message) => heard.push(message));
    expect(heard).toEqual([{ type: 'pace', stepsPerSecond: 7 }]);
  });

  test('that dies is heard as failed', async () => {
    const page = pageWith({});
    const client = await startClient(page.host, null);
    const heard: FromWorker[] = [];
    client.listen((message) => heard.push(message));
    page.ports[0]?.onerror?.({ message: 'out of memory' } as ErrorEvent);
    expect(heard).toEqual([
      { type: 'failed', message: 'The engine stopped with an error: out of memory.', lostContext: false },
    ]);
  });

  test('that was stopped is not heard any more', async () => {
    const page = pageWith({});
    const client = await startClient(page.host, null);
    const heard: FromWorker[] = [];
    client.listen((message) => heard.push(message));
    client.stop();
    page.ports[0]?.onmessage?.({ data: { type: 'pace', stepsPerSecond: 7 } } as MessageEvent<FromWorker>);
    expect(heard).toEqual([]);
  });
});
