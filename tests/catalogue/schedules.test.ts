import { describe, expect, it } from 'vitest';
import { defaultsOf, SCHEDULES, schedule } from '../../src/catalogue/registry';

describe.each(SCHEDULES)('$id', (entry) => {
  it('never asks for a negative or infinite rate', () => {
    for (const update of [0, 1, 99, 100, 1e6]) {
      const factor = entry.factor(update, defaultsOf(entry));
      expect(factor).toBeGreaterThanOrEqual(0);
      expect(factor).toBeLessThanOrEqual(1);
    }
  });
});

it.each([
  ['warmup', { warmupSteps: 4 }, [0.25, 0.5, 0.75, 1, 1]],
  ['step', { stepSize: 2, gamma: 0.5 }, [1, 1, 0.5, 0.5, 0.25]],
  ['constant', {}, [1, 1, 1, 1, 1]],
])('%s over the first updates', (id, values, expected) => {
  expect(expected.map((_, update) => schedule(id).factor(update, values))).toEqual(expected);
});

it('holds the cosine at its final share after its last step', () => {
  const values = { totalSteps: 10, finalFraction: 0.1 };
  expect(schedule('cosine').factor(5, values)).toBeCloseTo(0.55, 14);
  expect(schedule('cosine').factor(10, values)).toBeCloseTo(0.1, 14);
  expect(schedule('cosine').factor(1e6, values)).toBeCloseTo(0.1, 14);
});
