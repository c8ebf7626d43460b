import { describe, expect, it } from 'vitest';
import type { LaneFacts } from '../../src/cli/experiment/facts';
import { checked } from '../../src/cli/findings/check';
import { holdFindings } from './findingsOn';

holdFindings(0);

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
