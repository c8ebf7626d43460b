import { describe, expect, it } from 'vitest';
import type { BackwardCall, InputGradient } from '../../src/catalogue/ops';
import { BLOCKS, block } from '../../src/catalogue/registry';
import { transformation } from '../../src/catalogue/blocks/transformations';
import type { Block, Layer, Values } from '../../src/catalogue/types';
import { plainOps } from '../../src/engine/loops/loopOps';
import type { Plain } from '../../src/engine/loops/store';
import { matrixOf, parameterMatrix } from '../../src/engine/shapes';
import { stream } from '../../src/random/stream';
import { newLane } from '../../src/spec/defaults';
import { expand } from '../../src/spec/expand';
import { expectClose } from '../support/expectClose';

/** The rows of a block alone, without an output layer. */
function rowsOf(spec: Block, inputShape: readonly number[]): { rows: Layer[]; shape: readonly number[] } {
  const rows = expand(newLane({ blocks: [spec] }), { inputShape, outputs: 0, task: 'readOut' });
  return { rows, shape: rows.at(-1)?.outputShape ?? inputShape };
}

const dense = (values: Values = {}, more: Partial<Block> = {}): Block => ({
  ...block('dense').template,
  id: 'd',
  ...more,
  values: { ...block('dense').template.values, ...values },
});
const conv = (values: Values): Block => ({
  ...block('conv2d').template,
  id: 'c',
  values: { ...block('conv2d').template.values, ...values },
});
const recurrent = (type: string, values: Values): Block => ({
  ...block(type).template,
  id: 'c',
  values: { ...block(type).template.values, ...values },
});
const attend = (values: Values): Block => ({
  ...block('selfAttention').template,
  id: 's',
  values: { ...block('selfAttention').template.values, ...values },
});
const made = (type: string, values: Values = {}): Block => ({
  ...block(type).template,
  id: 'm',
  values: { ...block(type).template.values, ...values },
});
const residual = (stack: readonly Block[], values: Values = {}): Block => ({
  ...block('residual').template,
  id: 'r',
  stack,
  values: { ...block('residual').template.values, ...values },
});

/** What a block takes, where that is not a row of 64 numbers. */
const SHAPES: Readonly<Record<string, readonly number[]>> = {
  conv2d: [5, 6, 2],
  maxPool: [4, 6, 3],
  averagePool: [5, 4, 2],
  flatten: [2, 3, 4],
  simpleRnn: [4, 3],
  lstm: [3, 2],
  gru: [3, 2],
  selfAttention: [4, 3],
};

describe('backward of every layer kind against central differences of forward', () => {
  const specs: readonly (readonly [title: string, spec: Block, inputShape: readonly number[]])[] = [
    ...BLOCKS.map(
      (entry) => [`${entry.id} as added`, { ...entry.template, id: 'x' }, SHAPES[entry.id] ?? [64]] as const,
    ),
    ['dense, narrow', dense({ width: 3, biasSigma: 0.5 }), [5]],
    ['dense without a bias', dense({ width: 3, bias: false }), [5]],
    ['dense at each step of a sequence', dense({ width: 3 }), [4, 5]],
    [
      'simple RNN that hands on every step',
      recurrent('simpleRnn', { width: 3, handsOn: 'sequence' }),
      [3, 2],
    ],
    ['GRU, reset before the product', recurrent('gru', { width: 3, resetAfter: false }), [3, 2]],
    ['self-attention, causal', attend({ keyWidth: 2, causal: true }), [4, 3]],
    ['self-attention without biases', attend({ keyWidth: 5, bias: false }), [3, 2]],
    ['residual, scaled', residual([dense({ width: 4 })], { branchScale: -0.5 }), [4]],
    ['convolution, valid, in strides', conv({ filters: 3, padding: 'valid', stride: 2 }), [7, 6, 2]],
    ['convolution, 5×5, in strides', conv({ filters: 2, kernel: '5×5', stride: 2 }), [6, 5, 2]],
    ['convolution, 1×1', conv({ filters: 3, kernel: '1×1', bias: false }), [3, 3, 2]],
    ['layer norm over positions', made('layerNorm'), [3, 4]],
    ['batch norm over positions', made('batchNorm'), [2, 2, 3]],
    ['RMS norm over positions', made('rmsNorm'), [3, 4]],
    ['dropout of most', made('dropout', { rate: 0.9 }), [8]],
    ['dropout of none', made('dropout', { rate: 0 }), [8]],
    ['highway over positions', made('highway', { gateBias: 1 }), [3, 4]],
    [
      'residual with a norm before',
      residual([dense({ width: 4 })], { normPlacement: 'pre', norm: 'rmsNorm' }),
      [4],
    ],
    [
      'residual with a norm after',
      residual([dense({ width: 4 })], { normPlacement: 'post', norm: 'batchNorm' }),
      [4],
    ],
    ['residual, switched off', residual([dense({ width: 4 })], { branchScale: 0 }), [4]],
  ];

  it('covers every kind that a block brings', () => {
    const covered = new Set(
      specs.flatMap(([, spec, shape]) => rowsOf(spec, shape).rows.map(({ kind }) => kind)),
    );
    expect([...covered].toSorted()).toEqual(BLOCKS.flatMap((entry) => entry.kinds).toSorted());
  });

  it.each(specs)('%s', (title, spec, inputShape) => {
    const { rows } = rowsOf(spec, inputShape);
    rows.forEach((layer, index) => {
      const draws = stream(10, 'test', title, index);
      const batch = 3;
      const random = ([count, columns]: readonly [number, number]): Plain => ({
        rows: count,
        columns,
        data: draws.normals(count * columns),
      });
      const call = {
        ops: plainOps,
        layer,
        batch,
        inputs: layer.inputs.map((from) => random(matrixOf(batch, rows[from]?.outputShape ?? inputShape))),
        parameters: Object.fromEntries(
          (rows[layer.parametersOf] as Layer).parameters.map(({ name, shape }) => [
            name,
            random(parameterMatrix(shape)),
          ]),
        ),
        state: Object.fromEntries(layer.state.map(({ name, size }) => [name, random([1, size])])),
        training: true,
        uniforms: (count: number, columns: number): Plain => ({
          rows: count,
          columns,
          data: stream(10, 'uniforms', title, index).uniforms(count * columns),
        }),
        saved: {} as Record<string, Plain>,
        nextState: {} as Record<string, Plain>,
      };
      const weights = random(matrixOf(batch, layer.outputShape)); // L = Σ weights ⊙ forward
      const { forward, backward } = transformation(layer.kind);
      const lossNow = (): number => {
        const output = forward({ ...call, saved: {}, nextState: {} });
        expect([output.rows, output.columns]).toEqual([weights.rows, weights.columns]);
        return output.data.reduce((sum, value, place) => sum + value * weights.data[place]!, 0);
      };
      const output = forward(call);
      const backwardCall: BackwardCall<Plain> = {
        ...call,
        gradient: weights,
        output,
        wanted: call.inputs.map(() => true),
      };
      const gradients = backward(backwardCall);
      expect(Object.keys(call.parameters)).toEqual(expect.arrayContaining(Object.keys(gradients.parameters)));

      const pairs: [Plain, Plain][] = [
        ...call.inputs.map((tensor, place): [Plain, Plain] => [tensor, whole(gradients.inputs[place]!)]),
        ...Object.entries(gradients.parameters).map(([name, gradient]): [Plain, Plain] => [
          call.parameters[name]!,
          gradient,
        ]),
      ];
      for (const [tensor, gradient] of pairs) {
        expect([gradient.rows, gradient.columns]).toEqual([tensor.rows, tensor.columns]);
        for (const place of draws.integers(12, tensor.data.length)) {
          const before = tensor.data[place]!;
          const h = 1e-5;
          tensor.data[place] = before + h;
          const above = lossNow();
          tensor.data[place] = before - h;
          const below = lossNow();
          tensor.data[place] = before;
          const scale = Math.max(1, ...gradient.data.map(Math.abs));
          expectClose(
            gradient.data[place]!,
            (above - below) / (2 * h),
            { absolute: 1e-7 * scale },
            `${layer.kind} at ${place}`,
          );
        }
      }
    });
  });
});

/** A share of one time step among zeros. */
function whole(gradient: NonNullable<InputGradient<Plain>>): Plain {
  if (!('timeStep' in gradient)) return gradient;
  const parts = Array.from({ length: gradient.timeSteps }, (_, step) =>
    step === gradient.timeStep ? gradient.gradient : null,
  );
  return plainOps.joinSteps(parts);
}

describe('dense', () => {
  it('has weights [in, out], and a bias unless told otherwise', () => {
    const [row] = rowsOf(dense({ width: 8 }), [5]).rows;
    expect(row).toMatchObject({ kind: 'dense', outputShape: [8] });
    expect(row?.parameters).toMatchObject([
      {
        name: 'W',
        role: 'weights',
        shape: [5, 8],
        fanIn: 5,
        fanOut: 8,
        initializer: { kind: 'glorotNormal' },
      },
      { name: 'b', role: 'bias', shape: [8], initializer: { kind: 'zeros' } },
    ]);
    expect(rowsOf(dense({ bias: false }), [5]).rows[0]?.parameters).toHaveLength(1);
  });

  it('draws its biases with the σ asked for, and its weights as chosen', () => {
    const [row] = rowsOf(
      dense({ biasSigma: 0.3 }, { initializer: { kind: 'orthogonal', gain: 2 } }),
      [5],
    ).rows;
    expect(row?.parameters[0]?.initializer).toEqual({ kind: 'orthogonal', gain: 2 });
    expect(row?.parameters[1]?.initializer).toEqual({ kind: 'normal', sigma: 0.3 });
  });

  it('says what to do with an image', () => {
    expect(() => rowsOf(dense(), [8, 8, 4])).toThrow(/8 × 8 × 4.*flatten/);
  });
});

describe('residual', () => {
  it('closes its branch with a sum of the skip and the branch’s last row', () => {
    const { rows, shape } = rowsOf(
      residual([dense({ width: 6 }), dense({ width: 4 }, { repeat: 2 })], { branchScale: 0.5 }),
      [4],
    );
    expect(rows.map(({ name }) => name)).toEqual(['dense1', 'dense2', 'dense3', 'residual1']);
    expect(rows[3]).toMatchObject({
      kind: 'residual',
      inputs: [-1, 2],
      activation: null,
      values: { branchScale: 0.5 },
      junction: { source: -1, via: 3, first: 0, last: 2, paths: ['skip', 'branch'] },
    });
    expect(shape).toEqual([4]);
  });

  it('nests', () => {
    const { rows } = rowsOf(residual([dense({ width: 4 }), residual([dense({ width: 4 })])]), [4]);
    expect(rows.map(({ inputs }) => inputs)).toEqual([[-1], [0], [0, 1], [-1, 2]]);
  });

  it('passes on whether the last layer starts at zero', () => {
    const start = (values: Values) =>
      rowsOf(residual([dense({ width: 4 })], values), [4]).rows[0]?.parameters[0]?.initializer.kind;
    expect(start({ zeroInitLast: true })).toBe('zeros');
    expect(start({})).toBe('glorotNormal');
  });

  it('names both shapes where they differ', () => {
    expect(() => rowsOf(residual([dense({ width: 5 })]), [4])).toThrow(/4 numbers.*5 numbers/);
  });

  it('asks for a block where there is none', () => {
    expect(() => rowsOf(residual([]), [4])).toThrow(/at least one block inside/);
  });

  it.each([
    [residual([dense(), dense()], { branchScale: 0.5 }), 'two dense inside, × 1/2'],
    [residual([dense({}, { repeat: 3 })]), 'three dense inside, × 1'],
    [residual([dense(), residual([dense()])], { branchScale: -0.7 }), 'two blocks inside, × -0.7'],
    [dense({ width: 64 }), '64 wide'],
  ])('is summed up in a few words (%#)', (spec, words) => {
    expect(block(spec.type).summary(spec)).toBe(words);
  });
});
