/** Dropout by its law, and the same on every machine. */
import { beforeAll, describe, expect, test } from 'vitest';
import { startDevice } from '../../src/cli/startNode';
import type { Device } from '../../src/engine/device';
import { expectClose } from '../support/expectClose';
import { droppedOnes, wronglyDropped } from './droppedOnes';

let cpu: Device;
let wasm: Device;
beforeAll(async () => {
  [cpu, wasm] = [await startDevice('cpu'), await startDevice('wasm')];
});

describe('dropout', () => {
  test.each([0.1, 0.5, 0.9])(
    'of %d keeps the mean of ones, and their variance is r/(1 − r)',
    async (rate) => {
      const { forward } = await droppedOnes(cpu, rate);
      const mean = forward.reduce((sum, value) => sum + value, 0) / forward.length;
      const variance = forward.reduce((sum, value) => sum + (value - mean) ** 2, 0) / forward.length;
      // Five standard errors of 40,000 independent draws.
      const error = Math.sqrt(rate / (1 - rate) / forward.length);
      expect(Math.abs(mean - 1)).toBeLessThan(5 * error);
      expectClose(variance, rate / (1 - rate), { relative: 0.06 }, 'variance');
      expect([...new Set(forward)].toSorted((a, b) => a - b)).toEqual([0, Math.fround(1 / (1 - rate))]);
    },
  );

  test('lets the gradient through where it let the signal through', async () => {
    const { forward, backward } = await droppedOnes(cpu, 0.3);
    expect(backward).toEqual(forward);
  });

  test('drops the same numbers on plain JS and on WASM, others at the next step, and none when asked', async () => {
    const [a, b] = [await droppedOnes(cpu, 0.3), await droppedOnes(wasm, 0.3)];
    expect(b).toEqual(a);
    expect(await wronglyDropped(wasm, 0.3)).toBe(0);
    expect((await droppedOnes(cpu, 0.3, { step: 1 })).forward).not.toEqual(a.forward);
    const asked = await droppedOnes(cpu, 0.3, { training: false });
    expect(asked.forward.every((value) => value === 1)).toBe(true);
  });
});
