import { describe, expect, test } from 'vitest';
import { autopsy } from '../../src/history/autopsy';
import { firstNonFinite, isDead } from '../../src/history/firstNonFinite';
import { growing, layersOf, recordOf, type StepTable } from './smallRuns';

const layers = layersOf('D D [ D D ]+ O');
const firstOf = (step: StepTable) => firstNonFinite(recordOf(layers, [step]).row(0), step.loss ?? 1, 7);
const everywhere = (tensors: string[], kind = 'NaN') =>
  layers.flatMap((_, layer) => tensors.map((tensor) => `${layer} ${tensor} ${kind}`));
const BACKWARD = ['gradientOutput', 'gradientPreActivation', 'gradientWeights', 'gradientBias'];

describe('what was not finite first', () => {
  test.each<[string, string[], number, object]>([
    [
      'a pre-activation before the same row’s output',
      ['1 output Inf', '1 preActivation Inf'],
      1,
      { pass: 'forward', layer: 1, tensor: 'preActivation', kind: 'Inf' },
    ],
    [
      'an earlier row’s output before a later pre-activation',
      ['2 preActivation NaN', '1 output Inf'],
      1,
      { pass: 'forward', layer: 1, tensor: 'output', kind: 'Inf' },
    ],
    ['the forward pass before the loss', ['5 preActivation Inf'], Number.NaN, { pass: 'forward', layer: 5 }],
    [
      'the loss before any gradient',
      everywhere(BACKWARD),
      Number.POSITIVE_INFINITY,
      { pass: 'loss', layer: -1, tensor: 'loss', kind: 'Inf' },
    ],
    [
      'the last row before the first on the way back',
      ['0 gradientOutput NaN', '3 gradientOutput Inf'],
      1,
      { pass: 'backward', layer: 3, kind: 'Inf' },
    ],
    [
      'a row’s output gradient before its parameters’',
      ['3 gradientWeights Inf', '3 gradientOutput Inf'],
      1,
      { tensor: 'gradientOutput' },
    ],
    [
      'its pre-activation’s gradient between the two',
      ['3 gradientWeights Inf', '3 gradientPreActivation Inf'],
      1,
      { tensor: 'gradientPreActivation' },
    ],
    [
      'a later row’s weights before an earlier row’s output gradient',
      ['1 gradientOutput Inf', '2 gradientBias Inf'],
      1,
      { layer: 2, tensor: 'gradientBias' },
    ],
    [
      'the gradients before the parameters after the update',
      ['0 weightsAfter Inf', '0 gradientBias Inf'],
      1,
      { pass: 'backward', layer: 0 },
    ],
    [
      'the parameters after the update last',
      ['2 biasAfter NaN'],
      1,
      { pass: 'update', layer: 2, tensor: 'bias', kind: 'NaN' },
    ],
  ])('%s', (_, classes, loss, expected) => {
    expect(firstOf({ loss, classes })).toMatchObject({ step: 7, ...expected });
  });

  test('is nothing where all is finite, exact zeros and the unmeasured included', () => {
    expect(firstOf({ loss: 0, classes: [...everywhere(BACKWARD, 'zero'), '0 output none'] })).toBeNull();
  });
});

describe('a lane stops', () => {
  test.each<[boolean, string, StepTable]>([
    [true, 'the loss is not a number', { loss: Number.NaN }],
    [true, 'weights are not finite after the update', { classes: ['1 weightsAfter Inf'] }],
    [true, 'a bias is not finite after the update', { classes: ['1 biasAfter NaN'] }],
    [false, 'only a pre-activation was not', { classes: ['1 preActivation Inf'] }],
    [false, 'only gradients were not', { classes: everywhere(BACKWARD) }],
    [false, 'only the weights before the update were not', { classes: ['1 weights Inf'] }],
  ])('%s: %s', (dead, _, step) => {
    expect(isDead(recordOf(layers, [step]).row(0), step.loss ?? 1)).toBe(dead);
  });
});

const step = (factor: number, rest: StepTable = {}): StepTable => ({
  ...rest,
  rows: {
    gradientOutput: growing(layers, factor),
    weights: '1 1 1 1 1 1',
    updateWeights: '0.1 0.1 0.1 0.1 0 0.1',
    ...rest.rows,
  },
});
const forwardDeath: StepTable = {
  loss: Number.NaN,
  rows: { outputMax: '1e3 1e30 NaN NaN NaN NaN' },
  classes: ['2 preActivation Inf', '2 output NaN', ...everywhere(BACKWARD)],
};

describe('the autopsy', () => {
  test('of a lane that lives is null, of one whose gradient alone overflowed too', () => {
    expect(autopsy(recordOf(layers, [step(1)]))).toBeNull();
    expect(autopsy(recordOf(layers, [step(1, { classes: ['1 gradientOutput Inf'] })]))).toBeNull();
  });

  test('finds growth through depth, and the step that threw the weights', () => {
    const facts = autopsy(
      recordOf(layers, [
        step(10, { loss: 459, globalNorm: 5e3, rows: { updateWeights: '40 2 1 1 0 1' } }),
        step(10, { loss: 3.4e23, globalNorm: 1e30 }),
        forwardDeath,
      ]),
    );
    expect(facts).toMatchObject({
      step: 2,
      cause: 'depth',
      thenNaN: true,
      first: { step: 2, layer: 2, kind: 'Inf' },
    });
    expect(facts?.culprit).toMatchObject({
      step: 0,
      growth: { times: 2, whole: { value: 100 } },
      update: { layer: 0, ratio: 40 },
    });
    expect(facts?.chain.map(({ kind, step: at }) => [kind, at])).toEqual([
      ['loss', 0],
      ['update', 0],
      ['gradient', 1],
      ['outputs', 2],
      ['overflow', 2],
    ]);
    expect(facts?.chain[3]).toMatchObject({ fromLayer: 0, from: 1e3, toLayer: 1, to: 1e30 });
  });

  test('finds a step that was too large where the gradient kept its size', () => {
    const facts = autopsy(
      recordOf(layers, [
        step(1, { loss: 0.4 }),
        step(1, { loss: 0.41 }),
        step(1, { loss: 15.9 }),
        step(1, { loss: 1e6 }),
        forwardDeath,
      ]),
    );
    expect(facts).toMatchObject({ cause: 'step', culprit: { step: 1 } });
    expect(facts?.chain[0]).toEqual({ kind: 'loss', step: 1, from: 0.41, to: 15.9 });
  });

  test('names the one that came first when both were seen', () => {
    const unstable = [step(1, { loss: 1 }), step(1, { loss: 90 })];
    const deep = [step(10, { loss: 1 })];
    expect(autopsy(recordOf(layers, [...unstable, ...deep, forwardDeath]))?.cause).toBe('step');
    expect(autopsy(recordOf(layers, [...deep, ...unstable, forwardDeath]))?.cause).toBe('depth');
  });

  test('a loss that overflows after a slow climb is dated to where the climb began', () => {
    const climb = Array.from({ length: 90 }, (_, index) => step(1, { loss: 2.6 ** index }));
    const facts = autopsy(recordOf(layers, [...climb, step(1, { loss: Number.POSITIVE_INFINITY })]));
    expect(facts).toMatchObject({ cause: 'step', first: { pass: 'loss' }, culprit: { step: 2 } });
  });

  test('the very first forward pass needs no step to fail', () => {
    expect(autopsy(recordOf(layers, [forwardDeath]))).toMatchObject({ step: 0, cause: 'start' });
  });

  test('a first gradient that overflows on its way back is depth', () => {
    const facts = autopsy(
      recordOf(layers, [
        step(1, { classes: ['1 gradientOutput Inf', '0 gradientOutput NaN', '0 weightsAfter NaN'] }),
      ]),
    );
    expect(facts).toMatchObject({ cause: 'depth', first: { pass: 'backward', layer: 1 } });
  });

  test('a network without hidden rows can still die of a step', () => {
    const alone = layersOf('O');
    const facts = autopsy(recordOf(alone, [{ loss: 1 }, { loss: 100 }, { loss: Number.POSITIVE_INFINITY }]));
    expect(facts).toMatchObject({ cause: 'step', culprit: { step: 0, growth: null, update: null } });
  });

  test('dates the failure to the first of the non-finite steps, not to the one that stopped the lane', () => {
    const facts = autopsy(
      recordOf(layers, [step(1), step(1, { classes: ['1 gradientOutput Inf'] }), forwardDeath]),
    );
    expect(facts).toMatchObject({ step: 2, first: { step: 1, pass: 'backward' } });
  });

  test('has at most five lines, in order', () => {
    const facts = autopsy(
      recordOf(layers, [
        step(10, { loss: 1 }),
        step(10, { loss: 1e9, globalNorm: 1e9, rows: { updateWeights: '9 9 9 9 9 9' } }),
        forwardDeath,
      ]),
    );
    const steps = facts?.chain.map((fact) => fact.step) ?? [];
    expect(steps.length).toBeLessThanOrEqual(5);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
});
