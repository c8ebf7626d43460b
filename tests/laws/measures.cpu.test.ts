import { expect, test } from 'vitest';
import { startDevice } from '../../src/cli/startNode';
import { compareMeasures } from './measuresOn';

test('a recorder on the heap says of every matrix what plain float64 says', async () => {
  const { compared, off } = await compareMeasures(await startDevice('cpu'));
  expect(off).toEqual([]);
  expect(compared).toBe(864);
});
