import { describe, expect, it } from 'vitest';
import { defaultsOf, INITIALIZERS, initializer } from '../../src/catalogue/registry';
import type { ParameterShape, Values } from '../../src/catalogue/types';
import { stream } from '../../src/random/stream';
import { expectClose } from '../support/expectClose';
import { readOracle } from '../support/oracle';

interface Bounds {
  readonly std: number;
  readonly bound?: number;
  readonly meanWithin: number;
  readonly varianceBetween: readonly [number, number];
}
interface Oracle {
  readonly shapes: readonly (ParameterShape & { readonly initializers: Readonly<Record<string, Bounds>> })[];
  readonly orthogonal: readonly {
    readonly shape: readonly number[];
    readonly gain: number;
    readonly asMatrix: readonly [number, number];
    readonly frobeniusNorm: number;
    readonly meanSquareOfEntries: number;
  }[];
  readonly identity: {
    readonly example: { readonly shape: number[]; readonly scale: number; readonly values: number[] };
  };
}
const oracle = readOracle<Oracle>('initializers');

/** `varianceScaling c=0.5` → its id and values. */
function chosen(name: string): { readonly id: string; readonly values: Values } {
  const [id = '', option] = name.split(' ');
  const entry = initializer(id);
  const [parameter = '', value] = option?.split('=') ?? [];
  return { id, values: { ...defaultsOf(entry), ...(option ? { [parameter]: Number(value) } : {}) } };
}

const mean = (numbers: Float64Array): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
const variance = (numbers: Float64Array): number => {
  const centre = mean(numbers);
  return numbers.reduce((sum, x) => sum + (x - centre) ** 2, 0) / numbers.length;
};
const dense = (fanIn: number, fanOut: number): ParameterShape => ({ shape: [fanIn, fanOut], fanIn, fanOut });

describe('initializers within the oracle’s statistical bounds (5 standard errors)', () => {
  const cases = oracle.shapes.flatMap((shape) =>
    Object.entries(shape.initializers).map(([name, bounds]) => ({
      name,
      bounds,
      shape,
      title: `${name} [${shape.shape.join()}]`,
    })),
  );
  it.each(cases)('$title', ({ name, bounds, shape }) => {
    const { id, values } = chosen(name);
    const numbers = initializer(id).sample(shape, values, stream(3, 'test', name, ...shape.shape));
    expect(Math.abs(mean(numbers))).toBeLessThan(bounds.meanWithin);
    expect(variance(numbers)).toBeGreaterThan(bounds.varianceBetween[0]);
    expect(variance(numbers)).toBeLessThan(bounds.varianceBetween[1]);
    expectClose(initializer(id).varianceTimesFanIn(shape, values)!, bounds.std ** 2 * shape.fanIn, {
      relative: 1e-12,
    });
    const bound = bounds.bound ?? Number.POSITIVE_INFINITY; // normals have none
    expect(numbers.every((x) => Math.abs(x) < bound)).toBe(true);
  });
});

describe('orthogonal', () => {
  const entry = initializer('orthogonal');
  it.each(oracle.orthogonal)(
    '[$shape] with gain $gain has orthogonal rows or columns',
    ({ shape, gain, asMatrix, ...expected }) => {
      const [rows, columns] = asMatrix;
      const numbers = entry.sample(
        { shape, fanIn: rows, fanOut: columns },
        { gain },
        stream(4, 'test', ...shape),
      );
      const short = Math.min(rows, columns);
      const at = (vector: number, place: number): number =>
        rows >= columns ? numbers[place * columns + vector]! : numbers[vector * columns + place]!;
      for (let a = 0; a < short; a++) {
        for (let b = 0; b <= a; b++) {
          let product = 0;
          for (let place = 0; place < Math.max(rows, columns); place++)
            product += at(a, place) * at(b, place);
          expectClose(product, a === b ? gain ** 2 : 0, { absolute: 1e-13 }, `product of ${a} and ${b}`);
        }
      }
      const squares = numbers.reduce((sum, x) => sum + x * x, 0);
      expectClose(Math.sqrt(squares), expected.frobeniusNorm, { relative: 1e-12 });
      expectClose(squares / numbers.length, expected.meanSquareOfEntries, { relative: 1e-12 });
      const fans = { shape, fanIn: rows, fanOut: columns };
      expectClose(entry.varianceTimesFanIn(fans, { gain })!, (squares / numbers.length) * rows, {
        relative: 1e-12,
      });
    },
  );

  it('is orthogonal even where the draws are nearly parallel', () => {
    // Rows that differ by 1e-9: one pass of Gram–Schmidt would leave products of 1e-7.
    const few = stream(5, 'parallel').normals(64);
    const draws = { uniforms: () => few, normals: () => few.map((x, index) => 1 + 1e-9 * x + (index % 8)) };
    const numbers = entry.sample(dense(8, 8), { gain: 1 }, draws);
    for (let a = 0; a < 8; a++) {
      for (let b = 0; b < a; b++) {
        let product = 0;
        for (let row = 0; row < 8; row++) product += numbers[row * 8 + a]! * numbers[row * 8 + b]!;
        expectClose(product, 0, { absolute: 1e-13 }, `product of ${a} and ${b}`);
      }
    }
  });

  it('has no preferred sign: the diagonal averages to 0 over many draws', () => {
    const draws = stream(5, 'test');
    let sum = 0;
    for (let draw = 0; draw < 400; draw++) {
      const numbers = entry.sample(dense(4, 4), { gain: 1 }, draws);
      for (let i = 0; i < 4; i++) sum += numbers[i * 5]!;
    }
    // 1600 entries of variance 1/4: a standard error of 0.0125, five of them.
    expect(Math.abs(sum / 1600)).toBeLessThan(0.0625);
  });
});

describe('identity', () => {
  const entry = initializer('identity');
  it('is the oracle’s leading diagonal', () => {
    const { shape, scale, values } = oracle.identity.example;
    expect([...entry.sample({ shape, fanIn: 2, fanOut: 3 }, { scale }, stream(6))]).toEqual(values);
  });

  it('stands at the centre of a kernel, channel by channel', () => {
    const shape = [3, 5, 2, 2];
    const numbers = entry.sample({ shape, fanIn: 30, fanOut: 30 }, { scale: 2 }, stream(6));
    const places = [...numbers.keys()].filter((index) => numbers[index] !== 0);
    const centre = (1 * 5 + 2) * 4; // row 1, column 2, of 2 × 2 channels
    expect(places).toEqual([centre, centre + 3]);
    expect(numbers[centre]).toBe(2);
  });
});

describe.each(INITIALIZERS)('laws of $id', (entry) => {
  const values = defaultsOf(entry);
  const shape = dense(40, 30);

  it('fills the shape with finite numbers, the same for the same stream', () => {
    const first = entry.sample(shape, values, stream(7, 'test', entry.id));
    expect(first).toHaveLength(1200);
    expect(first.every(Number.isFinite)).toBe(true);
    expect(entry.sample(shape, values, stream(7, 'test', entry.id))).toEqual(first);
  });
});

it('draws that differ in spread alone are the same draws, scaled', () => {
  const shape = dense(50, 20);
  const sample = (id: string, values: Values) => initializer(id).sample(shape, values, stream(8, 'shared'));
  const lecun = sample('lecunNormal', {});
  expectClose(
    sample('heNormal', {}),
    lecun.map((x) => x * Math.SQRT2),
    { relative: 1e-15 },
  );
  expectClose(
    sample('varianceScaling', { c: 9 }),
    lecun.map((x) => x * 3),
    { relative: 1e-15 },
  );
});
