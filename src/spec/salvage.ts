/** What can be read of an experiment from the future: everything that today's Backblast knows, the rest left out. */
import { newExperiment, newLane } from './defaults';
import { parse } from './schema';
import { type Readable, SpecError, VERSION } from './types';

/** More missing pieces than this, and it is another experiment. */
const MOST_LEFT = 40;

/** Null where too much is unknown. `json` is not changed. */
export function salvage(json: Readonly<Record<string, unknown>>): Readable | null {
  const copy: Json = { ...structuredClone(json), version: VERSION };
  const left: string[] = [];
  while (left.length <= MOST_LEFT) {
    try {
      return { experiment: parse(copy), left };
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      const keys = keysOf(error.path);
      if (!mend(copy, keys, left)) return null;
      left.push(keys.join('.'));
    }
  }
  return null;
}

/** Of a kind or type that is unknown, the whole choice or block is meant. */
const keysOf = (path: string): readonly string[] =>
  path
    .replace(/\.(kind|type)$/, '')
    .split(/[.[\]]+/)
    .filter((key) => key !== '');

/**
 * What stands at the path becomes what is usual there, or goes; where that was done already, or nothing stands there,
 * what is around it goes. False where nothing is left to take out.
 */
function mend(json: Json, keys: readonly string[], left: readonly string[]): boolean {
  const key = keys.at(-1);
  if (key === undefined) return false;
  const around = keys.slice(0, -1).reduce<unknown>((at, each) => (isBranch(at) ? at[each] : undefined), json);
  if (Array.isArray(around) && key in around) return around.splice(Number(key), 1).length > 0;
  const isSpent = ESSENTIAL.has(key) || left.includes(keys.join('.'));
  const usual = isSpent ? undefined : usualAt(keys);
  if (!isBranch(around) || (usual === undefined && !Object.hasOwn(around, key)))
    return mend(json, keys.slice(0, -1), left);
  if (usual === undefined) delete around[key];
  else around[key] = usual;
  return true;
}

/** Without these it would be another experiment. */
const ESSENTIAL: ReadonlySet<string> = new Set(['lanes', 'dataset', 'id', 'blocks']);

/** What a new experiment or lane has there. */
function usualAt([first = '', second, third, ...rest]: readonly string[]): unknown {
  const experiment: object = newExperiment();
  if (first === 'view' && second !== undefined && third === undefined)
    return at(newExperiment().view, second);
  if (first === 'lanes') return third !== undefined && rest.length === 0 ? at(newLane(), third) : undefined;
  return second === undefined ? at(experiment, first) : undefined;
}

const at = (of: object, key: string): unknown => (Object.hasOwn(of, key) ? Reflect.get(of, key) : undefined);

type Json = Record<string, unknown>;
const isBranch = (value: unknown): value is Json => typeof value === 'object' && value !== null;
