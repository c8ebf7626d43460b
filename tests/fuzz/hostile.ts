/** What nobody would write and somebody might send: JSON texts that are valid, mutated or hostile, from named streams. */
import {
  ACTIVATIONS,
  CLIPPINGS,
  INITIALIZERS,
  METRICS,
  OPTIMIZERS,
  SCHEDULES,
} from '../../src/catalogue/registry';
import type { Stream } from '../../src/random/stream';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const LISTS = [ACTIVATIONS, CLIPPINGS, INITIALIZERS, METRICS, OPTIMIZERS, SCHEDULES];
const ON_PROTOTYPES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
];
const PATHS = [
  '0',
  '-1',
  'NaN',
  'null',
  'a',
  'b1',
  'b1.values.width',
  'clipping.threshold',
  '../../etc/passwd',
];
const ODD = [
  '',
  '<script>',
  '\u0000',
  '\ud800',
  '\u202e',
  '💥'.repeat(30),
  'x'.repeat(3000),
  '%s%n',
  "'; DROP",
];
const IDS = LISTS.flatMap((list) => list.map(({ id }) => id));
const WORDS: readonly string[] = [...IDS, ...ON_PROTOTYPES, ...PATHS, ...ODD];
const NUMBERS: readonly number[] = [
  0,
  -0,
  1,
  -1,
  0.5,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  5e-324,
  1e-300,
  1e300,
  1e-7,
  255,
  257,
];
const SETTINGS = 'version lanes blocks stack values edits kind type id step path value'.split(' ');
const KEYS: readonly string[] = [...SETTINGS, ...ON_PROTOTYPES, '0', '', 'k'.repeat(2000)];

const pick = <T>(draws: Stream, list: readonly T[]): T => list[draws.integer(list.length)] as T;

/** Any JSON; lists and objects have up to five values and stand up to `depth` deep. */
export function anyJson(draws: Stream, depth = 4): Json {
  const kind = draws.integer(depth > 0 ? 8 : 5);
  if (kind === 0) return null;
  if (kind === 1) return draws.uniform() < 0.5;
  if (kind === 2) return pick(draws, NUMBERS);
  if (kind === 3) return draws.normal() * 10 ** (draws.integer(40) - 20);
  if (kind === 4) return pick(draws, WORDS);
  const items = Array.from({ length: draws.integer(6) }, () => anyJson(draws, depth - 1));
  return kind === 5 ? items : objectOf(items.map((item) => [pick(draws, KEYS), item]));
}

/** As JSON.parse makes them: `__proto__` is a key like any other. */
const objectOf = (entries: readonly (readonly [string, Json])[]): Json =>
  JSON.parse(
    `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join()}}`,
  ) as Json;

/** The same JSON with one place changed: a value replaced, taken out, doubled, renamed, moved a little, or put elsewhere. */
export function mutated(draws: Stream, json: Json): Json {
  const places: (string | number)[][] = [];
  walk(json, [], (path) => places.push(path));
  const target = pick(draws, places);
  const way = draws.integer(7);
  return changeAt(json, target, (value) => {
    if (way === 0) return anyJson(draws, 2);
    if (way === 1) return undefined;
    if (way === 2) return pick(draws, NUMBERS);
    if (way === 3) return pick(draws, WORDS);
    if (way === 4 && Array.isArray(value)) return [...value, ...value];
    if (way === 4 && typeof value === 'object' && value !== null)
      return objectOf([...Object.entries(value), [pick(draws, KEYS), anyJson(draws, 1)]]);
    if (way === 5 && typeof value === 'number') return value * (1 + draws.normal());
    return valueAt(json, pick(draws, places));
  });
}

function walk(json: Json, path: (string | number)[], visit: (path: (string | number)[]) => void): void {
  if (path.length > 0) visit(path);
  if (Array.isArray(json)) json.forEach((item, index) => walk(item, [...path, index], visit));
  else if (typeof json === 'object' && json !== null)
    for (const [key, item] of Object.entries(json)) walk(item, [...path, key], visit);
}

const valueAt = (json: Json, path: readonly (string | number)[]): Json =>
  path.reduce<Json>((at, key) => (at as Record<string | number, Json>)[key] as Json, json);

function changeAt(
  json: Json,
  [key, ...rest]: readonly (string | number)[],
  change: (value: Json) => Json | undefined,
): Json {
  if (key === undefined || typeof json !== 'object' || json === null) return json;
  const own = (json as Record<string | number, Json>)[key] as Json;
  const next = rest.length > 0 ? changeAt(own, rest, change) : change(own);
  if (Array.isArray(json)) return json.toSpliced(Number(key), 1, ...(next === undefined ? [] : [next]));
  return objectOf(
    Object.entries(json).flatMap(([name, value]) =>
      name !== key ? [[name, value] as const] : next === undefined ? [] : [[name, next] as const],
    ),
  );
}
