import { describe, expect, it } from 'vitest';
import { spectralRadiusOf } from '../../src/catalogue/initializers/spectralRadius';
import { block, initializer } from '../../src/catalogue/registry';
import type { Block, Layer, Values } from '../../src/catalogue/types';
import { initialParameters } from '../../src/engine/initialize';
import { stream } from '../../src/random/stream';
import { newLane } from '../../src/spec/defaults';
import { expand } from '../../src/spec/expand';
import { expectClose } from '../support/expectClose';

const recurrent = (type: string, values: Values = {}, more: Partial<Block> = {}): Block => ({
  ...block(type).template,
  id: type,
  ...more,
  values: { ...block(type).template.values, width: 4, ...values },
});
const rowsOf = (blocks: readonly Block[], inputShape: readonly number[] = [3, 2]): Layer[] =>
  expand(newLane({ blocks }), { inputShape, outputs: 0, task: 'readOut' });

describe('a simple RNN', () => {
  it('is one product over the sequence and a counted row a time step, which all use the first’s weights', () => {
    const rows = rowsOf([recurrent('simpleRnn')]);
    expect(rows.map(({ name, place, number }) => [name, place, number])).toEqual([
      ['simpleRnn1 projection', 'inner', 0],
      ['simpleRnn1[1]', 'trunk', 1],
      ['simpleRnn1[2]', 'trunk', 2],
      ['simpleRnn1[3]', 'trunk', 3],
    ]);
    expect(rows.map(({ inputs }) => inputs)).toEqual([[-1], [0], [1, 0], [2, 0]]);
    expect(rows.map(({ parametersOf }) => parametersOf)).toEqual([0, 1, 1, 1]);
    expect(rows.map(({ time }) => time?.step)).toEqual([undefined, 1, 2, 3]);
    expect(rows.flatMap(({ parameters }) => parameters.map(({ path, shape }) => [path, shape]))).toEqual([
      ['simpleRnn1/Wx', [2, 4]],
      ['simpleRnn1/b', [4]],
      ['simpleRnn1/Wh', [4, 4]],
    ]);
  });

  it('hands on its last state, or with “sequence” all of them, so that another stands on it', () => {
    const rows = rowsOf([
      recurrent('simpleRnn', { handsOn: 'sequence' }),
      recurrent('simpleRnn', { width: 5 }),
    ]);
    const joined = rows.findIndex(({ kind }) => kind === 'sequence');
    expect(rows[joined]).toMatchObject({ inputs: [1, 2, 3], outputShape: [3, 4], place: 'inner' });
    expect(rows[joined + 1]).toMatchObject({ name: 'simpleRnn2 projection', inputs: [joined] });
    expect(rows.at(-1)).toMatchObject({ name: 'simpleRnn2[3]', outputShape: [5], number: 6 });
  });

  it('answers at each step through one output layer', () => {
    const lane = newLane({ blocks: [recurrent('simpleRnn', { handsOn: 'sequence' })] });
    const data = { inputShape: [3, 2], outputs: 7, outputSteps: 3, task: 'classes' } as const;
    expect(expand(lane, data).at(-1)).toMatchObject({ place: 'output', outputShape: [3, 7] });
    const last = { ...lane, blocks: [recurrent('simpleRnn')] };
    expect(() => expand(last, data)).toThrow(/each of 3 time steps.*hand on every step/);
  });

  it.each([[[64]], [[8, 8, 4]], [[1, 3]]])('says what came in where that is no sequence: %j', (shape) => {
    expect(() => rowsOf([recurrent('simpleRnn')], shape)).toThrow(
      new RegExp(`takes a sequence.*what comes in is ${shape.join(' × ')}`),
    );
  });

  it('cannot start a branch at zero: its states see the input through other weights too', () => {
    const inner = recurrent('simpleRnn', { handsOn: 'sequence', width: 2 });
    const residual = (zeroInitLast: boolean): Block => ({
      ...block('residual').template,
      id: 'r',
      stack: [inner],
      values: { branchScale: 1, zeroInitLast },
    });
    expect(rowsOf([residual(false)]).at(-1)).toMatchObject({ name: 'residual1', outputShape: [3, 2] });
    expect(() => rowsOf([residual(true)])).toThrow(/could start at zero/);
  });
});

describe('an LSTM', () => {
  const rows = rowsOf([recurrent('lstm', { forgetBias: 1.5 })]);

  it('has gates, cell and state a time step, and only the state is drawn', () => {
    expect(rows.slice(1, 7).map(({ name, kind, place }) => [name, kind, place])).toEqual([
      ['lstm1[1] gates', 'gates', 'inner'],
      ['lstm1[1] cell', 'lstmCell', 'inner'],
      ['lstm1[1]', 'lstm', 'trunk'],
      ['lstm1[2] gates', 'gates', 'inner'],
      ['lstm1[2] cell', 'lstmCell', 'inner'],
      ['lstm1[2]', 'lstm', 'trunk'],
    ]);
    expect(rows[4]).toMatchObject({ inputs: [3, 0], parametersOf: 1, outputShape: [16] });
    expect(rows[5]?.inputs).toEqual([2, 4]);
    expect(rows.flatMap(({ parameters }) => parameters.map(({ path, shape }) => [path, shape]))).toEqual([
      ['lstm1/Wx', [2, 16]],
      ['lstm1/b', [16]],
      ['lstm1/Wh', [4, 16]],
    ]);
  });

  it('parts at each cell: straight on, or through the state', () => {
    expect(rows[2]?.junction).toBeNull();
    expect(rows[5]?.junction).toEqual({ source: 2, via: 5, first: 3, last: 4, paths: ['cell', 'rest'] });
  });

  it('starts the forget gate’s bias where it is told, and draws each gate for itself', () => {
    const values = initialParameters(rows, 1);
    const bias = rows[0]?.parameters[1]?.offset ?? Number.NaN;
    expect([...values.subarray(bias, bias + 16)]).toEqual([
      0, 0, 0, 0, 1.5, 1.5, 1.5, 1.5, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
    const weights = rows[1]?.parameters[0]?.offset ?? Number.NaN;
    for (let gate = 0; gate < 4; gate++) {
      for (let one = 0; one < 4; one++) {
        for (let other = 0; other < 4; other++) {
          const at = (row: number, unit: number) => values[weights + row * 16 + gate * 4 + unit]!;
          const dot = [0, 1, 2, 3].reduce((sum, unit) => sum + at(one, unit) * at(other, unit), 0);
          expectClose(dot, one === other ? 1 : 0, { absolute: 1e-6 }, `gate ${gate}`);
        }
      }
    }
  });
});

describe('a GRU', () => {
  it('parts at each state: carried on, or through gates and candidate', () => {
    const rows = rowsOf([recurrent('gru')]);
    expect(rows.slice(4, 7).map(({ name, inputs, place }) => [name, inputs, place])).toEqual([
      ['gru1[2] gates', [3, 0], 'inner'],
      ['gru1[2] candidate', [4], 'inner'],
      ['gru1[2]', [3, 4, 5], 'trunk'],
    ]);
    expect(rows[6]?.junction).toEqual({ source: 3, via: 6, first: 4, last: 5, paths: ['carry', 'rest'] });
  });

  it('has a second bias only where the reset is after the product', () => {
    const paths = (resetAfter: boolean) =>
      rowsOf([recurrent('gru', { resetAfter })]).flatMap(({ parameters }) =>
        parameters.map(({ path }) => path),
      );
    expect(paths(true)).toEqual(['gru1/Wx', 'gru1/b', 'gru1/Wh', 'gru1/bh']);
    expect(paths(false)).toEqual(['gru1/Wx', 'gru1/b', 'gru1/Wh']);
  });
});

describe('spectral radius', () => {
  const square = (n: number) => ({ shape: [n, n], fanIn: n, fanOut: n });

  it.each([
    ['a rotation by 1.5', [0, -1.5, 1.5, 0], 1.5],
    ['a triangle with a large corner', [0.5, 1000, 0, -0.8], 0.8],
    ['a matrix whose powers vanish', [0, 1, 0, 0], 0],
    ['eigenvalues 3 ± 4i', [3, -4, 4, 3], 5],
  ])('of %s', (_, entries, radius) => {
    expectClose(spectralRadiusOf(Float64Array.from(entries), 2), radius, { relative: 1e-5 });
  });

  it.each([0.5, 0.95, 1.5])('of first weights is the ρ = %d that was asked for', (radius) => {
    const weights = initializer('spectralRadius').sample(square(40), { radius }, stream(2, 'test', radius));
    expectClose(spectralRadiusOf(weights, 40), radius, { relative: 1e-6 });
    // What a vector grows by in the long run is the same number, found without a matrix product.
    let vector = stream(3, 'test').normals(40);
    let logGrowth = 0;
    for (let step = 0; step < 4000; step++) {
      vector = vector.map((__, row) =>
        vector.reduce((sum, entry, column) => sum + entry * weights[row * 40 + column]!, 0),
      );
      const norm = Math.sqrt(vector.reduce((sum, entry) => sum + entry * entry, 0));
      logGrowth += Math.log(norm);
      vector = vector.map((entry) => entry / norm);
    }
    expectClose(Math.exp(logGrowth / 4000), radius, { relative: 2e-3 });
  });

  it('of a large Gaussian matrix is σ√n, which is what a matrix that is not square is drawn by', () => {
    const n = 120;
    const variance = (weights: Float64Array) =>
      weights.reduce((sum, entry) => sum + entry * entry, 0) / weights.length;
    const entry = initializer('spectralRadius');
    const drawn = entry.sample(square(n), { radius: 2 }, stream(4, 'test'));
    expectClose(n * variance(drawn), 4, { relative: 0.2 });
    const oblong = entry.sample({ shape: [n, 60], fanIn: n, fanOut: 60 }, { radius: 2 }, stream(5, 'test'));
    expectClose(n * variance(oblong), 4, { relative: 0.1 });
  });

  it('scales one draw: lanes that differ in ρ alone share it', () => {
    const entry = initializer('spectralRadius');
    const [one, three] = [1, 3].map((radius) => entry.sample(square(5), { radius }, stream(6, 'test')));
    one!.forEach((value, place) => expectClose(three![place]!, 3 * value, { relative: 1e-12 }));
  });
});

describe('first weights of a recurrent block', () => {
  it('are drawn as chosen, the recurrent ones for themselves', () => {
    const rows = rowsOf([
      recurrent(
        'simpleRnn',
        {},
        {
          recurrentInitializer: { kind: 'identity', scale: 0.5 },
          initializer: { kind: 'constant', value: 2 },
        },
      ),
    ]);
    const values = initialParameters(rows, 1);
    const entries = (path: string) => {
      const parameter = rows.flatMap(({ parameters }) => parameters).find((one) => one.path === path);
      return [...values.subarray(parameter?.offset, (parameter?.offset ?? 0) + (parameter?.size ?? 0))];
    };
    expect(entries('simpleRnn1/Wx')).toEqual(Array(8).fill(2));
    expect(entries('simpleRnn1/Wh')).toEqual([0.5, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 0.5]);
    expect(entries('simpleRnn1/b')).toEqual([0, 0, 0, 0]);
  });
});
