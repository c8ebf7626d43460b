import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Device } from '../../src/engine/device';
import { probe } from '../../src/engine/probe';
import {
  compareActivations,
  compareClippings,
  compareLosses,
  compareOptimizers,
  compareSkips,
  type Mismatch,
} from './compareEntries';
import { startDeviceInNode } from './startNode';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/oracle/${name}.json`, import.meta.url), 'utf8'));

/** Every activation, loss, optimizer and clipping of the reference files, on one backend. */
export function entriesOn(backend: 'cpu' | 'wasm') {
  describe(`entries on ${backend}`, () => {
    let device: Device;
    beforeAll(async () => {
      device = await startDeviceInNode(backend);
    });
    const agree = (
      name: string,
      atLeast: number,
      compare: (device: Device) => Promise<{ compared: number; outside: Mismatch[] }>,
    ) =>
      test(`${name} agree with PyTorch`, async () => {
        const { compared, outside } = await compare(device);
        expect(outside).toEqual([]);
        expect(compared).toBeGreaterThan(atLeast);
      });
    agree('activations', 2000, (on) => compareActivations(on, read('activations')));
    agree('losses', 200, (on) => compareLosses(on, read('losses')));
    agree('optimizers', 5000, (on) => compareOptimizers(on, read('optimizers')));
    agree('clippings', 1000, (on) => compareClippings(on, read('clipping')));
    test('a step with a gradient that is not finite is skipped, and nothing remembers it', async () => {
      const { compared, outside } = await compareSkips(device);
      expect(outside).toEqual([]);
      expect(compared).toBe(14);
    });
    test('the probe run passes', async () => expect(await probe(device)).toBeNull());
  });
}
