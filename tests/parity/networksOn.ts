import { beforeAll, describe, expect, test } from 'vitest';
import { compareFile } from '../../src/cli/parity/compareFile';
import { startDevice } from '../../src/cli/startNode';
import type { Device } from '../../src/engine/device';
import { fixture, namesIn } from './fixtures';
import { FINE, verdict } from './verdict';

/** Every network file, on one backend. */
export function networksOn(backend: 'cpu' | 'wasm') {
  describe(`networks trained on ${backend}`, () => {
    let device: Device;
    beforeAll(async () => {
      device = await startDevice(backend);
    });
    test.each(namesIn('networks'))('%s agrees with PyTorch at every comparable step', async (name) => {
      const { kind, file } = fixture(name);
      const outcome = await compareFile(device, kind, file);
      const { compared, ...found } = verdict(outcome);
      expect(outcome.findings.length).toBeGreaterThan(10);
      expect(found).toEqual(FINE);
      expect(compared).toBeGreaterThan(100);
    });
  });
}
