import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/catalogue/ops';
import { block } from '../../src/catalogue/registry';
import { transformation } from '../../src/catalogue/blocks/transformations';
import type { Block, Layer, Values } from '../../src/catalogue/types';
import { plainOps } from '../../src/engine/loops/loopOps';
import type { Plain } from '../../src/engine/loops/store';
import { newLane } from '../../src/spec/defaults';
import { expand } from '../../src/spec/expand';
import type { SpecError } from '../../src/spec/types';
import { expectClose } from '../support/expectClose';

const made = (type: string, more: Partial<Block> = {}, values: Values = {}): Block => ({
  ...block(type).template,
  id: type,
  ...more,
  values: { ...block(type).template.values, ...values },
});
const dense = (width: number): Block => made('dense', { activation: { kind: 'linear' } }, { width });
const rowsOf = (blocks: readonly Block[], inputShape: readonly number[] = [4]): Layer[] =>
  expand(newLane({ blocks }), { inputShape, outputs: 0, task: 'readOut' });
const placed = (rows: readonly Layer[]) => rows.map(({ name, place, number }) => [name, place, number]);

const matrix = (...rows: readonly (readonly number[])[]): Plain => ({
  rows: rows.length,
  columns: rows[0]?.length ?? 0,
  data: Float64Array.from(rows.flat()),
});

/** One row alone, its parameters as they start. */
function call(type: string, x: Plain, more: Partial<Call<Plain>> = {}): Call<Plain> {
  const [layer] = rowsOf([made(type)], [x.columns]) as [Layer];
  const start = (size: number, value: number) => matrix(Array.from({ length: size }, () => value));
  return {
    ops: plainOps,
    layer,
    batch: x.rows,
    inputs: [x],
    parameters: Object.fromEntries(
      layer.parameters.map(({ name, size }) => [name, start(size, name === 'gamma' ? 1 : 0)]),
    ),
    state: Object.fromEntries(layer.state.map(({ name, size, start: value }) => [name, start(size, value)])),
    training: true,
    uniforms: () => matrix([]),
    saved: {},
    nextState: {},
    ...more,
  };
}
const forward = (of: Call<Plain>): number[] => [...transformation(of.layer.kind).forward(of).data];

describe('norms', () => {
  const x = matrix([1, 2, 3], [5, 5, 14]);

  it('by layer take mean and spread out of each row', () => {
    // Means 2 and 8, variances 2/3 and 18.
    const [a, b] = [Math.sqrt(2 / 3 + 1e-5), Math.sqrt(18 + 1e-5)];
    expectClose(
      forward(call('layerNorm', x)),
      [-1 / a, 0, 1 / a, -3 / b, -3 / b, 6 / b],
      { absolute: 1e-12 },
      'h',
    );
  });

  it('by root mean square leave the mean in', () => {
    const [a, b] = [Math.sqrt(14 / 3 + 1e-5), Math.sqrt(82 + 1e-5)];
    expectClose(
      forward(call('rmsNorm', x)),
      [1 / a, 2 / a, 3 / a, 5 / b, 5 / b, 14 / b],
      { absolute: 1e-12 },
      'h',
    );
  });

  it('by batch take mean and spread out of each column', () => {
    const roots = [2, 1.5, 5.5].map((half) => half / Math.sqrt(half ** 2 + 1e-5));
    const expected = [...roots.map((root) => -root), ...roots];
    expectClose(forward(call('batchNorm', x)), expected, { absolute: 1e-12 }, 'h');
  });

  it('by batch keep running statistics: a tenth of the step’s mean, and of its unbiased variance', () => {
    const first = call('batchNorm', x);
    forward(first);
    // Of (1, 5), (2, 5), (3, 14): means 3, 3.5, 8.5; unbiased variances 8, 4.5, 60.5.
    expectClose([...first.nextState.runningMean!.data], [0.3, 0.35, 0.85], { absolute: 1e-12 }, 'mean');
    expectClose(
      [...first.nextState.runningVariance!.data],
      [1.7, 1.35, 6.95],
      { absolute: 1e-12 },
      'variance',
    );
    const second = call('batchNorm', x, { state: first.nextState });
    forward(second);
    expectClose([...second.nextState.runningMean!.data], [0.57, 0.665, 1.615], { absolute: 1e-12 }, 'mean');
  });

  it('by batch use the running ones when asked, whatever else is asked, and leave them', () => {
    const state = { runningMean: matrix([1, 2, 3]), runningVariance: matrix([4, 4, 25]) };
    const alone = call('batchNorm', matrix([3, 2, -7]), { state, training: false });
    expectClose(forward(alone), [1, 0, -2], { absolute: 1e-5 }, 'h');
    expect(alone.nextState).toEqual({});
  });

  it('by batch hand on β alone where the batch is one row: there is no spread to divide by', () => {
    const one = call('batchNorm', matrix([7, -2]));
    expect(forward(one)).toEqual([0, 0]);
    expect([...one.nextState.runningVariance!.data]).toEqual([0.9, 0.9]);
  });

  it('hold equal numbers to zero and not to NaN', () => {
    expect(forward(call('layerNorm', matrix([3, 3, 3])))).toEqual([0, 0, 0]);
    expect(forward(call('rmsNorm', matrix([0, 0])))).toEqual([0, 0]);
  });

  it.each([
    ['layerNorm', [6]],
    ['batchNorm', [5, 6]],
    ['rmsNorm', [3, 4, 6]],
  ])('%s of %s has one γ a channel, at 1, and keeps the shape', (type, shape) => {
    const [row] = rowsOf([made(type)], shape) as [Layer];
    expect(row.outputShape).toEqual(shape);
    expect(row.parameters[0]).toMatchObject({
      path: `${type}1/gamma`,
      role: 'weights',
      shape: [6],
      initializer: { kind: 'constant', value: 1 },
    });
    expect(row.parameters[1]?.initializer).toEqual(type === 'rmsNorm' ? undefined : { kind: 'zeros' });
  });
});

describe('a layer', () => {
  it('is counted once: dense, norm, activation and dropout together', () => {
    const stack = [dense(4), made('batchNorm'), made('activation'), made('dropout')];
    expect(placed(rowsOf([made('group', { repeat: 2, stack })]))).toEqual([
      ['dense1', 'part', 0],
      ['batchNorm1', 'part', 0],
      ['activation1', 'part', 0],
      ['dropout1', 'trunk', 1],
      ['dense2', 'part', 0],
      ['batchNorm2', 'part', 0],
      ['activation2', 'part', 0],
      ['dropout2', 'trunk', 2],
    ]);
  });
});

describe('a residual with a norm', () => {
  const residual = (normPlacement: string, norm = 'layerNorm', more: Values = {}): Block =>
    made('residual', { stack: [dense(4)] }, { normPlacement, norm, ...more });

  it('before the branch begins the branch with it', () => {
    const rows = rowsOf([dense(4), residual('pre', 'rmsNorm')]);
    expect(placed(rows)).toEqual([
      ['dense1', 'trunk', 1],
      ['rmsNorm1', 'branch', 0],
      ['dense2', 'branch', 0],
      ['residual1', 'trunk', 2],
    ]);
    expect(rows.map(({ inputs }) => inputs)).toEqual([[-1], [0], [1], [0, 2]]);
    expect(rows[3]?.junction).toEqual({ source: 0, via: 3, first: 1, last: 2, paths: ['skip', 'branch'] });
  });

  it('after the sum counts as one with it', () => {
    const rows = rowsOf([dense(4), residual('post', 'batchNorm')]);
    expect(placed(rows)).toEqual([
      ['dense1', 'trunk', 1],
      ['dense2', 'branch', 0],
      ['residual1', 'part', 0],
      ['batchNorm1', 'trunk', 2],
    ]);
    expect(rows[3]?.state.map(({ name }) => name)).toEqual(['runningMean', 'runningVariance']);
  });

  it('starts its last layer, not its norm, at zero', () => {
    const rows = rowsOf([residual('pre', 'layerNorm', { zeroInitLast: true })]);
    expect(rows.map(({ parameters }) => parameters[0]?.initializer.kind)).toEqual([
      'constant',
      'zeros',
      undefined,
    ]);
  });

  it('of an old link, which knows no norms, has none', () => {
    const old = { ...residual('none'), values: { branchScale: 1, zeroInitLast: false } };
    expect(rowsOf([old]).map(({ kind }) => kind)).toEqual(['dense', 'residual']);
    expect(block('residual').summary(old)).toBe('one dense inside, × 1');
    expect(block('residual').summary(residual('pre'))).toBe('one dense inside, × 1, pre-norm');
  });
});

describe('a highway', () => {
  it('is a transform and a gate, as PyTorch files call their parameters, and the row that joins them', () => {
    const rows = rowsOf([dense(4), made('highway', {}, { gateBias: -3 })]);
    expect(placed(rows)).toEqual([
      ['dense1', 'trunk', 1],
      ['highway1 transform', 'inner', 0],
      ['highway1 gate', 'inner', 0],
      ['highway1', 'trunk', 2],
    ]);
    expect(rows.slice(1).flatMap(({ parameters }) => parameters.map(({ path }) => path))).toEqual([
      'highway1/W',
      'highway1/b',
      'highway1/Wt',
      'highway1/bt',
    ]);
    expect(rows[2]?.parameters[1]?.initializer).toEqual({ kind: 'constant', value: -3 });
    expect(rows[3]?.junction).toEqual({
      source: 0,
      via: 3,
      first: 1,
      last: 2,
      paths: ['carry', 'transform'],
    });
  });
});

describe('a concatenating skip', () => {
  it('hands on both side by side', () => {
    const rows = rowsOf([made('concatSkip', { stack: [dense(3)] })]);
    expect(rows[1]).toMatchObject({ name: 'concat1', outputShape: [7], inputs: [-1, 0] });
  });

  it('names both shapes where they cannot stand side by side, and the block that would mend it', () => {
    const spec = made('concatSkip', { stack: [made('flatten')] });
    let error: SpecError | null = null;
    try {
      rowsOf([spec], [5, 6, 2]);
    } catch (thrown) {
      error = thrown as SpecError; // expand throws no other
    }
    expect(error?.message).toMatch(/5 × 6 × 2.*60 numbers/);
    expect(error?.remedy).toBe('flatten');
  });
});

describe('a group', () => {
  it('repeats its stack on the trunk', () => {
    const rows = rowsOf([made('group', { repeat: 3, stack: [dense(4), dense(2)] })]);
    expect(rows.map(({ name, number, repetition }) => [name, number, repetition])).toEqual([
      ['dense1', 1, 0],
      ['dense2', 2, 0],
      ['dense3', 3, 1],
      ['dense4', 4, 1],
      ['dense5', 5, 2],
      ['dense6', 6, 2],
    ]);
  });

  it.each(['group', 'concatSkip', 'residual'])('%s asks for a block where there is none', (type) => {
    expect(() => rowsOf([made(type, { stack: [] })])).toThrow(/at least one block inside/);
  });
});
