import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/types';
import { compareNetwork, outside } from './compareNetwork';
import type { NetworkFile } from './oracleFile';
import { startNode } from './startNode';

const folder = new URL('../fixtures/oracle/networks/', import.meta.url);

/** Every network file, on one backend. */
export function networksOn(backend: 'cpu' | 'wasm') {
  describe(`networks trained on ${backend}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startNode(backend);
    });
    test.each(readdirSync(folder))('%s agrees with PyTorch at every comparable step', async (name) => {
      const file = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as NetworkFile;
      const findings = await compareNetwork(engine, file);
      expect(findings.length).toBeGreaterThan(10);
      expect(outside(findings)).toEqual([]);
    });
  });
}
