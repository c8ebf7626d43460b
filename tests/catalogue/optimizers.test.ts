import { describe, expect, it } from 'vitest';
import type { Algebra } from '../../src/catalogue/algebra';
import { defaultsOf, OPTIMIZERS, optimizer, schedule } from '../../src/catalogue/registry';
import type { Choice, Optimizer, Scalars, Values } from '../../src/catalogue/types';
import { stream } from '../../src/random/stream';
import { expectClose } from '../support/expectClose';
import { float32, float64 } from '../support/numberAlgebra';
import { readOracle } from '../support/oracle';

interface Case {
  readonly optimizer: string;
  readonly learningRate: number;
  readonly options: Values;
  readonly schedule: Choice;
  readonly gradients: string;
  readonly learningRates: readonly number[];
  readonly parameters: readonly (readonly number[])[];
}
interface Oracle {
  readonly initialParameters: readonly number[];
  readonly gradientSequences: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly cases: readonly Case[];
}
const oracle = readOracle<Oracle>('optimizers');
const cases = oracle.cases.map((testCase) => ({
  ...testCase,
  title: `${testCase.optimizer} ${JSON.stringify(testCase.options)}, ${testCase.schedule.kind}, ${testCase.gradients}`,
}));

const valuesOf = (entry: Optimizer, { options }: Case): Values => ({
  ...defaultsOf(entry),
  ...Object.fromEntries(
    Object.entries(options).filter(([id]) => entry.parameters.some((parameter) => parameter.id === id)),
  ),
});
const scalarsAt = (entry: Optimizer, testCase: Case, update: number): Scalars =>
  entry.scalars(
    valuesOf(entry, testCase),
    testCase.learningRate * schedule(testCase.schedule.kind).factor(update, testCase.schedule),
    update,
    Number(testCase.options['weightDecay']),
  );

/** The parameters after each update, by `update` over one entry after the other. */
function trajectory(algebra: Algebra<number>, testCase: Case): number[][] {
  const entry = optimizer(testCase.optimizer);
  const values = valuesOf(entry, testCase);
  const parameters = [...oracle.initialParameters];
  const states: (readonly number[])[] = parameters.map(() => entry.state(values));
  return oracle.gradientSequences[testCase.gradients]!.map((gradient, update) => {
    const scalars = Object.fromEntries(
      Object.entries(scalarsAt(entry, testCase, update)).map(([name, value]) => [
        name,
        algebra.constant(value),
      ]),
    );
    parameters.forEach((parameter, place) => {
      const g = algebra.constant(gradient[place]!);
      const next = entry.update(algebra, parameter, g, states[place]!, scalars, values);
      parameters[place] = algebra.add(parameter, next.change);
      states[place] = next.state;
    });
    return [...parameters];
  });
}

/** The same by `updateArrays`. */
function arraysTrajectory(testCase: Case): number[][] {
  const entry = optimizer(testCase.optimizer);
  const values = valuesOf(entry, testCase);
  const parameters = Float32Array.from(oracle.initialParameters);
  const state = entry.state(values).map((start) => new Float32Array(parameters.length).fill(start));
  const change = new Float32Array(parameters.length);
  return oracle.gradientSequences[testCase.gradients]!.map((gradient, update) => {
    const scalars = scalarsAt(entry, testCase, update);
    entry.updateArrays(parameters, Float32Array.from(gradient), state, change, scalars, values);
    parameters.forEach((_, place) => {
      parameters[place]! += change[place]!;
    });
    return [...parameters];
  });
}

/** Within `share` of max(|p|, 1e-3 of its largest value on the way): the oracle's rule. */
function expectTrajectory(actual: number[][], { parameters }: Case, share: number): void {
  const largest = parameters[0]!.map((_, place) =>
    Math.max(...parameters.map((step) => Math.abs(step[place]!))),
  );
  parameters.forEach((step, update) =>
    step.forEach((p, place) => {
      const limit = { absolute: share * Math.max(Math.abs(p), 1e-3 * largest[place]!) };
      expectClose(actual[update]![place]!, p, limit, `parameter ${place} after update ${update}`);
    }),
  );
}

describe('optimizers against PyTorch', () => {
  it.each(cases)('$title, in float64', (testCase) => {
    expectTrajectory(trajectory(float64, testCase), testCase, 1e-9);
  });

  it.each(cases)('$title, in float32', (testCase) => {
    expectTrajectory(trajectory(float32, testCase), testCase, 2e-4);
  });

  it.each(cases)('$title, over arrays', (testCase) => {
    expectTrajectory(arraysTrajectory(testCase), testCase, 2e-4);
  });

  it.each(cases)('$title, takes PyTorch’s learning rate at each update', (testCase) => {
    const { kind } = testCase.schedule;
    const rates = testCase.learningRates.map(
      (_, update) => testCase.learningRate * schedule(kind).factor(update, testCase.schedule),
    );
    expectClose(rates, testCase.learningRates, { relative: 1e-12 });
  });
});

describe.each(OPTIMIZERS)('laws of $id', (entry) => {
  const values: Values = {
    ...defaultsOf(entry),
    ...('dampening' in defaultsOf(entry) ? { dampening: 0.25 } : {}),
  };
  const draws = stream(2, 'test', entry.id);
  const count = 50;
  const parameter = Float32Array.from(draws.normals(count));
  const gradient = Float32Array.from(draws.normals(count));
  const start = entry
    .state(values)
    .map((least) => Float32Array.from(draws.uniforms(count), (u) => least + u));

  it.each([0, 1, 1000])('does the same over arrays as over one entry, at update %i', (update) => {
    const scalars = entry.scalars(values, 0.1, update, 0.01);
    const state = start.map((vector) => vector.slice());
    const change = new Float32Array(count);
    entry.updateArrays(parameter, gradient, state, change, scalars, values);
    parameter.forEach((p, place) => {
      const own = start.map((vector) => vector[place]!);
      const one = entry.update(float64, p, gradient[place]!, own, scalars, values);
      // Rounded once to float32 where stored.
      expectClose(change[place]!, one.change, { relative: 6e-8, absolute: 1e-12 }, 'change');
      expectClose(
        state.map((vector) => vector[place]!),
        one.state,
        { relative: 6e-8, absolute: 1e-12 },
        'state',
      );
    });
  });

  it('moves nothing by a zero gradient from its start without weight decay', () => {
    const scalars = entry.scalars(values, 0.1, 0, 0);
    expect(entry.update(float32, 1, 0, entry.state(values), scalars, values).change).toBeCloseTo(0, 30);
  });

  it('hands on a NaN gradient', () => {
    const scalars = entry.scalars(values, 0.1, 0, 0);
    expect(entry.update(float32, 1, Number.NaN, entry.state(values), scalars, values).change).toBeNaN();
  });
});

it('holds momentum’s dampening back from every gradient but the first', () => {
  const entry = optimizer('momentum');
  const values = { momentum: 0.5, dampening: 0.25 };
  const first = entry.update(float64, 0, 8, [0], entry.scalars(values, 1, 0, 0), values);
  const second = entry.update(float64, 0, 8, first.state, entry.scalars(values, 1, 1, 0), values);
  expect([first.change, second.change]).toEqual([-8, -(0.5 * 8 + 0.75 * 8)]);
});

it('keeps a velocity for RMSProp only when it has momentum', () => {
  const entry = optimizer('rmsprop');
  expect(entry.state(defaultsOf(entry))).toHaveLength(1);
  expect(entry.state({ ...defaultsOf(entry), momentum: 0.9 })).toHaveLength(2);
});
