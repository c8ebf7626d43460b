import { expect, test } from 'vitest';
import { startDevice } from '../../src/cli/startNode';
import { compareMeasures } from './measuresOn';

test('a recorder on WebAssembly’s heap, with kernels, says of every matrix what plain float64 says', async () => {
  const { compared, off } = await compareMeasures(await startDevice('wasm'));
  expect(off).toEqual([]);
  expect(compared).toBe(864);
});
