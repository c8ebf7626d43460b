/** Closeness that never lets NaN pass for a number, or Inf for NaN. */
import { expect } from 'vitest';

/** How the oracle writes numbers: what JSON lacks stands in quotes. */
export type OracleNumber = number | 'NaN' | 'Infinity' | '-Infinity';

export interface Tolerance {
  /** Of |expected|. */
  readonly relative?: number;
  /** Added to that. */
  readonly absolute?: number;
}

/** Whether actual is within the tolerance. NaN is close to NaN alone, ±Infinity to itself, 0 and −0 to each other. */
export function isClose(
  actual: number,
  expected: number,
  { relative = 0, absolute = 0 }: Tolerance,
): boolean {
  if (Number.isNaN(expected)) return Number.isNaN(actual);
  if (!Number.isFinite(expected) || !Number.isFinite(actual)) return actual === expected;
  return Math.abs(actual - expected) <= relative * Math.abs(expected) + absolute;
}

/** Fails, naming the first place that is off, unless every number is within the tolerance of the one expected. */
export function expectClose(
  actual: number | ArrayLike<number>,
  expected: OracleNumber | ArrayLike<OracleNumber>,
  tolerance: Tolerance,
  what = '',
): void {
  const numbers = typeof actual === 'number' ? [actual] : Array.from(actual);
  const aims = (typeof expected === 'object' ? Array.from(expected) : [expected]).map(Number);
  expect(numbers.length, `${what} count`).toBe(aims.length);
  const off = numbers.findIndex((number, index) => !isClose(number, aims[index] ?? Number.NaN, tolerance));
  if (off >= 0) {
    expect.fail(
      `${what}[${off}] is ${numbers[off]} and should be ${aims[off]} (within ${JSON.stringify(tolerance)})`,
    );
  }
}
