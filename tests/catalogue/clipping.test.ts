import { describe, expect, it } from 'vitest';
import type { Algebra } from '../../src/catalogue/algebra';
import { CLIPPINGS, clipping } from '../../src/catalogue/registry';
import type { Clipping, ScaledNorm } from '../../src/catalogue/types';
import { expectClose, type OracleNumber } from '../support/expectClose';
import { float32, float64 } from '../support/numberAlgebra';
import { readOracle } from '../support/oracle';

interface Case {
  readonly gradients: string;
  readonly clipping: string;
  readonly threshold: number | null;
  readonly expected: { readonly gradients: readonly (readonly OracleNumber[])[] };
}
interface Oracle {
  readonly shapes: readonly (readonly number[])[];
  readonly parametersForAdaptive: readonly (readonly number[])[];
  readonly gradientLists: Readonly<Record<string, readonly (readonly OracleNumber[])[]>>;
  readonly cases: readonly Case[];
}
const oracle = readOracle<Oracle>('clipping');

/** A norm as the engine hands it over: of Infinity it knows that it is infinite, of NaN that it is NaN. */
function scaledNorm(algebra: Algebra<number>, numbers: readonly number[]): ScaledNorm<number> {
  const largest = numbers.some(Number.isNaN) ? Number.NaN : Math.max(0, ...numbers.map(Math.abs));
  const sum = numbers.reduce((total, number) => {
    const share = algebra.divide(number, largest);
    return algebra.add(total, algebra.multiply(share, share));
  }, 0);
  return { largest, root: algebra.sqrt(sum) };
}

/** Which entries of a tensor have one factor in common: indices, group by group. */
function groups(entry: Clipping, shape: readonly number[], size: number): number[][] {
  const all = Array.from({ length: size }, (_, index) => index);
  const units = entry.scope === 'unit' && shape.length > 1 ? shape.at(-1)! : 1;
  return Array.from({ length: units }, (_, unit) => all.filter((index) => index % units === unit));
}

function clip(
  algebra: Algebra<number>,
  entry: Clipping,
  threshold: number,
  tensors: readonly (readonly number[])[],
) {
  if (entry.scope === 'none') return tensors;
  const { element, factor } = entry;
  if (element)
    return tensors.map((tensor) => tensor.map((g) => element(algebra, g, algebra.constant(threshold))));
  const whole = scaledNorm(algebra, tensors.flat());
  return tensors.map((tensor, index) => {
    const weights = oracle.parametersForAdaptive[index]!;
    const clipped = [...tensor];
    for (const group of groups(entry, oracle.shapes[index]!, tensor.length)) {
      const pick = (numbers: readonly number[]) =>
        scaledNorm(
          algebra,
          group.map((place) => numbers[place]!),
        );
      const gradient = entry.scope === 'network' ? whole : pick(tensor);
      const times = factor!(algebra, gradient, algebra.constant(threshold), pick(weights)); // neither none nor element
      for (const place of group) clipped[place] = algebra.multiply(tensor[place]!, times);
    }
    return clipped;
  });
}

const list = (name: string): number[][] => oracle.gradientLists[name]!.map((tensor) => tensor.map(Number));

/** Cases whose factor is below float32's smallest normal number (1e38 clipped to 1e-3 and less). */
const leastNormal = 2 ** -126;
const factorsOf = ({ gradients, expected }: Case): number[] =>
  list(gradients).flatMap((tensor, t) =>
    tensor.map((g, i) => Math.abs(Number(expected.gradients[t]![i]) / g)),
  );
const isDenormal = (testCase: Case): boolean =>
  factorsOf(testCase).some((times) => times > 0 && times < leastNormal);

describe('clipping against PyTorch and Brock et al.', () => {
  const title = '$gradients, $clipping at $threshold';
  it.each(oracle.cases)(`${title}, in float64`, (testCase) => {
    const clipped = clip(
      float64,
      clipping(testCase.clipping),
      testCase.threshold ?? 0,
      list(testCase.gradients),
    );
    clipped.forEach((tensor, t) =>
      expectClose(tensor, testCase.expected.gradients[t]!, { relative: 1e-13 }, `tensor ${t}`),
    );
  });

  it.each(oracle.cases.filter((testCase) => !isDenormal(testCase)))(`${title}, in float32`, (testCase) => {
    const clipped = clip(
      float32,
      clipping(testCase.clipping),
      testCase.threshold ?? 0,
      list(testCase.gradients),
    );
    clipped.forEach((tensor, t) =>
      expectClose(tensor, testCase.expected.gradients[t]!, { relative: 2e-6 }, `tensor ${t}`),
    );
  });

  // A denormal factor has fewer digits: half a step of 2⁻¹⁴⁹ in it, times the gradient. Twice, for two roundings.
  it.each(oracle.cases.filter(isDenormal))(`${title}, in float32 with a denormal factor`, (testCase) => {
    const gradients = list(testCase.gradients);
    const clipped = clip(float32, clipping(testCase.clipping), testCase.threshold ?? 0, gradients);
    const limit = { relative: 2e-6, absolute: 2 ** -149 * Math.max(...gradients.flat().map(Math.abs)) };
    clipped.forEach((tensor, t) =>
      expectClose(tensor, testCase.expected.gradients[t]!, limit, `tensor ${t}`),
    );
  });
});

describe.each(CLIPPINGS.filter(({ factor }) => factor))('laws of $id', ({ factor }) => {
  const norm = (largest: number, root: number): ScaledNorm<number> => ({ largest, root });
  const apply = factor!; // filtered above

  it('leaves a zero gradient a finite factor, even with 0/0 for a root', () => {
    for (const root of [0, 1, Number.NaN]) {
      expect(apply(float32, norm(0, root), 1, norm(0, root))).toBe(1);
    }
  });

  it('is at most 1, and falls as the gradient grows up to the largest float32', () => {
    const sizes = [1e-38, 1e-20, 1e-3, 0.5, 1, 2, 1e3, 1e19, 1e20, 1e30, 3e38];
    const factors = sizes.map((size) => apply(float32, norm(size, 3), 1, norm(1, 1)));
    expect(factors[0]).toBe(1);
    factors.slice(1).forEach((times, index) => expect(times).toBeLessThanOrEqual(factors[index]!));
    expect(factors.at(-1)).toBeGreaterThan(0);
  });

  it('is 0 for an infinite gradient and NaN for a NaN, whatever the root', () => {
    for (const root of [1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(apply(float32, norm(Number.POSITIVE_INFINITY, root), 1, norm(1, 1))).toBe(0);
      expect(apply(float32, norm(Number.NaN, root), 1, norm(1, 1))).toBeNaN();
    }
  });
});
