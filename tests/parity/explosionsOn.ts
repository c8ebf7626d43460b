import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/types';
import { compareExplosion } from './compareExplosion';
import type { ExplosionFile } from './oracleFile';
import { replayChecks } from './replayChecks';
import { startNode } from './startNode';

const folder = new URL('../fixtures/oracle/explosions/', import.meta.url);

/** The networks that blow up, and what else is promised of runs, on one backend. */
export function explosionsOn(backend: 'cpu' | 'wasm') {
  describe(`explosions on ${backend}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startNode(backend);
    });
    test.each(readdirSync(folder))(
      '%s fails first where PyTorch fails, and not when clipped',
      async (name) => {
        const finding = await compareExplosion(
          engine,
          JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as ExplosionFile,
        );
        expect(finding.first).toEqual(finding.expected);
        // Ten times the 1e-3 to which float32 and float64 PyTorch agree over these steps.
        expect(finding.normError).toBeLessThan(1e-2);
        expect(finding.clippedIsFinite).toBe(true);
      },
    );
    test('a run replays bit for bit, measured or not, and leaves no tensor', async () => {
      const { tensors, ...promises } = await replayChecks(engine);
      expect(promises).toEqual({
        backend,
        healthyReplays: true,
        explodingReplays: true,
        measuringChangesNothing: true,
      });
      expect(tensors[0]).toBe(tensors[1]);
      expect(tensors[2]).toBe(0);
    });
  });
}
