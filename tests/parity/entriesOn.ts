import { beforeAll, describe, expect, test } from 'vitest';
import { compareFile } from '../../src/cli/parity/compareFile';
import { outside } from '../../src/cli/parity/findings';
import { startDevice } from '../../src/cli/startNode';
import type { Device } from '../../src/engine/device';
import { probe } from '../../src/engine/probe';
import { ENTRIES, fixture } from './fixtures';
import { compareSkips } from './skips';
import { FINE, verdict } from './verdict';

/** Every activation, loss, optimizer, clipping and initializer of the reference files, on one backend. */
export function entriesOn(backend: 'cpu' | 'wasm') {
  describe(`entries on ${backend}`, () => {
    let device: Device;
    beforeAll(async () => {
      device = await startDevice(backend);
    });
    test.each(ENTRIES)('%s agree with PyTorch', async (name, atLeast) => {
      const { kind, file } = fixture(`${name}.json`);
      const { compared, ...found } = verdict(await compareFile(device, kind, file));
      expect(found).toEqual(FINE);
      expect(compared).toBeGreaterThan(atLeast);
    });
    test('a step with a gradient that is not finite is skipped, and nothing remembers it', async () => {
      const findings = await compareSkips(device);
      expect(outside(findings)).toEqual([]);
      expect(findings).toHaveLength(14);
    });
    test('the probe run passes', async () => expect(await probe(device)).toBeNull());
  });
}
