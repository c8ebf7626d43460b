import { beforeAll, describe, expect, test } from 'vitest';
import { compareFile } from '../../src/cli/parity/compareFile';
import { startDevice } from '../../src/cli/startNode';
import type { Device } from '../../src/engine/device';
import { createEngine } from '../../src/engine/engine';
import { explosionFindings, fixture, namesIn, UNSTEADY } from './fixtures';
import { RECURRENT_START, replayChecks } from './replayChecks';
import { FINE, verdict } from './verdict';

/** The networks that blow up, and what else is promised of runs, on one backend. */
export function explosionsOn(backend: 'cpu' | 'wasm') {
  describe(`explosions on ${backend}`, () => {
    let device: Device;
    beforeAll(async () => {
      device = await startDevice(backend);
    });
    test.each(namesIn('explosions'))(
      '%s fails first where PyTorch fails, and not when clipped',
      async (name) => {
        const reference = fixture(name);
        const outcome = await compareFile(device, reference.kind, reference.file);
        const { compared: _, ...found } = verdict(outcome);
        expect(found).toEqual(FINE);
        expect(outcome.findings.map(({ quantity }) => quantity)).toEqual(explosionFindings(reference));
        const stepLimit = outcome.findings.find(({ quantity }) => quantity === 'first.step')?.limit;
        expect(stepLimit).toBe(name === UNSTEADY ? 1 : 0);
      },
    );
    test('a run replays bit for bit, measured or not, and leaves no tensor', async () => {
      const { tensors, ...promises } = await replayChecks(createEngine(device));
      expect(promises).toEqual({
        backend,
        healthyReplays: true,
        explodingReplays: true,
        batchNormReplays: true,
        explodingLstmReplays: true,
        recurrentStart: RECURRENT_START,
        measuringChangesNothing: true,
      });
      expect(tensors[0]).toBe(tensors[1]);
      expect(tensors[2]).toBe(0);
    });
  });
}
