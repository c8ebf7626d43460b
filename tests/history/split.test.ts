import { describe, expect, test } from 'vitest';
import { EXACT, printedPower, printedProduct, roundTo } from '../../src/history/printed';
import { cosineOf, type Element, type GainSplit, gainSplit } from '../../src/history/split';
import { laneGrowth } from '../../src/history/growth';
import { CLASS } from '../../src/catalogue/types';
import { layersOf, recordOf, type StepTable } from './smallRuns';

const rowOf = (text: string, step: StepTable) => recordOf(layersOf(text), [step]).row(0);
const finite = (value: number) => ({ value, class: CLASS.finite });

const product = (elements: readonly Element[]) =>
  elements.reduce((all, each) => all * each.measured.value, 1);
const chainOf = (split: GainSplit) => {
  if (split.kind !== 'chain') throw new Error(`expected a chain, found ${split.reason}`);
  return split;
};
const onlyOf = (split: GainSplit) => {
  const [only] = chainOf(split).elements;
  if (only?.kind !== 'parallel') throw new Error('expected parallel paths');
  return only;
};

describe('a dense row', () => {
  const rows = { gradientOutput: '6 4 1', gradientPreActivation: '3 2 1', gradientInput: 'NaN 6 4' };

  test('splits into what its activation did and what its weights did', () => {
    const split = gainSplit(rowOf('D D O', { rows }), 1);
    expect(split).toEqual({
      kind: 'chain',
      layer: 1,
      before: 0,
      of: 1,
      growth: finite(1.5),
      elements: [
        { kind: 'factor', of: 'activation', layer: 1, measured: finite(0.5) },
        { kind: 'factor', of: 'weights', layer: 1, measured: finite(3) },
      ],
    });
  });

  test('without activation has one factor', () => {
    const split = gainSplit(rowOf('D D:none O', { rows: { ...rows, gradientPreActivation: '3 NaN 1' } }), 1);
    expect(chainOf(split).elements).toEqual([
      { kind: 'factor', of: 'weights', layer: 1, measured: finite(1.5) },
    ]);
  });

  test('that is the first has none: the input has no gradient', () => {
    expect(gainSplit(rowOf('D D O', { rows }), 0)).toEqual({ kind: 'none', layer: 0, reason: 'first' });
  });

  test.each([
    ['zero', ['1 gradientOutput zero'], 'zero'],
    ['Inf', ['1 gradientOutput Inf'], 'notFinite'],
    ['not measured', ['1 gradientOutput none'], 'notMeasured'],
  ])('with a gradient that is %s says so', (_, classes, reason) => {
    expect(gainSplit(rowOf('D D O', { rows, classes }), 1)).toMatchObject({ kind: 'none', reason });
  });
});

describe('a residual', () => {
  // the sum receives (2, 0); the skip hands back (2, 0), the branch (0.6, 0.8), together (2.6, 0.8)
  const rows = {
    gradientOutput: `${Math.hypot(2.6, 0.8)} 1.5 1 2 1`,
    gradientPreActivation: 'NaN 0.75 0.5 2 1',
    gradientInput: 'NaN 1 1.5 2 2',
    gradientFirstPath: 'NaN NaN NaN 2 NaN',
    gradientSecondPath: 'NaN NaN NaN 1 NaN',
  };

  test.each([1, 2, 3])(
    'is told for its row %i as a skip of 1, its branch and the cosine between them',
    (layer) => {
      const only = onlyOf(gainSplit(rowOf('D [ D D ]+ O', { rows }), layer));
      expect(only).toMatchObject({
        layer: 3,
        first: finite(1),
        second: finite(0.5),
        paths: ['skip', 'branch'],
      });
      expect(only.cosine).toBeCloseTo(0.6, 12); // float64 arithmetic on the norms
    },
  );

  test('obeys growth² = a² + b² + 2ab·cos', () => {
    const row = rowOf('D [ D D ]+ O', { rows });
    const only = onlyOf(gainSplit(row, 3));
    const [a, b, cosine] = [only.first.value, only.second.value, only.cosine ?? Number.NaN];
    expect(Math.sqrt(a * a + b * b + 2 * a * b * cosine)).toBeCloseTo(laneGrowth(row)?.whole.value ?? 0, 12);
  });

  test('has inner factors that multiply to what the branch hands back', () => {
    const inside = onlyOf(gainSplit(rowOf('D [ D D ]+ O', { rows }), 3)).inside ?? [];
    const names = inside.map((each) => (each.kind === 'factor' ? each.of : each.kind));
    expect(names).toEqual(['share', 'activation', 'weights', 'activation', 'weights']);
    expect(product(inside)).toBeCloseTo(0.5, 12);
  });

  test('whose branch hands back nothing has no angle', () => {
    const step = {
      rows: {
        ...rows,
        gradientOutput: '2 0 0 2 1',
        gradientInput: 'NaN 0 0 2 2',
        gradientSecondPath: 'NaN NaN NaN 0 NaN',
      },
    };
    expect(onlyOf(gainSplit(rowOf('D [ D D ]+ O', step), 3))).toMatchObject({
      measured: finite(1),
      second: { value: 0, class: CLASS.zero },
      cosine: null,
    });
  });

  test('on the input itself has no split', () => {
    expect(gainSplit(rowOf('[ D D ]+ O', { rows }), 2)).toMatchObject({ kind: 'none', reason: 'first' });
  });

  test('does not tell an angle that the rounding of 32 bits could turn', () => {
    expect(cosineOf(1.0000001, finite(1), finite(1e-7))).toBeNull();
    expect(cosineOf(2.0000001, finite(1), finite(1))).toBe(1);
  });
});

describe('printed factors', () => {
  /** A fixed walk over factors from 0.05 to 20, no randomness. */
  const cases = Array.from({ length: 500 }, (_, index) =>
    [0, 1, 2]
      .slice(0, 2 + (index % 2))
      .map((each) => 20 ** (((index * (each + 1) * 0.618033988749) % 2) - 1)),
  );

  test('multiply as printed, for 500 products of two and three', () => {
    for (const factors of cases) {
      const { factors: rounded, product } = printedProduct(factors);
      const multiplied = rounded.reduce((all, { value }) => all * value, 1);
      expect(roundTo(multiplied, product.figures)).toBe(product.value);
    }
  });

  test('are within a unit of the fourth figure of what was measured', () => {
    for (const factors of cases) {
      const { factors: rounded } = printedProduct(factors);
      rounded.forEach(({ value, figures }, index) => {
        expect(Math.abs(value / factors[index]! - 1)).toBeLessThan(0.5 * 10 ** (1 - figures) + 1e-12); // half a unit
        expect(figures).toBeLessThanOrEqual(4);
      });
    }
  });

  test('keep three figures where that holds', () => {
    expect(printedProduct([2, 0.5]).factors.map(({ figures }) => figures)).toEqual([3, 3]);
  });

  test.each([
    [1.454, 15, 1.454, 274],
    [1.2, 23, 1.2, 66.2],
    [2, 10, 2, 1020],
    [0.93, 23, 0.93, 0.188],
  ])('%f, %i times over, is printed as a power that holds', (base, times, printedBase, whole) => {
    expect(printedPower(base, times)).toMatchObject({
      base: { value: printedBase },
      whole: { value: whole },
    });
  });

  test('powers hold for every depth to 500, where as many figures are allowed as it takes', () => {
    for (let times = 1; times <= 500; times += 7) {
      const { base, whole } = printedPower(1 + 0.7 / times, times, EXACT);
      expect(roundTo(base.value ** times, whole.figures)).toBe(whole.value);
    }
  });

  test('a headline takes four figures at most', () => {
    expect(printedPower(1.51042, 15)).toMatchObject({
      base: { value: 1.51, figures: 4 },
      whole: { value: 486 },
    });
  });
});
