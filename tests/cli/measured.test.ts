import { describe, expect, it } from 'vitest';
import { CLAIMS } from '../../src/app/article/claims';
import { checkWords } from '../../src/cli/findings/check';
import type { Measured } from '../../src/spec/presets/measured';
import table from '../../src/spec/presets/measured.json';
import { PRESETS } from '../../src/spec/presets/registry';

const measured = table as unknown as Measured;

describe('the table of what was measured', () => {
  it.each(PRESETS.filter(({ id }) => id in measured).map((preset) => [preset.id, preset] as const))(
    'has of %s what it claims today, on three seeds; if not, run npm run findings -- --preset … --write',
    (id, { finding }) => {
      const { seeds, checks } = measured[id] ?? { seeds: 0, checks: [] };
      expect(seeds).toBe(3);
      expect(checks.map(({ what }) => what)).toEqual(finding.checks.map(checkWords));
      for (const { holds, values } of checks) {
        expect(holds).toBe(true);
        expect(values).toHaveLength(seeds);
      }
    },
  );
  it('speaks of no preset that is gone', () => {
    const ids = PRESETS.map(({ id }) => id);
    expect(Object.keys(measured).filter((id) => !ids.includes(id))).toEqual([]);
  });
});

it('the page of claims shows every preset, and none that is not there', () => {
  const shown = new Set(CLAIMS.flatMap(({ shownBy }) => shownBy));
  expect([...shown].sort()).toEqual(PRESETS.map(({ id }) => id).sort());
});
