import { describe, expect, it } from 'vitest';
import { ACTIVATIONS, activation, defaultsOf, INITIALIZERS } from '../../src/catalogue/registry';
import type { Activation, Values } from '../../src/catalogue/types';
import { stream } from '../../src/random/stream';
import { expectClose, type OracleNumber } from '../support/expectClose';
import { float32, float64 } from '../support/numberAlgebra';
import { readOracle } from '../support/oracle';

interface Oracle {
  readonly x: readonly number[];
  readonly activations: Readonly<Record<string, { value: OracleNumber[]; derivative: OracleNumber[] }>>;
}
const oracle = readOracle<Oracle>('activations');

/** Each entry with its defaults, and leaky ReLU with a slope that counts as unsaturated too. */
const cases: readonly { name: string; entry: Activation; values: Values }[] = [
  ...ACTIVATIONS.map((entry) => ({ name: entry.id, entry, values: defaultsOf(entry) })),
  { name: 'leakyRelu0.2', entry: activation('leakyRelu'), values: { slope: 0.2 } },
];

describe('activations against PyTorch', () => {
  it('has an entry for each of the oracle’s', () => {
    const names = cases.map(({ name }) => name);
    for (const name of Object.keys(oracle.activations)) expect(names).toContain(name);
  });

  describe.each(cases.filter(({ name }) => name in oracle.activations))(
    '$name',
    ({ name, entry, values }) => {
      const { value, derivative } = oracle.activations[name]!;
      // The oracle's own limit, 2e-6 × max(1, |x|); softplus in PyTorch is x itself above 20, 2.1e-9 off.
      it.each([...oracle.x.keys()])('agrees at number %i of the grid, in float64 and float32', (index) => {
        const x = oracle.x[index]!;
        const limit = { absolute: 2e-6 * Math.max(1, Math.abs(x)) };
        expectClose(entry.f(x, values), value[index]!, { absolute: 3e-9 }, 'f');
        expectClose(entry.df(x, values), derivative[index]!, { absolute: 3e-9 }, 'df');
        expectClose(entry.value(float32, Math.fround(x), values), value[index]!, limit, 'value');
        expectClose(
          entry.gradient(float32, 1, Math.fround(x), values),
          derivative[index]!,
          limit,
          'gradient',
        );
      });
    },
  );

  it.each([
    ['relu', 0, 0],
    ['leakyRelu', 0, 0.01],
    ['hardTanh', -1, 0],
    ['hardTanh', 1, 0],
    ['elu', 0, 1],
    ['selu', 0, 1.0507009873554805 * 1.6732632423543772],
  ])('%s has PyTorch’s slope at its kink %d, exactly', (id, x, slope) => {
    const entry = activation(id);
    expect(entry.df(x, defaultsOf(entry))).toBe(slope);
    expect(entry.gradient(float64, 1, x, defaultsOf(entry))).toBe(slope);
  });
});

describe.each(cases)('laws of $name', ({ entry, values }) => {
  const xs = Array.from(stream(1, 'test', entry.id).uniforms(200), (u) => 24 * u - 12);
  const smooth = xs.filter((x) => entry.kinks.every((kink) => Math.abs(x - kink) > 1e-3));

  it('has the same slope from its output, where it can be had from there', () => {
    for (const x of [-4, -1, -0.1, 0, 0.3, 2, 5]) {
      const slope = entry.df(x, values);
      expect(entry.slopeOfOutput?.(float64, entry.f(x, values)) ?? slope, `at ${x}`).toBeCloseTo(slope, 12);
    }
  });

  it('gives the same bits for whole arrays, where it has a loop of its own', () => {
    const x = Float32Array.from([
      ...xs,
      0,
      -0,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]);
    const told = x.map((each) => entry.f(each, values));
    const out = entry.valueArrays ? new Float32Array(x.length).fill(7) : told; // 7 where nothing was written
    entry.valueArrays?.(x, out);
    expect(out).toEqual(told);
  });

  it('has the slope that a central difference finds', () => {
    const h = 1e-5; // the difference is off by h² × φ‴/6 + 1e-16 × |φ|/h, both below 1e-9
    for (const x of smooth) {
      const difference = (entry.f(x + h, values) - entry.f(x - h, values)) / (2 * h);
      expectClose(entry.df(x, values), difference, { absolute: 1e-9 }, `df(${x})`);
    }
  });

  it('is the same in the algebra as in plain numbers', () => {
    for (const x of xs) {
      // 1 + erf and 1 − tanh² lose digits that the plain forms keep: a few ulps of 1, times
      // what they are multiplied by (geluTanh: up to 30 before its tanh is 1).
      expectClose(entry.value(float64, x, values), entry.f(x, values), { absolute: 1e-14 }, `value(${x})`);
      expectClose(
        entry.gradient(float64, 1, x, values),
        entry.df(x, values),
        { absolute: 1e-14 },
        `gradient(${x})`,
      );
    }
  });

  it('is linear in the gradient', () => {
    for (const x of xs) {
      expect(entry.gradient(float64, 8, x, values)).toBe(8 * entry.gradient(float64, 1, x, values));
    }
  });

  it('hands on a NaN', () => {
    expect(entry.f(Number.NaN, values)).toBeNaN();
    expect(entry.value(float32, Number.NaN, values)).toBeNaN();
    expect(entry.gradient(float32, Number.NaN, 0.5, values)).toBeNaN();
  });

  it('is finite for every finite input in float32', () => {
    for (const x of [-3e38, -1e30, -1e13, -1e4, -100, -1e-40, 0, 1e-40, 100, 1e4, 1e13, 1e30, 3e38]) {
      const near = Math.fround(x);
      expect(Math.abs(entry.value(float32, near, values))).toBeLessThanOrEqual(1.06 * Math.abs(near) + 1);
      expect(Math.abs(entry.gradient(float32, 1, near, values))).toBeLessThan(1.8);
    }
  });

  it('never lets an exponential overflow, not even on the side that is not taken', () => {
    const seen: number[] = [];
    const keep = (f: (x: number) => number) => (x: number) => {
      seen.push(f(x));
      return f(x);
    };
    const watched = { ...float32, exp: keep(float32.exp), expm1: keep(float32.expm1) };
    for (const x of [-3e38, -1000, -1, 0, 1, 1000, 3e38]) {
      entry.value(watched, Math.fround(x), values);
      entry.gradient(watched, 1, Math.fround(x), values);
    }
    expect(seen.filter((exponential) => !Number.isFinite(exponential))).toEqual([]);
  });

  it('is flat in float32 where it says so, and not just before', () => {
    for (const [low, high] of entry.flatAt(values)) {
      const [edge, outward] = Number.isFinite(low) ? [low, 1] : [high, -1];
      const margin = Math.max(1e-3, 0.03 * Math.abs(edge));
      expect(
        entry.gradient(float32, 1, Math.fround(edge + outward * 1e-3 * Math.abs(edge)), values),
      ).toBeCloseTo(0, 60);
      expect(entry.gradient(float32, 1, Math.fround(edge + outward * margin * 20), values)).toBeCloseTo(
        0,
        60,
      );
      expect(entry.gradient(float32, 1, Math.fround(edge - outward * margin), values)).not.toBe(0);
    }
  });

  it('hands no infinite gradient through a side that is flat by definition', () => {
    const sides = entry
      .flatAt(values)
      .filter((interval) => interval.some((end) => entry.kinks.includes(end)));
    for (const [low, high] of sides) {
      for (const x of [low, high, Math.max(low, -5), Math.min(high, 5)]) {
        expect(entry.gradient(float32, Number.POSITIVE_INFINITY, x, values)).toBe(0);
        expect(entry.gradient(float32, Number.NEGATIVE_INFINITY, x, values)).toBe(0);
      }
    }
  });

  it('suits an initializer that exists', () => {
    expect(INITIALIZERS.map(({ id }) => id)).toContain(entry.suitedInitializer);
  });
});

describe('saturation (theory.md §9)', () => {
  const isIn = (entry: Activation, values: Values, x: number): boolean =>
    entry.saturatedAt(values).some(([low, high]) => low <= x && x <= high);
  const grid = Array.from({ length: 400 }, (_, index) => -13 + index * 0.0651);

  it.each(cases.filter(({ entry }) => !['tanh', 'sigmoid'].includes(entry.id)))(
    '$name is saturated where its slope is below 0.05, and nowhere else',
    ({ entry, values }) => {
      for (const x of grid)
        expect(isIn(entry, values, x), `x = ${x}`).toBe(Math.abs(entry.df(x, values)) < 0.05);
    },
  );

  it('calls tanh saturated beyond |h| = 0.97, and sigmoid outside [0.03, 0.97]', () => {
    for (const x of grid) {
      expect(isIn(activation('tanh'), {}, x)).toBe(Math.abs(Math.tanh(x)) > 0.97);
      expect(isIn(activation('sigmoid'), {}, x)).toBe(Math.abs(activation('sigmoid').f(x, {}) - 0.5) > 0.47);
    }
  });
});

describe('infinite inputs', () => {
  it.each([
    ['relu', Number.NEGATIVE_INFINITY, 0],
    ['relu', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    ['hardTanh', Number.NEGATIVE_INFINITY, -1],
    ['tanh', Number.POSITIVE_INFINITY, 1],
    ['sigmoid', Number.NEGATIVE_INFINITY, 0],
    ['elu', Number.NEGATIVE_INFINITY, -1],
    ['elu', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    ['selu', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    ['softplus', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    ['leakyRelu', Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ])('%s of %d is %d', (id, x, expected) => {
    const entry = activation(id);
    expect(entry.f(x, defaultsOf(entry))).toBe(expected);
    expect(entry.value(float32, x, defaultsOf(entry))).toBe(expected);
  });

  it('lets ELU and SELU pass an infinite gradient far above 0', () => {
    for (const id of ['elu', 'selu']) {
      const gradient = activation(id).gradient(float32, Number.POSITIVE_INFINITY, 1000, {});
      expect(gradient).toBe(Number.POSITIVE_INFINITY);
    }
  });
});
