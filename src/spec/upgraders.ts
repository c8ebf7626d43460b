/** Old links must open for ever: `upgraders[n]` turns the plain JSON of version n − 1 into version n. None knows today's types. */
import { SpecError, VERSION } from './types';

export type Upgrader = (json: Readonly<Record<string, unknown>>) => Record<string, unknown>;

const upgraders: Readonly<Record<number, Upgrader>> = {};

for (let version = 2; version <= VERSION; version++) {
  if (!upgraders[version]) throw new Error(`There is no upgrader to version ${version}.`);
}

/** JSON of any version up to today's, as today's. Throws SpecError for JSON that is no object; newer versions are left to `parse`. */
export function upgrade(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  let json: Record<string, unknown> = { ...raw };
  for (let version = Number(json.version) + 1; version <= VERSION; version++) {
    const upgrader = upgraders[version];
    if (!upgrader)
      throw new SpecError(
        `Version ${version - 1} was never a version. It must be from 1 to ${VERSION}.`,
        'version',
      );
    json = { ...upgrader(json), version };
  }
  return json;
}
