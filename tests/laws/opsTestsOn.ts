import { expect, test } from 'vitest';
import { startDevice } from '../../src/cli/startNode';
import { OPS_CASES } from './opsCases';
import { compareOps } from './opsOn';

export function opsTestsOn(backend: 'cpu' | 'wasm') {
  test(`every operation of blocks on ${backend} gives what plain float64 loops give`, async () => {
    const { compared, off } = await compareOps(await startDevice(backend));
    expect(off).toEqual([]);
    expect(compared).toBeGreaterThan(10_000);
    expect(new Set(OPS_CASES.map(({ name }) => name)).size).toBe(OPS_CASES.length);
  });
}
