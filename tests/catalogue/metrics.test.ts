import { describe, expect, it } from 'vitest';
import { METRICS, metric } from '../../src/catalogue/registry';
import {
  CLASS,
  type ClassCode,
  type Layer,
  type Quantity,
  type RowReader,
  type TensorName,
} from '../../src/catalogue/types';

/** A row of each place: trunk 1, trunk 2, two rows of a branch, trunk 3 (the sum), the output. */
const places = ['trunk', 'trunk', 'branch', 'branch', 'trunk', 'output'] as const;
let trunkRows = 0;
const layers: readonly Layer[] = places.map((place, index) => ({
  id: `b${index}`,
  name: `dense${index}`,
  kind: 'dense',
  blockId: 'b',
  repetition: 0,
  inputs: [index - 1],
  inputShape: [4],
  outputShape: [4],
  activation: null,
  parameters: [],
  values: {},
  place,
  number: place === 'trunk' ? ++trunkRows : 0,
  parametersOf: 0,
  state: [],
  junction: null,
  time: null,
}));

/** Every quantity of layer l is 10^l, every tensor finite, but for what is named. */
function reader(
  quantities: Partial<Record<Quantity, Readonly<Record<number, number>>>> = {},
  classes: Partial<Record<TensorName, Readonly<Record<number, ClassCode>>>> = {},
): RowReader {
  return {
    layers,
    quantity: (layer, quantity) => quantities[quantity]?.[layer] ?? 10 ** layer,
    classOf: (layer, tensor) => classes[tensor]?.[layer] ?? CLASS.finite,
  };
}

describe.each(METRICS)('$id', (entry) => {
  const layer = 4; // a trunk row with another before it

  it('is finite, with a finite class, in a healthy network', () => {
    expect(entry.value(reader(), layer)).toBeGreaterThan(0);
    expect(entry.classOf(reader({ saturated: { 4: 0.5 }, dead: { 4: 0.5 } }), layer)).toBe(CLASS.finite);
  });

  it('has the class of its tensors where they are not finite or not measured', () => {
    for (const [code, value] of [
      [CLASS.nan, Number.NaN],
      [CLASS.infinite, Number.POSITIVE_INFINITY],
      [CLASS.notMeasured, Number.NaN],
    ] as const) {
      const everywhere: RowReader = { layers, quantity: () => value, classOf: () => code };
      expect(entry.classOf(everywhere, layer)).toBe(code);
    }
  });
});

describe('growth', () => {
  const growth = metric('growth');

  it('is measured from trunk row to trunk row, past the branch', () => {
    expect(growth.value(reader(), 4)).toBe(10 ** 1 / 10 ** 4);
    expect(growth.value(reader(), 1)).toBe(10 ** 0 / 10 ** 1);
  });

  it('is not measured for the first layer, inside a branch, or for the output', () => {
    for (const layer of [0, 2, 3, 5]) {
      expect(growth.classOf(reader(), layer)).toBe(CLASS.notMeasured);
      expect(growth.value(reader(), layer)).toBeNaN();
    }
  });

  it.each([
    ['NaN above', { 1: CLASS.nan }, CLASS.nan],
    ['NaN below', { 4: CLASS.nan }, CLASS.nan],
    ['Inf above', { 1: CLASS.infinite }, CLASS.infinite],
    ['Inf below', { 4: CLASS.infinite }, CLASS.infinite],
    ['NaN over Inf', { 1: CLASS.nan, 4: CLASS.infinite }, CLASS.nan],
    ['NaN in a branch row', { 2: CLASS.nan }, CLASS.finite],
  ])('has the right class with %s', (_, classes, expected) => {
    expect(growth.classOf(reader({}, { gradientOutput: classes }), 4)).toBe(expected);
  });

  it('is zero where all gradient is lost, and no number where there was none', () => {
    expect(
      growth.classOf(reader({ gradientOutput: { 1: 0 } }, { gradientOutput: { 1: CLASS.zero } }), 4),
    ).toBe(CLASS.zero);
    const none = reader(
      { gradientOutput: { 1: 0, 4: 0 } },
      { gradientOutput: { 1: CLASS.zero, 4: CLASS.zero } },
    );
    expect(growth.classOf(none, 4)).toBe(CLASS.notMeasured);
  });

  it('spreads its colours from 0.63 to 1.58', () => {
    expect(10 ** -growth.scale.halfWidth).toBeCloseTo(0.63, 2);
    expect(10 ** growth.scale.halfWidth).toBeCloseTo(1.58, 2);
  });
});

describe('gradient relative to the last hidden layer', () => {
  const relative = metric('gradientOutputRelative');

  it('divides by the last trunk row, and is 1 there', () => {
    expect(relative.value(reader(), 4)).toBe(1);
    expect(relative.value(reader(), 1)).toBe(1e-3);
    expect(relative.value(reader(), 2)).toBe(1e-2);
  });

  it('does not change when the whole gradient is scaled', () => {
    const shrunk: RowReader = { ...reader(), quantity: (layer) => 2 ** -20 * 10 ** layer };
    for (const layer of [0, 1, 2, 3, 4]) {
      expect(relative.value(shrunk, layer)).toBeCloseTo(relative.value(reader(), layer), 12);
    }
  });

  it('is not measured in a network without hidden rows', () => {
    const bare: RowReader = { ...reader(), layers: layers.slice(5) };
    expect(relative.classOf(bare, 0)).toBe(CLASS.notMeasured);
    expect(relative.value(bare, 0)).toBeNaN();
  });
});

it('calls a clipped gradient finite that clipping by value made finite', () => {
  const row = reader({ gradientWeightsClipped: { 1: 3 } }, { gradientWeights: { 1: CLASS.infinite } });
  expect(metric('gradientWeightsClipped').classOf(row, 1)).toBe(CLASS.finite);
  expect(metric('gradientWeights').classOf(row, 1)).toBe(CLASS.infinite);
});

it('has no update ratio for weights that are all 0, and a NaN one after a NaN update', () => {
  const ratio = metric('updateRatio');
  expect(ratio.classOf(reader({ weights: { 1: 0 } }, { weights: { 1: CLASS.zero } }), 1)).toBe(
    CLASS.notMeasured,
  );
  expect(ratio.classOf(reader({}, { weightsAfter: { 1: CLASS.nan } }), 1)).toBe(CLASS.nan);
  expect(ratio.classOf(reader({ updateWeights: { 1: 0 } }), 1)).toBe(CLASS.zero);
});

it.each(['saturated', 'dead'])('has no %s share of units that are not finite', (id) => {
  for (const code of [CLASS.nan, CLASS.infinite])
    expect(metric(id).classOf(reader({ [id]: { 1: 0 } }, { preActivation: { 1: code } }), 1)).toBe(code);
});

it('takes a share of 0 for a number, and a spread of 0 for a zero', () => {
  expect(metric('dead').classOf(reader({ dead: { 1: 0 } }), 1)).toBe(CLASS.finite);
  expect(metric('saturated').classOf(reader({ saturated: { 1: 0 } }), 1)).toBe(CLASS.finite);
  expect(metric('activationStd').classOf(reader({ std: { 1: 0 } }), 1)).toBe(CLASS.zero);
});
