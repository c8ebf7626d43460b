import { describe, expect, it } from 'vitest';
import { BLOCKS, block, transformation } from '../../src/catalogue/registry';
import type { Block, Expansion, Values } from '../../src/catalogue/types';
import { stream } from '../../src/random/stream';
import { expectClose } from '../support/expectClose';
import { type Plain, plain, plainOps } from '../support/plainOps';

type Row = Parameters<Expansion['add']>[0];

/** A bare expander: it adds rows and throws what a block fails with. What `branch` was told is kept. */
function rowsOf(
  spec: Block,
  inputShape: readonly number[],
): { rows: Row[]; shape: readonly number[]; zeroInitLast: boolean[] } {
  const rows: Row[] = [];
  const zeroInitLast: boolean[] = [];
  function place(stack: readonly Block[], start: number, startShape: readonly number[], inBranch: boolean) {
    let spot = { output: start, shape: startShape };
    for (const one of stack) {
      for (let repetition = 0; repetition < one.repeat; repetition++) {
        spot = block(one.type).expand(one, {
          input: spot.output,
          inputShape: spot.shape,
          inBranch,
          add: (row) => rows.push(row) - 1,
          branch(inner, input, shape, options) {
            zeroInitLast.push(options?.zeroInitLast ?? false);
            const first = rows.length;
            const end = place(inner, input, shape, true);
            return { first, last: end.output, shape: end.shape };
          },
          fail(sentence) {
            throw new Error(sentence);
          },
        });
      }
    }
    return spot;
  }
  const end = place([spec], -1, inputShape, false);
  return { rows, shape: end.shape, zeroInitLast };
}

const dense = (values: Values = {}, more: Partial<Block> = {}): Block => ({
  ...block('dense').template,
  id: 'd',
  ...more,
  values: { ...block('dense').template.values, ...values },
});
const residual = (stack: readonly Block[], values: Values = {}): Block => ({
  ...block('residual').template,
  id: 'r',
  stack,
  values: { ...block('residual').template.values, ...values },
});

describe('backward of every layer kind against central differences of forward', () => {
  const specs: readonly (readonly [title: string, spec: Block, inputShape: readonly number[]])[] = [
    ...BLOCKS.map((entry) => [`${entry.id} as added`, { ...entry.template, id: 'x' }, [64]] as const),
    ['dense, narrow', dense({ width: 3, biasSigma: 0.5 }), [5]],
    ['dense without a bias', dense({ width: 3, bias: false }), [5]],
    ['residual, scaled', residual([dense({ width: 4 })], { branchScale: -0.5 }), [4]],
    ['residual, switched off', residual([dense({ width: 4 })], { branchScale: 0 }), [4]],
  ];

  it('covers every kind that a block brings', () => {
    const covered = new Set(
      specs.flatMap(([, spec, shape]) => rowsOf(spec, shape).rows.map(({ kind }) => kind)),
    );
    expect([...covered].toSorted()).toEqual(
      BLOCKS.flatMap((entry) => Object.keys(entry.transformations)).toSorted(),
    );
  });

  it.each(specs)('%s', (title, spec, inputShape) => {
    const { rows } = rowsOf(spec, inputShape);
    rows.forEach((row, index) => {
      const draws = stream(10, 'test', title, index);
      const random = (shape: readonly number[]): Plain =>
        plain(shape, draws.normals(shape.reduce((n, length) => n * length, 1)));
      const batch = 3;
      const inputs = row.inputs.map((from) => random([batch, ...(rows[from]?.outputShape ?? inputShape)]));
      const parameters = Object.fromEntries(row.parameters.map(({ name, shape }) => [name, random(shape)]));
      const weights = random([batch, ...row.outputShape]); // L = Σ weights ⊙ forward
      const { forward, backward } = transformation(row.kind);
      const lossNow = (): number => {
        const output = forward(plainOps, inputs, parameters, row.values ?? {});
        expect(output.shape).toEqual(weights.shape);
        return output.data.reduce((sum, value, place) => sum + value * weights.data[place]!, 0);
      };
      const gradients = backward(
        plainOps,
        weights,
        inputs,
        parameters,
        row.values ?? {},
        inputs.map(() => true),
      );
      expect(Object.keys(gradients.parameters)).toEqual(Object.keys(parameters));

      const pairs: [Plain, Plain][] = [
        ...inputs.map((tensor, place): [Plain, Plain] => [tensor, gradients.inputs[place]!]),
        ...Object.entries(parameters).map(([name, tensor]): [Plain, Plain] => [
          tensor,
          gradients.parameters[name]!,
        ]),
      ];
      for (const [tensor, gradient] of pairs) {
        expect(gradient.shape).toEqual(tensor.shape);
        for (const place of draws.integers(12, tensor.data.length)) {
          const before = tensor.data[place]!;
          const h = 1e-3; // forward is linear in each single number: only rounding is left
          tensor.data[place] = before + h;
          const above = lossNow();
          tensor.data[place] = before - h;
          const below = lossNow();
          tensor.data[place] = before;
          expectClose(
            gradient.data[place]!,
            (above - below) / (2 * h),
            { absolute: 1e-9 },
            `${row.kind} at ${place}`,
          );
        }
      }
    });
  });

  it.each(specs)('%s: an input that wants no gradient gets none', (_, spec, inputShape) => {
    for (const row of rowsOf(spec, inputShape).rows) {
      const tensor = (shape: readonly number[]): Plain =>
        plain(shape, new Float64Array(shape.reduce((n, length) => n * length, 1)));
      const inputs = row.inputs.map(() => tensor([1, ...row.inputShape]));
      const parameters = Object.fromEntries(row.parameters.map(({ name, shape }) => [name, tensor(shape)]));
      const unwanted = inputs.map(() => false);
      const { backward } = transformation(row.kind);
      const gradients = backward(
        plainOps,
        tensor([1, ...row.outputShape]),
        inputs,
        parameters,
        row.values ?? {},
        unwanted,
      );
      expect(gradients.inputs).toEqual(inputs.map(() => null));
    }
  });
});

describe('dense', () => {
  it('has weights [in, out], and a bias unless told otherwise', () => {
    const [row] = rowsOf(dense({ width: 8 }), [5]).rows;
    expect(row).toMatchObject({ kind: 'dense', role: 'dense', outputShape: [8] });
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
    expect(rows.map(({ role }) => role)).toEqual(['dense', 'dense', 'dense', 'sum']);
    expect(rows[3]).toMatchObject({
      kind: 'residual',
      inputs: [-1, 2],
      activation: null,
      values: { branchScale: 0.5 },
      skip: { from: -1, branchFirst: 0, branchLast: 2 },
    });
    expect(shape).toEqual([4]);
  });

  it('nests', () => {
    const { rows } = rowsOf(residual([dense({ width: 4 }), residual([dense({ width: 4 })])]), [4]);
    expect(rows.map(({ inputs }) => inputs)).toEqual([[-1], [0], [0, 1], [-1, 2]]);
  });

  it('passes on whether the last layer starts at zero', () => {
    expect(rowsOf(residual([dense({ width: 4 })], { zeroInitLast: true }), [4]).zeroInitLast).toEqual([true]);
    expect(rowsOf(residual([dense({ width: 4 })]), [4]).zeroInitLast).toEqual([false]);
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
