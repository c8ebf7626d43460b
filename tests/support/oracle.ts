/** Reads the reference numbers; tests/fixtures/oracle holds copies of the oracle's files. */
import { readFileSync } from 'node:fs';

export const readOracle = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../fixtures/oracle/${name}.json`, import.meta.url), 'utf8')) as T;
