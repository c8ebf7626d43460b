import { expect, it } from 'vitest';
import { startDevice } from '../../src/cli/startNode';
import { differences, everyBlockOn } from './everyBlock';

it('every block measures the same on WASM as on plain JS', async () => {
  const plain = await everyBlockOn(await startDevice('cpu'));
  const wasm = await everyBlockOn(await startDevice('wasm'));
  expect(plain.every(({ values }) => values.some(Number.isFinite))).toBe(true);
  expect(differences(wasm, plain, 2e-5)).toEqual([]);
});
