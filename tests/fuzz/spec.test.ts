/** Fuzz of the two doors for experiments: `parse` and the link. Seeds and counts stand here; one that failed is pinned. */
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { stream } from '../../src/random/stream';
import { decodeLink, encodeLink } from '../../src/spec/codec';
import { newExperiment, newLane } from '../../src/spec/defaults';
import { expand } from '../../src/spec/expand';
import { LIMITS } from '../../src/spec/limits';
import { denseBlock } from '../../src/spec/presets/build';
import { PRESETS } from '../../src/spec/presets/registry';
import { parse } from '../../src/spec/schema';
import { type Experiment, SpecError } from '../../src/spec/types';
import { anyJson, type Json, mutated } from './hostile';

const SEED = 20261125;
const RUNS = { json: 3000, mutants: 6000, inside: 2000, bytes: 3000, cut: 2000 };
/** No sentence is longer, whatever it quotes. */
const LONGEST_SENTENCE = 1000;

const plain = (experiment: Experiment) => JSON.parse(JSON.stringify(experiment)) as Json;
const linkOf = (json: Json, version = 1) =>
  `${version}.${Buffer.from(deflateSync(strToU8(JSON.stringify(json)))).toString('base64url')}`;

/** An experiment, or the sentence that says why not. Anything else that is thrown goes through and fails the test. */
function outcome(open: () => Experiment): Experiment | string {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    expect(error.message).toMatch(/[.?]$/);
    expect(error.message.length).toBeLessThan(LONGEST_SENTENCE);
    return error.message;
  }
}

/** What came through must be an experiment: stable under parse, and the same from its link. Returns 1, else 0. */
function isWhole(found: Experiment | string): number {
  if (typeof found === 'string') return 0;
  const text = JSON.stringify(found);
  expect(JSON.stringify(parse(JSON.parse(text)))).toBe(text);
  expect(JSON.stringify(decodeLink(encodeLink(found)))).toBe(text);
  return 1;
}

const SEEDLINGS: readonly Experiment[] = [
  ...PRESETS.map(({ experiment }) => parse(plain(experiment))),
  parse(
    newExperiment({
      dataset: { id: 'moons', values: {} },
      lanes: [
        newLane(
          { edits: [{ step: 3, path: 'clipping', value: { kind: 'globalNorm', threshold: 2 } }] },
          'moons',
        ),
        newLane(
          { id: 'b', parent: 'a', optimizer: { kind: 'momentum', momentum: 0.5, dampening: 0 } },
          'moons',
        ),
      ],
    }),
  ),
  parse(
    newExperiment({
      dataset: { id: 'csv', values: { name: 'own.csv', text: 'a,b\n1,x\n2,y', inputs: 'a', target: 'b' } },
      lanes: [newLane({}, 'csv')],
    }),
  ),
];

describe('any input gives an experiment that its link brings back, or a SpecError with a short sentence', () => {
  test(`${RUNS.json} random JSON values`, () => {
    const draws = stream(SEED, 'json');
    for (let run = 0; run < RUNS.json; run++) {
      const json = anyJson(draws);
      isWhole(outcome(() => parse(json)));
      isWhole(outcome(() => decodeLink(linkOf(json))));
    }
  });

  test(`${RUNS.mutants} valid experiments with one to four places changed`, () => {
    const draws = stream(SEED, 'mutants');
    let valid = 0;
    for (let run = 0; run < RUNS.mutants; run++) {
      let json = plain(SEEDLINGS[draws.integer(SEEDLINGS.length)] as Experiment);
      for (let change = draws.integer(4); change >= 0; change--) json = mutated(draws, json);
      valid += isWhole(outcome(() => parse(json)));
    }
    // Both ways were taken: the mutations are neither all fatal nor all harmless.
    expect(valid).toBeGreaterThan(RUNS.mutants / 100);
    expect(valid).toBeLessThan(RUNS.mutants / 2);
  });

  test(`${RUNS.inside} links with a mutated experiment inside, of versions 0 to 3`, () => {
    const draws = stream(SEED, 'inside');
    for (let run = 0; run < RUNS.inside; run++) {
      const json = mutated(draws, plain(SEEDLINGS[draws.integer(SEEDLINGS.length)] as Experiment));
      isWhole(outcome(() => decodeLink(linkOf(json, draws.integer(4)))));
    }
  });

  test(`${RUNS.bytes} links of random bytes, deflated or not`, () => {
    const draws = stream(SEED, 'bytes');
    for (let run = 0; run < RUNS.bytes; run++) {
      const bytes = Uint8Array.from(draws.integers(draws.integer(400), 256));
      const body = Buffer.from(draws.uniform() < 0.5 ? bytes : deflateSync(bytes)).toString('base64url');
      expect(typeof outcome(() => decodeLink(`1.${body}`))).toBe('string');
    }
  });

  test(`${RUNS.cut} links cut short, spliced together, or with letters exchanged`, () => {
    const draws = stream(SEED, 'cut');
    const links = SEEDLINGS.map(encodeLink);
    const letters = 'ABCxyz019-_.';
    for (let run = 0; run < RUNS.cut; run++) {
      const one = links[draws.integer(links.length)] as string;
      const other = links[draws.integer(links.length)] as string;
      const at = draws.integer(one.length);
      const letter = letters[draws.integer(letters.length)] as string;
      const cases = [
        one.slice(0, at),
        one.slice(0, at) + other.slice(draws.integer(other.length)),
        one.slice(0, at) + letter + one.slice(at + 1),
      ];
      isWhole(outcome(() => decodeLink(cases[draws.integer(cases.length)] as string)));
    }
  });
});

describe('hostile input', () => {
  const sound = plain(SEEDLINGS[0] as Experiment) as { [key: string]: Json };
  const text = JSON.stringify(sound);

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'a key called %s is refused wherever it stands, and reaches no prototype',
    (key) => {
      const places = [...text.matchAll(/\{/g)].map((match) => match.index + 1);
      expect(places.length).toBeGreaterThan(10);
      for (const at of places) {
        const json = `${text.slice(0, at)}${JSON.stringify(key)}:{"polluted":1}${text[at] === '}' ? '' : ','}${text.slice(at)}`;
        expect(outcome(() => parse(JSON.parse(json)))).toContain('is not a setting that Backblast knows');
        expect(outcome(() => decodeLink(linkOf(JSON.parse(json) as Json)))).toContain('is not a setting');
      }
      expect('polluted' in {}).toBe(false);
    },
  );

  test.each([
    '__proto__',
    'constructor',
    'clipping.__proto__',
    'clipping.constructor.name',
    'schedule.__proto__.x',
  ])('an edit to %s is refused', (path) => {
    const [first] = sound.lanes as { [key: string]: Json }[];
    const lane = { ...first, edits: [{ step: 1, path, value: { kind: 'none' } }] };
    expect(typeof outcome(() => parse({ ...sound, lanes: [lane] }))).toBe('string');
  });

  test.each<[string, () => unknown]>([
    ['a title', () => ({ ...sound, title: 'x'.repeat(1e6) })],
    ['a key', () => ({ ...sound, ['k'.repeat(1e6)]: 1 })],
    ['a list of lanes', () => ({ ...sound, lanes: Array.from({ length: 1e6 }, () => null) })],
    ['a choice', () => ({ ...sound, view: { metric: 'm'.repeat(1e6), scale: null, centreShift: 0 } })],
    ['an experiment that is text', () => 'x'.repeat(1e6)],
  ])('%s of a million characters or values is refused in a short sentence', (_, make) => {
    expect(typeof outcome(() => parse(make()))).toBe('string');
  });

  test('a link of a million characters is refused unread', () => {
    expect(outcome(() => decodeLink(`1.${'A'.repeat(1e6)}`))).toContain('more than any experiment needs');
  });

  test.each(['[', '{"stack":[', '{"lanes":[{"blocks":['])(
    '“%s” a hundred thousand times over is refused',
    (open) => {
      const closing = { '[': ']', '{': '}' } as Record<string, string>;
      const close = Array.from(open)
        .reverse()
        .map((letter) => closing[letter] ?? '')
        .join('');
      const deep = `${open.repeat(1e5)}1${close.repeat(1e5)}`;
      expect(
        typeof outcome(() =>
          decodeLink(`1.${Buffer.from(deflateSync(strToU8(deep))).toString('base64url')}`),
        ),
      ).toBe('string');
      let json: unknown = 1;
      for (let depth = 0; depth < 1e5; depth++) json = open === '[' ? [json] : { stack: [json] };
      expect(typeof outcome(() => parse({ ...sound, lanes: json }))).toBe('string');
    },
  );

  // What a program hands to `load` need be no tree: a thing that stands in two places counts twice on each level, and
  // 60 levels would be looked at 10¹⁸ times. The work is counted by the looks that an innermost thing gets.
  test.each<[string, (inner: object) => unknown]>([
    ['lists', (inner) => [inner, inner]],
    ['residuals', (inner) => ({ id: 'b', type: 'residual', stack: [inner, inner] })],
  ])('%s that share what they hold are refused before they are looked at a million times', (_, around) => {
    let looks = 0;
    const counted = new Proxy({}, { ownKeys: () => (looks++, []), get: () => (looks++, undefined) });
    let json: unknown = counted;
    for (let depth = 0; depth < 22; depth++) json = around(json as object);
    const [lane] = sound.lanes as { [key: string]: Json }[];
    expect(typeof outcome(() => parse({ ...sound, lanes: [{ ...lane, blocks: [json] }] }))).toBe('string');
    expect(looks).toBeLessThan(1e6);
  });

  test('a thing that holds itself is refused', () => {
    const json: Record<string, unknown> = { ...sound };
    json.lanes = [json, json];
    expect(typeof outcome(() => parse(json))).toBe('string');
  });

  test.each([1e308, -1e308, 5e-324, 2 ** 53, 1e21])(
    '%d in place of any number is refused or kept as it is',
    (huge) => {
      for (const match of text.matchAll(/:(-?[\d.]+)/g)) {
        const at = match.index + 1;
        const json = text.slice(0, at) + String(huge) + text.slice(at + (match[1]?.length ?? 0));
        isWhole(outcome(() => parse(JSON.parse(json))));
      }
    },
  );
});

test('the largest experiment that can be built has a link, and comes back', () => {
  const draws = stream(SEED, 'largest');
  const ids = ['a', 'b', 'c', 'd'];
  const block = (id: string) => ({
    ...denseBlock(id, 1, 1 + draws.integer(16), 'leakyRelu', { kind: 'varianceScaling', c: draws.uniform() }),
    values: { width: 1 + draws.integer(16), bias: true, biasSigma: draws.uniform() },
    activation: { kind: 'leakyRelu', slope: draws.uniform() },
  });
  const lanes = ids.map((id) =>
    newLane({
      id,
      name: 'x'.repeat(LIMITS.nameLength),
      blocks: Array.from({ length: 8 }, (_, outer) => ({
        id: `r${outer}`,
        type: 'residual',
        repeat: 1,
        values: { branchScale: draws.uniform(), zeroInitLast: false },
        stack: Array.from({ length: 62 }, (__, inner) => ({
          ...block(`b${outer * 62 + inner}`),
          ...(inner === 61 ? { values: { width: 64, bias: true, biasSigma: draws.uniform() } } : {}),
        })),
      })),
      edits: Array.from({ length: LIMITS.edits }, (_, index) => ({
        step: index * 97 + draws.integer(97),
        ...(draws.uniform() < 0.5
          ? { path: 'learningRate', value: draws.uniform() }
          : { path: 'clipping', value: { kind: 'adaptive', threshold: draws.uniform() } }),
      })),
    }),
  );
  const largest = parse(newExperiment({ lanes, seed: LIMITS.seed, title: 'x'.repeat(80) }));
  const data = { inputShape: [64], outputs: 10, task: 'classes' } as const;
  for (const lane of largest.lanes) expect(expand(lane, data).length).toBeGreaterThan(500);
  expect(decodeLink(encodeLink(largest))).toEqual(largest);
});
