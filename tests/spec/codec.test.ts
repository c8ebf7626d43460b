import { deflateSync, strToU8 } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACTIVATIONS,
  CLIPPINGS,
  INITIALIZERS,
  METRICS,
  OPTIMIZERS,
  SCHEDULES,
} from '../../src/catalogue/registry';
import type { Block, Choice, Entry, Parameter, Value } from '../../src/catalogue/types';
import { DATASETS } from '../../src/data/registry';
import { fittingLosses } from '../../src/data/types';
import { decodeLink, encodeLink } from '../../src/spec/codec';
import { CONTROLS } from '../../src/spec/controls';
import { PRESETS } from '../../src/spec/presets/registry';
import { parse } from '../../src/spec/schema';
import { type Experiment, type LaneSpec, SpecError, VERSION } from '../../src/spec/types';

/** Fixed, so that a red run can be run again; seeds that once failed are added to `path`s, never removed. */
const RUNS = { seed: 20261124, numRuns: 150 };

const parameterValue = ({
  type,
  min = -1e6,
  max = 1e6,
  choices,
  maxLength,
}: Parameter): fc.Arbitrary<Value> => {
  if (type === 'boolean') return fc.boolean();
  if (type === 'choice') return fc.constantFrom(...(choices ?? []));
  if (type === 'text') return fc.string({ maxLength: Math.min(maxLength ?? 0, 100) });
  if (type === 'integer') return fc.integer({ min, max: Math.min(max, 2 ** 31 - 1) });
  return fc.double({ min, max, noNaN: true }).map((value) => (value === 0 ? 0 : value)); // JSON has no −0
};
const values = (parameters: readonly Parameter[]) =>
  fc.record(Object.fromEntries(parameters.map((parameter) => [parameter.id, parameterValue(parameter)])));
const choice = (entries: readonly Entry[]): fc.Arbitrary<Choice> =>
  fc
    .constantFrom(...entries)
    .chain((entry) => values(entry.parameters).map((own) => ({ kind: entry.id, ...own })));

const dense = fc.record({
  id: fc.constant(''),
  type: fc.constant('dense'),
  repeat: fc.integer({ min: 1, max: 256 }),
  values: fc.record({
    width: fc.integer({ min: 1, max: 1024 }),
    bias: fc.boolean(),
    biasSigma: fc.constantFrom(0, 0.1),
  }),
  activation: choice(ACTIVATIONS),
  initializer: choice(INITIALIZERS),
});
const residual = fc.record({
  id: fc.constant(''),
  type: fc.constant('residual'),
  repeat: fc.integer({ min: 1, max: 256 }),
  values: fc.record({ branchScale: fc.constantFrom(1, 0.5), zeroInitLast: fc.boolean() }),
  stack: fc.array(dense, { maxLength: 3 }),
});
const blocks = fc.array(fc.oneof(dense, residual), { maxLength: 6 }).map((stack) => {
  let last = 0;
  const named = (block: Block): Block => ({
    ...block,
    id: `b${++last}`,
    ...(block.stack ? { stack: block.stack.map(named) } : {}),
  });
  return stack.map(named);
});

const laneOf = (id: string, losses: readonly string[]): fc.Arbitrary<LaneSpec> =>
  fc.record({
    id: fc.constant(id),
    name: fc.string({ maxLength: 40 }),
    blocks,
    output: fc.record({ initializer: choice(INITIALIZERS), biasSigma: fc.constantFrom(0, 1.5) }),
    loss: fc.constantFrom(...losses).map((kind) => ({ kind })),
    optimizer: choice(OPTIMIZERS),
    learningRate: fc.constantFrom(0, 0.05, 1e-7, 1000),
    schedule: choice(SCHEDULES),
    weightDecay: fc.constantFrom(0, 1e-4),
    clipping: choice(CLIPPINGS),
    skipNonFinite: fc.boolean(),
    batchSize: fc.integer({ min: 1, max: 256 }),
    parent: fc.constant(id === 'a' ? null : 'a'),
    edits: fc
      .array(
        fc.record({
          step: fc.nat(1000),
          path: fc.constant('learningRate'),
          value: fc.double({ min: 0, max: 1, noNaN: true }).map((rate) => rate + 0),
        }),
        { maxLength: 3 },
      )
      .map((edits) => edits.toSorted((one, other) => one.step - other.step)),
  });

const experiments: fc.Arbitrary<Experiment> = fc
  .constantFrom(...DATASETS)
  .chain((set) => values(set.parameters).map((own) => ({ set, own })))
  .chain(({ set, own }) =>
    fc.record({
      version: fc.constant(VERSION),
      title: fc.string({ maxLength: 80, unit: 'grapheme' }).map((title) => title.slice(0, 80)),
      dataset: fc.record({ id: fc.constant(set.id), values: fc.constant(own) }),
      seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      length: fc.integer({ min: 1, max: 100_000 }),
      lanes: fc
        .integer({ min: 1, max: 4 })
        .chain((count) =>
          fc.tuple(...['a', 'b', 'c', 'd'].slice(0, count).map((id) => laneOf(id, fittingLosses(set, own)))),
        ),
      view: fc.record({
        metric: fc.constantFrom(...METRICS.map((metric) => metric.id)),
        scale: fc.option(fc.constantFrom(1, 4), { nil: null }),
        centreShift: fc.constantFrom(0, -2.5),
        cursor: fc.option(fc.nat(100_000), { nil: null }),
        controls: fc.option(
          fc.record({
            open: fc.subarray([...CONTROLS]),
            others: fc.constantFrom('shown' as const, 'hidden' as const),
          }),
          { nil: null },
        ),
      }),
    }),
  );

/** What decoding threw, if anything; errors other than SpecError go through. */
function decodingFails(link: string): SpecError | undefined {
  try {
    decodeLink(link);
    return undefined;
  } catch (error) {
    if (error instanceof SpecError) return error;
    throw error;
  }
}

describe('a link', () => {
  it('brings every valid experiment back as it was', () => {
    fc.assert(
      fc.property(experiments, (experiment) => {
        const whole = parse(JSON.parse(JSON.stringify(experiment)));
        expect(decodeLink(encodeLink(whole))).toEqual(whole);
      }),
      RUNS,
    );
  });

  it.each(PRESETS.map((preset) => [preset.id, preset.experiment] as const))(
    'of %s is under 1,000 characters',
    (_, experiment) => {
      const link = encodeLink(experiment);
      expect(link).toMatch(/^2\.[A-Za-z0-9_-]+$/);
      expect(link.length).toBeLessThan(1000);
      expect(decodeLink(`#${link}`)).toEqual(experiment);
    },
  );

  it('that was mutated fails with a sentence, or is a valid experiment', () => {
    const links = PRESETS.map((preset) => encodeLink(preset.experiment));
    const mutation = fc.record({
      link: fc.constantFrom(...links),
      at: fc.nat(700),
      cut: fc.nat(3),
      put: fc.string({ maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        const link = mutations.reduce(
          (text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut),
          mutations[0]?.link ?? '',
        );
        expect(decodingFails(link)?.message ?? 'A sentence.').toMatch(/[.?]$/);
      }),
      { ...RUNS, numRuns: 1500 },
    );
  });

  it('with other JSON inside fails with a sentence', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.constantFrom(...Object.keys(PRESETS[0]?.experiment ?? {})),
        (value, key) => {
          const json = { ...PRESETS[0]?.experiment, version: undefined, [key]: value };
          const link = `1.${Buffer.from(deflateSync(strToU8(JSON.stringify(json)))).toString('base64url')}`;
          expect(decodingFails(link)?.message ?? 'A sentence.').toMatch(/[.?]$/);
        },
      ),
      RUNS,
    );
  });

  it('of any text at all fails with a sentence', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '1.', '#1.', '2.'), (text, start) => {
        expect(decodingFails(start + text)?.message ?? '').toMatch(/[.?]$/);
      }),
      RUNS,
    );
  });

  it.each([
    ['', 'is not a link of Backblast'],
    ['1.', 'is damaged'],
    ['1.!!!', 'is not a link of Backblast'],
    ['7.abc', 'This link was made by a newer Backblast (version 7)'],
    ['0.abc', 'is damaged'],
    [`1.${'A'.repeat(350_000)}`, 'more than any experiment needs'],
  ])('%.12s… says what is wrong', (link, words) => {
    expect(decodingFails(link)?.message).toContain(words);
  });

  it('that inflates to a hundred megabytes is refused before it is large', () => {
    const bomb = Buffer.from(deflateSync(new Uint8Array(6e7), { level: 9 })).toString('base64url');
    expect(bomb.length).toBeLessThan(100_000); // else its length alone would refuse it
    expect(decodingFails(`1.${bomb}`)?.message).toContain('damaged');
  });
});
