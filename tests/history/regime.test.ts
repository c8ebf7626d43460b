import { describe, expect, test } from 'vitest';
import { regimeAt } from '../../src/history/regime';
import { createRecord } from '../../src/history/record';
import { chunkOf, growing, layersOf, recordOf, type StepTable } from './smallRuns';

const layers = layersOf('D D D D O');
const of = (factor: number, rest: StepTable = {}): StepTable => ({
  rows: { gradientOutput: growing(layers, factor) },
  ...rest,
});
const nameAt = (steps: StepTable[], step = steps.length - 1) => regimeAt(recordOf(layers, steps), step)?.name;

describe('by the whole growth', () => {
  test.each([
    [29.9, 'healthy'],
    [30.1, 'exploding'],
    [1 / 29.9, 'healthy'],
    [1 / 30.1, 'vanishing'],
  ])('×%f over the network is %s', (whole, name) => {
    expect(nameAt([of(whole ** (1 / 3))])).toBe(name);
  });

  test('a first layer that gets exactly nothing is vanishing, 0/0 is not defined', () => {
    expect(nameAt([of(1, { classes: ['0 gradientOutput zero'] })])).toBe('vanishing');
    expect(nameAt([of(1, { classes: ['0 gradientOutput zero', '3 gradientOutput zero'] })])).toBe(
      'undefined',
    );
  });

  test('fewer than two hidden rows have none', () => {
    expect(regimeAt(recordOf(layersOf('D O'), [{ rows: { gradientOutput: '1 1' } }]), 0)).toMatchObject({
      name: 'undefined',
      growth: null,
    });
  });
});

describe('an unstable step', () => {
  const calm = (count: number, loss: number): StepTable[] =>
    Array.from({ length: count }, () => of(1, { loss }));

  test('is a loss beyond ten times its lowest typical one, and is remembered for fifty steps', () => {
    const steps = [...calm(3, 1), of(1, { loss: 10.1 }), ...calm(50, 1)];
    expect(nameAt(steps, 2)).toBe('healthy');
    expect(nameAt(steps, 3)).toBe('unstableStep');
    expect(nameAt(steps, 52)).toBe('unstableStep');
    expect(nameAt(steps, 53)).toBe('healthy');
  });

  test('is not an ordinary batch after a lucky one', () => {
    const steps = [...calm(12, 1), of(1, { loss: 0.02 }), ...calm(3, 1), of(1, { loss: 2.5 })];
    expect(nameAt(steps)).toBe('healthy');
  });

  test('is not a factor of ten between losses that are both next to nothing', () => {
    expect(nameAt([...calm(3, 3), ...calm(12, 0.003), of(1, { loss: 0.04 })])).toBe('healthy');
    expect(nameAt([...calm(3, 3), ...calm(12, 0.003), of(1, { loss: 0.31 })])).toBe('unstableStep');
  });

  test('is not a loss of exactly ten times', () => {
    expect(nameAt([...calm(3, 1), of(1, { loss: 10 })])).toBe('healthy');
  });

  test('is not read from a loss that may be negative', () => {
    expect(nameAt([of(1, { loss: -40 }), of(1, { loss: -1 }), of(1, { loss: 60 })])).toBe('healthy');
  });

  test('does not hide growth through depth', () => {
    expect(nameAt([...calm(3, 1), of(9, { loss: 100 })])).toBe('exploding');
  });

  test('is also a gradient that was not finite and was skipped', () => {
    const steps = [...calm(3, 1), of(1, { classes: ['1 gradientWeights Inf'], skipped: 1 }), ...calm(1, 1)];
    expect(nameAt(steps)).toBe('unstableStep');
  });

  test('is seen without any hidden row', () => {
    const record = recordOf(layersOf('O'), [{ loss: 1 }, { loss: 50 }]);
    expect(regimeAt(record, 1)?.name).toBe('unstableStep');
  });
});

describe('not finite', () => {
  test('says since when, and a step after the end is judged by the last', () => {
    const bad = of(1, { classes: ['2 preActivation NaN'] });
    const regime = regimeAt(recordOf(layers, [of(1), bad, of(1), bad, bad]), 99);
    expect(regime).toMatchObject({ name: 'notFinite', step: 4, since: 3 });
  });

  test('is an infinite loss', () => {
    expect(nameAt([of(1), of(1, { loss: Number.POSITIVE_INFINITY })])).toBe('notFinite');
  });
});

test('a jump is still seen when it was merged with its neighbours', () => {
  const record = createRecord(layers, { budgetBytes: 1 });
  record.append(
    chunkOf(
      layers,
      0,
      Array.from({ length: 41 }, (_, step) => of(1, { loss: step === 39 ? 500 : 1 })),
    ),
  );
  expect(record.stride).toBeGreaterThan(8);
  expect(regimeAt(record, 40)?.name).toBe('unstableStep');
});

test('nothing measured, nothing said', () => {
  expect(regimeAt(createRecord(layers), 0)).toBeNull();
});
