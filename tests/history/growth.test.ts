import { describe, expect, test } from 'vitest';
import { CLASS } from '../../src/catalogue/types';
import { laneGrowth, layerGrowth } from '../../src/history/growth';
import { growing, layersOf, recordOf, type StepTable } from './smallRuns';

const rowOf = (text: string, step: StepTable) => recordOf(layersOf(text), [step]).row(0);
const gradients = (text: string, gradientOutput: string, classes: string[] = []) =>
  laneGrowth(rowOf(text, { rows: { gradientOutput }, classes }));

describe('growth of a lane', () => {
  test('is the root of the whole factor over the layers between the last and the first', () => {
    const growth = gradients('D D D D O', '16 9 4 2 1');
    expect(growth?.whole).toEqual({ value: 8, class: CLASS.finite });
    expect(growth?.perLayer.value).toBeCloseTo(2, 12); // a cube root in float64
    expect([growth?.hidden, growth?.times]).toEqual([4, 3]);
  });

  test('does not count rows inside a branch, nor the output', () => {
    const growth = gradients('D [ D D ]+ O', '6 100 100 3 1000');
    expect([growth?.hidden, growth?.whole.value]).toEqual([2, 2]);
  });

  test.each([['D O'], ['O']])('is none for %s: nothing lies between', (text) => {
    expect(gradients(text, '1 1')).toBeNull();
  });

  test.each([
    ['zero over a number is zero', ['0 gradientOutput zero'], CLASS.zero],
    ['zero over zero is not defined', ['0 gradientOutput zero', '2 gradientOutput zero'], CLASS.notMeasured],
    ['Inf over a number is Inf', ['0 gradientOutput Inf'], CLASS.infinite],
    ['NaN is NaN', ['0 gradientOutput NaN'], CLASS.nan],
    ['not measured stays so', ['0 gradientOutput none'], CLASS.notMeasured],
    ['a number over Inf tells nothing', ['2 gradientOutput Inf'], CLASS.nan],
  ])('%s', (_, classes, expected) => {
    const growth = gradients('D D D O', '5 5 5 5', classes);
    expect([growth?.whole.class, growth?.perLayer.class]).toEqual([expected, expected]);
  });

  test('holds for norms whose squares would leave even 64 bits', () => {
    expect((gradients('D D D O', '1e160 1 1e-140 1')?.perLayer.value ?? 0) / 1e150).toBeCloseTo(1, 12);
  });
});

test('the growths of the layers multiply to the whole', () => {
  const layers = layersOf('D D [ D D ]+ D O');
  const row = recordOf(layers, [{ rows: { gradientOutput: growing(layers, 1.3) } }]).row(0);
  const product = layers.reduce(
    (all, _, layer) =>
      all * (layerGrowth(row, layer).class === CLASS.finite ? layerGrowth(row, layer).value : 1),
    1,
  );
  expect(product).toBeCloseTo(laneGrowth(row)?.whole.value ?? 0, 12); // rounding of four divisions
});

test.each([0, 2, 3, 6])('row %i has no growth of its own (first, inside a branch, output)', (layer) => {
  const layers = layersOf('D D [ D D ]+ D O');
  const row = recordOf(layers, [{ rows: { gradientOutput: growing(layers, 1.3) } }]).row(0);
  expect(layerGrowth(row, layer).class).toBe(CLASS.notMeasured);
});
