import { beforeAll, describe, expect, it } from 'vitest';
import { runSeed } from '../../src/cli/experiment/runSeed';
import type { LaneFacts } from '../../src/cli/experiment/facts';
import { checked, checkWords } from '../../src/cli/findings/check';
import { packedFile } from '../../src/cli/packedFile';
import type { Engine } from '../../src/engine/types';
import { PRESETS } from '../../src/spec/presets/registry';
import { startNode } from '../parity/startNode';

describe('every preset shows on its first seed what it is there to show', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startNode('wasm');
  });

  it.each(PRESETS.map((preset) => [preset.id, preset] as const))(
    '%s',
    async (_, { experiment, finding }) => {
      const { facts } = await runSeed(engine, {
        experiment,
        steps: experiment.length,
        file: await packedFile(experiment.dataset.id),
        wantsHistories: false,
      });
      expect(finding.checks.length).toBeGreaterThan(0);
      for (const { check, value, holds } of checked(finding.checks, facts))
        expect
          .soft(holds, `${checkWords(check)} is ${value}, not in ${check.between.join(' … ')}`)
          .toBe(true);
    },
    120_000,
  );
});

describe('a check', () => {
  const facts = [
    { lane: 'a', loss: 4 },
    { lane: 'b', loss: Number.NaN },
  ] as unknown as LaneFacts[]; // the facts that the checks below read
  it('holds within its range, ends included, and never for NaN', () => {
    const of = (lane: string, between: readonly [number, number], over?: string) =>
      checked([{ lane, fact: 'loss', between, ...(over ? { over } : {}) }], facts)[0];
    expect(of('a', [4, 5])?.holds).toBe(true);
    expect(of('a', [4.1, 5])?.holds).toBe(false);
    expect(of('b', [-Infinity, Infinity])?.holds).toBe(false);
    expect(of('a', [1, 1], 'a')).toMatchObject({ value: 1, holds: true });
  });
  it('refuses a lane that is not there', () => {
    expect(() => checked([{ lane: 'c', fact: 'loss', between: [0, 1] }], facts)).toThrow(/lane “c”/);
  });
});
