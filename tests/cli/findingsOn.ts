/** Runs presets on their first seed and holds them to what they are there to show. */
import { beforeAll, describe, expect, it } from 'vitest';
import { runSeed, type SeedRequest } from '../../src/cli/experiment/runSeed';
import { checked, checkWords } from '../../src/cli/findings/check';
import { claimedFacts } from '../../src/cli/findings/claimedFacts';
import { packedFile } from '../../src/cli/packedFile';
import type { Engine } from '../../src/engine/types';
import { PRESETS } from '../../src/spec/presets/registry';
import { startNode } from '../parity/startNode';

/** Every second preset, from `first` on: two files share the work, since files run beside each other. */
export function holdFindings(first: 0 | 1): void {
  const presets = PRESETS.filter((_, index) => index % 2 === first);
  describe('every preset shows on its first seed what it is there to show', () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startNode('wasm');
    });

    it.each(presets.map((preset) => [preset.id, preset] as const))(
      '%s',
      async (_, { experiment, finding }) => {
        const file = await packedFile(experiment.dataset.id);
        const run = (request: SeedRequest) => runSeed(engine, request);
        const facts = await claimedFacts(finding.checks, experiment, file, run);
        expect(finding.checks.length).toBeGreaterThan(0);
        for (const { check, value, holds } of checked(finding.checks, facts))
          expect
            .soft(holds, `${checkWords(check)} is ${value}, not in ${check.between.join(' … ')}`)
            .toBe(true);
      },
      120_000,
    );
  });
}
