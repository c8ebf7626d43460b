import { describe, expect, it } from 'vitest';
import { naturalLog } from '../../src/random/naturalLog';
import { stream } from '../../src/random/stream';
import { expectClose } from '../support/expectClose';

const N = 200_000;
const mean = (numbers: ArrayLike<number>): number =>
  Array.from(numbers).reduce((sum, x) => sum + x, 0) / numbers.length;
const correlation = (a: Float64Array, b: Float64Array): number => mean(a.map((x, index) => x * b[index]!));

describe('a stream', () => {
  it('keeps the first values it ever gave, on every machine', () => {
    // Frozen: changing one of these breaks every link that was ever shared.
    expect([...stream(0).uniforms(3)]).toEqual([
      0.9992837618139226, 0.058795635603837826, 0.8704527404070647,
    ]);
    expect([...stream(7, 'weights', 'b1.0.dense/W').normals(4)]).toEqual([
      1.1739780332799807, -2.625039370845026, 0.25862444908412036, 0.5485260782439706,
    ]);
    expect([...stream(7, 'batch', 3).integers(6, 1000)]).toEqual([555, 196, 600, 481, 649, 271]);
    expect([...stream(-1.5, 'order').permutation(8)]).toEqual([6, 7, 0, 2, 3, 4, 1, 5]);
  });

  it('starts anew for the same name, whatever was drawn before', () => {
    const first = stream(1, 'a').normals(5);
    stream(1, 'b').normals(99);
    expect(stream(1, 'a').normals(5)).toEqual(first);
  });

  it('gives the same numbers one by one as many at once', () => {
    const whole = stream(2, 'a').normals(6);
    const parts = stream(2, 'a');
    expect([...parts.normals(3), parts.normal(), ...parts.normals(2)]).toEqual([...whole]);
    expect(stream(2, 'a').normals(2)).toEqual(whole.slice(0, 2));
  });

  it.each([
    [
      [1, 'a'],
      [1, 'b'],
    ],
    [
      [1, 'a'],
      [2, 'a'],
    ],
    [
      [1, 'a', 1],
      [1, 'a', '1'],
    ],
    [
      [1, 'a', 'bc'],
      [1, 'ab', 'c'],
    ],
    [
      [1, 'a,"b"'],
      [1, 'a', 'b'],
    ],
    [[12], [1, 2]],
  ] as [[number, ...(string | number)[]], [number, ...(string | number)[]]][])(
    'tells %j from %j',
    (one, other) => {
      expect(stream(...one).uniform()).not.toBe(stream(...other).uniform());
    },
  );

  it('refuses a name that holds NaN or Infinity', () => {
    expect(() => stream(Number.NaN)).toThrow(/finite/);
    expect(() => stream(1, Number.POSITIVE_INFINITY)).toThrow(/finite/);
  });
});

// Limits are 5 standard errors of the moment in question.
describe('draws', () => {
  it('normals have the moments of a standard normal', () => {
    const numbers = stream(3, 'moments').normals(N);
    expect(Math.abs(mean(numbers))).toBeLessThan(5 / Math.sqrt(N));
    expect(Math.abs(mean(numbers.map((x) => x ** 2)) - 1)).toBeLessThan(5 * Math.sqrt(2 / N));
    expect(Math.abs(mean(numbers.map((x) => x ** 3)))).toBeLessThan(5 * Math.sqrt(15 / N));
    expect(Math.abs(mean(numbers.map((x) => x ** 4)) - 3)).toBeLessThan(5 * Math.sqrt(96 / N));
  });

  it('normals have the tails of a standard normal', () => {
    const beyond = (limit: number): number =>
      mean(Array.from(stream(4, 'tails').normals(N), (x) => (Math.abs(x) > limit ? 1 : 0)));
    for (const [limit, share] of [
      [1, 0.3173105],
      [2, 0.0455003],
      [3, 0.0026998],
    ] as const) {
      expect(Math.abs(beyond(limit) - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / N));
    }
  });

  it('uniforms fill (0, 1) evenly and never touch its ends', () => {
    const numbers = stream(5, 'uniform').uniforms(N);
    expect(numbers.every((u) => u > 0 && u < 1)).toBe(true);
    const counts = new Float64Array(100);
    for (const u of numbers) counts[Math.floor(100 * u)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - N / 100) ** 2 / (N / 100), 0);
    expect(Math.abs(chiSquare - 99)).toBeLessThan(5 * Math.sqrt(2 * 99));
  });

  it('integers are even over a range that is no power of two', () => {
    const counts = new Float64Array(7);
    for (const integer of stream(6, 'integers').integers(N, 7)) counts[integer]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - N / 7) ** 2 / (N / 7), 0);
    expect(chiSquare).toBeLessThan(6 + 5 * Math.sqrt(12));
    expect(() => stream(6).integer(0)).toThrow(/below 0/);
    expect(() => stream(6).integer(2.5)).toThrow(/below 2.5/);
  });

  it('permutations hold every number once, and put each anywhere alike', () => {
    expect([...stream(7, 'once').permutation(100)].toSorted((a, b) => a - b)).toEqual([...Array(100).keys()]);
    const draws = stream(7, 'anywhere');
    const firsts = new Float64Array(5);
    for (let draw = 0; draw < 5000; draw++) firsts[draws.permutation(5)[0]!]! += 1;
    for (const count of firsts) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(5000 * 0.2 * 0.8));
  });

  it('neighbouring seeds and purposes are uncorrelated, and so are neighbours within a stream', () => {
    const limit = 5 / Math.sqrt(N);
    const base = stream(8, 'a', 0).normals(N);
    for (const other of [stream(9, 'a', 0), stream(8, 'b', 0), stream(8, 'a', 1), stream(8, 'a', '0')]) {
      expect(Math.abs(correlation(base, other.normals(N)))).toBeLessThan(limit);
    }
    for (const lag of [1, 2, 3, 64]) {
      expect(Math.abs(correlation(base.subarray(lag), base.subarray(0, N - lag)))).toBeLessThan(limit * 1.01);
    }
  });

  it('first numbers over ten thousand seeds are themselves normal', () => {
    const firsts = Float64Array.from({ length: 10_000 }, (_, seed) => stream(seed, 'first').normal());
    expect(Math.abs(mean(firsts))).toBeLessThan(0.05);
    expect(Math.abs(mean(firsts.map((x) => x ** 2)) - 1)).toBeLessThan(5 * Math.sqrt(2 / 10_000));
    expect(Math.abs(correlation(firsts.subarray(1), firsts.subarray(0, 9_999)))).toBeLessThan(0.05);
  });
});

it('its own logarithm agrees with Math.log to the last digits', () => {
  for (const x of [2 ** -105, 1e-20, 1e-5, 0.3, 0.5, Math.SQRT1_2, 0.75, 0.999, 1, 1.5, 1e10]) {
    expectClose(naturalLog(x), Math.log(x), { relative: 1e-15 });
  }
});
