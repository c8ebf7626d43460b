import { expect, test } from 'vitest';
import { steadySteps } from '../../src/cli/parity/steadySteps';

const initial = new Map([['dense1/W', Float32Array.of(0.5, -1)]]);
/** A run whose norm at each step is 1, and from `from` on moves by `gain` times what the first weight was changed by. */
const runs = (from: number, gain: number) => (weights: ReadonlyMap<string, Float32Array>) => {
  const change = (weights.get('dense1/W')?.[0] ?? 0) / 0.5 - 1;
  const norms = Array.from({ length: 6 }, (_, step) => 1 + (step < from ? 1 : gain) * change);
  return Promise.resolve({ loss: norms.map(() => 1), globalNorm: norms });
};

test('steps are comparable until a change of a millionth in the first weights is one of a hundredth', async () => {
  expect(await steadySteps(6, initial, runs(3, 1e6))).toBe(3);
  expect(await steadySteps(6, initial, runs(0, 1e6))).toBe(0);
});

test('a network that amplifies nothing is comparable to the end', async () => {
  expect(await steadySteps(6, initial, runs(3, 1000))).toBe(6);
});
