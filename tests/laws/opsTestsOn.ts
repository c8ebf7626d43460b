import { expect, test } from 'vitest';
import { startDevice } from '../../src/cli/startNode';
import { Constants } from '../../src/engine/loops/constants';
import { keep, release, scope, type Tensor } from '../../src/engine/tf';
import { KEPT_CONSTANTS, OPS_CASES } from './opsCases';
import { compareOps } from './opsOn';

export function opsTestsOn(backend: 'cpu' | 'wasm') {
  test(`every operation of blocks on ${backend} gives what plain float64 loops give`, async () => {
    const { compared, off, tensorsLeft } = await compareOps(await startDevice(backend));
    expect(off).toEqual([]);
    expect(tensorsLeft).toBe(KEPT_CONSTANTS);
    expect(compared).toBeGreaterThan(10_000);
    expect(new Set(OPS_CASES.map(({ name }) => name)).size).toBe(OPS_CASES.length);
  });

  test(`a constant that ${backend} lets go lives until its step ends`, async () => {
    const device = await startDevice(backend);
    const constants = new Constants<Tensor>(keep, release, 4);
    const get = (name: string) => constants.get(name, 1, 3, () => device.upload(new Float32Array(3), [1, 3]));
    const before = device.counts().tensors;
    scope(() => {
      const first = get('first');
      get('second');
      expect(first.isDisposed).toBe(false);
      expect(device.counts().tensors).toBe(before + 2);
    });
    expect(device.counts().tensors).toBe(before + 1);
    get('third'); // outside of any step
    expect(device.counts().tensors).toBe(before + 1);
  });
}
