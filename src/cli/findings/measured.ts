/** The checked-in table of what `npm run findings -- --write` measured. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Measured, MeasuredCheck } from '../../spec/presets/measured';

/** From the project's folder, where commands run. */
const FILE = 'src/spec/presets/measured.json';

/** Puts one preset's numbers in the place of its older ones. Presets stand by name, so that a change shows as one. */
export function writeMeasured(
  id: string,
  backend: string,
  seeds: number,
  checks: readonly MeasuredCheck[],
): void {
  const file = path.resolve(FILE);
  const before: Measured = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Measured) : {}; // ours
  const after = { ...before, [id]: { backend, seeds, checks } };
  const sorted = Object.fromEntries(Object.entries(after).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
}
