/** Old links must open for ever: `upgraders[n]` turns the plain JSON of version n − 1 into version n. None knows today's types. */
import { SpecError, VERSION } from './types';

export type Upgrader = (json: Readonly<Record<string, unknown>>) => Record<string, unknown>;

const upgraders: Readonly<Record<number, Upgrader>> = {
  // 2: the view has the step that is shown, and which controls a reader has.
  2: (json) => ({ ...json, view: { ...asObject(json.view), cursor: null, controls: null } }),
};

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

for (let version = 2; version <= VERSION; version++) {
  if (!upgraders[version]) throw new Error(`There is no upgrader to version ${version}.`);
}

/** JSON of any version up to today's, as today's; `parse` has looked at the version. */
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
