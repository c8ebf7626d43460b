import { describe, expect, it } from 'vitest';
import type { Algebra } from '../../src/catalogue/algebra';
import { LOSSES, loss } from '../../src/catalogue/registry';
import type { Loss } from '../../src/catalogue/types';
import { stream } from '../../src/random/stream';
import { expectClose, type OracleNumber } from '../support/expectClose';
import { float32, float64 } from '../support/numberAlgebra';
import { readOracle } from '../support/oracle';

interface Result {
  readonly value: OracleNumber;
  readonly gradient: readonly OracleNumber[];
}
interface Case {
  readonly title: string;
  readonly loss: string;
  readonly outputs: { readonly shape: readonly [number, number]; readonly values: readonly number[] };
  readonly targets: { readonly shape: readonly number[]; readonly values: readonly number[] };
  readonly float64: Result;
  readonly float32: Result;
}
const { cases } = readOracle<{ readonly cases: readonly Case[] }>('losses');

/** The loss of a [batch, columns] tensor and its gradient, as the engine would put them together. */
function measured(
  algebra: Algebra<number>,
  entry: Loss,
  columns: number,
  outputs: readonly number[],
  targets: readonly number[],
) {
  const batch = outputs.length / columns;
  const count = entry.reduction === 'element' ? outputs.length : batch;
  const rows = Array.from({ length: batch }, (_, row) => {
    const own = outputs.slice(row * columns, (row + 1) * columns);
    const largest = Math.max(...own);
    const sumExp = own.reduce((sum, o) => algebra.add(sum, algebra.exp(algebra.subtract(o, largest))), 0);
    return { largest, sumExp };
  });
  const over = <T>(f: (output: number, target: number, row: { largest: number; sumExp: number }) => T): T[] =>
    outputs.map((output, index) => f(output, targets[index]!, rows[Math.floor(index / columns)]!));
  const terms = over((output, target, row) => entry.value(algebra, output, target, row));
  return {
    value: algebra.divide(
      terms.reduce((sum, term) => algebra.add(sum, term), 0),
      count,
    ),
    gradient: over((output, target, row) =>
      algebra.divide(entry.gradient(algebra, output, target, row), count),
    ),
  };
}

/** Class indices as one-hot rows. */
function targetsOf({ outputs, targets }: Case): readonly number[] {
  const columns = outputs.shape[1];
  return targets.shape.length === outputs.shape.length
    ? targets.values
    : targets.values.flatMap((index) =>
        Array.from({ length: columns }, (_, column) => (column === index ? 1 : 0)),
      );
}

describe('losses against PyTorch', () => {
  it.each(cases)('$loss: $title, in float64', (testCase) => {
    const { outputs } = testCase;
    const result = measured(
      float64,
      loss(testCase.loss),
      outputs.shape[1],
      outputs.values,
      targetsOf(testCase),
    );
    expectClose(result.value, testCase.float64.value, { relative: 1e-12, absolute: 1e-40 }, 'value');
    expectClose(result.gradient, testCase.float64.gradient, { relative: 1e-12, absolute: 1e-16 }, 'gradient');
  });

  it.each(cases)('$loss: $title, in float32', (testCase) => {
    const outputs = testCase.outputs.values.map(Math.fround);
    const targets = targetsOf(testCase).map(Math.fround);
    const result = measured(float32, loss(testCase.loss), testCase.outputs.shape[1], outputs, targets);
    // The oracle's limit is 2e-6, and 1e-7 where 0 is expected.
    expectClose(result.value, testCase.float32.value, { relative: 2e-6, absolute: 1e-7 }, 'value');
    expectClose(result.gradient, testCase.float32.gradient, { relative: 2e-6, absolute: 1e-7 }, 'gradient');
  });
});

describe.each(LOSSES)('laws of $id', (entry) => {
  const columns = 3;
  const outputs = [...stream(9, 'test', entry.id).normals(12)];
  const oneHot = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0];

  it('has the gradient that central differences of its value find', () => {
    const { gradient } = measured(float64, entry, columns, outputs, oneHot);
    const h = 1e-6;
    const moved = (place: number, by: number): number =>
      measured(float64, entry, columns, outputs.with(place, outputs[place]! + by), oneHot).value;
    const differences = outputs.map((_, place) => (moved(place, h) - moved(place, -h)) / (2 * h));
    expectClose(gradient, differences, { absolute: 1e-9 });
  });
});

it.each([
  ['softmaxCrossEntropy', Math.log(3)],
  ['binaryCrossEntropy', Math.LN2],
])('%s costs a network that knows nothing as much as it says', (id, expected) => {
  const blind = measured(float64, loss(id), 3, [0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 1]).value;
  expectClose(blind, expected, { relative: 1e-14 });
  expect(loss(id).blindLoss(3)).toBe(expected);
});

it('gives softmax no NaN where a class other than the target is infinitely unlikely', () => {
  const entry = loss('softmaxCrossEntropy');
  expect(entry.value(float32, Number.NEGATIVE_INFINITY, 0, { largest: 1, sumExp: 1 })).toBe(0);
});

it('reads out R ⊙ h over the batch, whatever h is', () => {
  const { value, gradient } = measured(float64, loss('readOut'), 2, [1, 2, 3, 4], [5, 6, 7, 8]);
  expect(value).toBe((5 + 12 + 21 + 32) / 2);
  expect(gradient).toEqual([2.5, 3, 3.5, 4]);
});
