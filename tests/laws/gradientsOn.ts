/** Laws of losses and gradients that must hold on every network, through the whole trainer. */
import { beforeAll, describe, expect, test } from 'vitest';
import { ACTIVATIONS, choiceOf, LOSSES } from '../../src/catalogue/registry';
import { type Activation, type Choice, CLASS, QUANTITIES, type Quantity } from '../../src/catalogue/types';
import type { Data } from '../../src/data/types';
import type { Engine } from '../../src/engine/types';
import { laneGrowth, layerGrowth, trunkRows } from '../../src/history/growth';
import { stream } from '../../src/random/stream';
import type { LaneSpec } from '../../src/spec/types';
import { startNode } from '../parity/startNode';
import { expectClose } from '../support/expectClose';
import {
  dataFor,
  dense,
  gradientOf,
  lane,
  measured,
  type Named,
  normOf,
  residual,
  ROWS,
  startOf,
  trained,
  WIDTH,
  withRows,
} from './smallNetworks';

const named = (entries: readonly Activation[]) =>
  entries.map((entry) => [entry.id, choiceOf(entry)] as const);
const activations = named(ACTIVATIONS);
/** φ(kx) = kφ(x) for k > 0, found by trying. */
const homogeneous = named(
  ACTIVATIONS.filter((entry) => {
    const choice = choiceOf(entry);
    return [-3, -0.4, 0.7, 5].every((x) => entry.f(4 * x, choice) === 4 * entry.f(x, choice));
  }),
);
const zeroAtZero = named(ACTIVATIONS.filter((entry) => entry.f(0, choiceOf(entry)) === 0));

const GRADIENTS = [
  'gradientOutput',
  'gradientPreActivation',
  'gradientWeights',
  'gradientBias',
] as const satisfies readonly Quantity[];

export function gradientLawsOn(backend: 'cpu' | 'wasm') {
  describe(`losses and gradients on ${backend}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startNode(backend);
    });

    const mixed = (activation: Choice): Partial<LaneSpec> => ({
      blocks: [
        dense('b1', activation, 2),
        residual('b2', [dense('b3', activation), dense('b4', activation)], {}, 2),
        dense('b5', activation),
      ],
    });

    // 2 is a power of two: no rounding anywhere differs, so nothing less than equal bits will do.
    test.each(activations)(
      '%s: a doubled loss has all its gradients doubled, to the bit',
      async (_, kind) => {
        const data = dataFor('readOut');
        const spec = lane({ ...mixed(kind), loss: { kind: 'readOut' } });
        const once = await measured(engine, spec, data);
        const twice = await measured(engine, spec, withRows(data, { y: data.train.y.map((r) => 2 * r) }));
        expect(twice.step.loss).toBe(2 * once.step.loss);
        expect(twice.step.globalNorm).toBe(2 * once.step.globalNorm);
        expect(once.step.globalNorm).toBeGreaterThan(0);
        for (const quantity of GRADIENTS) {
          const norms = once.layers.map((__, layer) => 2 * once.row.quantity(layer, quantity));
          expect(twice.layers.map((__, layer) => twice.row.quantity(layer, quantity))).toEqual(norms);
        }
      },
    );

    test.each(homogeneous)(
      '%s: weights times 8 and the next ones over 8 leave the output, and gradients go the other way, to the bit',
      async (_, kind) => {
        const data = dataFor('numbers');
        const spec = lane({ blocks: [dense('b1', kind, 3)] });
        const start = await startOf(engine, spec, data);
        const factors: Readonly<Record<string, number>> = { 'dense2/W': 8, 'dense2/b': 8, 'dense3/W': 1 / 8 };
        const scaled: Named = new Map(
          [...start].map(([key, values]) => [key, values.map((value) => value * (factors[key] ?? 1))]),
        );
        const [plain, other] = [
          await measured(engine, spec, data, start),
          await measured(engine, spec, data, scaled),
        ];
        expect(other.step.loss).toBe(plain.step.loss);
        const outputs = plain.layers.length - 1;
        for (const quantity of ['mean', 'std', 'gradientOutput'] as const)
          expect(other.row.quantity(outputs, quantity)).toBe(plain.row.quantity(outputs, quantity));
        const weights = (of: typeof plain, quantity: Quantity) =>
          of.layers.map((__, layer) => of.row.quantity(layer, quantity));
        const [first, second, third, last] = weights(plain, 'gradientWeights') as [
          number,
          number,
          number,
          number,
        ];
        expect(weights(other, 'gradientWeights')).toEqual([first, second / 8, third * 8, last]);
        const [b1, b2, b3, b4] = weights(plain, 'gradientBias') as [number, number, number, number];
        expect(weights(other, 'gradientBias')).toEqual([b1, b2 / 8, b3, b4]);
        const [h1, h2, h3, h4] = weights(plain, 'gradientOutput') as [number, number, number, number];
        expect(weights(other, 'gradientOutput')).toEqual([h1, h2 / 8, h3, h4]);
      },
    );

    test.each(activations)(
      '%s: another order of a layer’s units changes nothing but roundings',
      async (_, kind) => {
        const data = dataFor('numbers');
        const spec = lane({ blocks: [dense('b1', kind, 3)], learningRate: 0.05 });
        const start = await startOf(engine, spec, data);
        const order = stream(3, 'units').permutation(WIDTH);
        expect([...order]).not.toEqual([0, 1, 2, 3, 4, 5]);
        const columns = (values: Float32Array) =>
          values.map((__, at) => values[at - (at % WIDTH) + (order[at % WIDTH] as number)] as number);
        const rows = (values: Float32Array) =>
          values.map(
            (__, at) => values[(order[Math.floor(at / WIDTH)] as number) * WIDTH + (at % WIDTH)] as number,
          );
        const shuffled = new Map(start);
        for (const [key, change] of [
          ['dense2/W', columns],
          ['dense2/b', columns],
          ['dense3/W', rows],
        ] as const)
          shuffled.set(key, change(start.get(key) as Float32Array));
        const [plain, other] = [
          await trained(engine, spec, data, 8, start),
          await trained(engine, spec, data, 8, shuffled),
        ];
        expectSameNumbers(plain, other);
      },
    );

    test.each(LOSSES)('$id: another order of the rows changes nothing but roundings', async (entry) => {
      const data = dataFor(entry.targets);
      const order = stream(4, 'rows').permutation(ROWS);
      const inOrder = (values: Float32Array) => {
        const width = values.length / ROWS;
        return values.map(
          (__, at) => values[(order[Math.floor(at / width)] as number) * width + (at % width)] as number,
        );
      };
      const shuffled = withRows(data, { x: inOrder(data.train.x), y: inOrder(data.train.y) });
      expect([...shuffled.train.x]).not.toEqual([...data.train.x]);
      const spec = lane({ ...mixed({ kind: 'tanh' }), loss: choiceOf(entry), learningRate: 0.05 });
      expectSameNumbers(await trained(engine, spec, data, 8), await trained(engine, spec, shuffled, 8));
    });

    // --- finite differences ---

    test.each(activations)(
      '%s: the gradient is the slope of the loss in four directions',
      async (_, kind) => {
        await expectSlopes(engine, lane(mixed(kind)), dataFor('numbers'));
      },
    );

    test.each(LOSSES)('$id: the gradient is the slope of the loss in four directions', async (entry) => {
      await expectSlopes(
        engine,
        lane({ ...mixed({ kind: 'tanh' }), loss: choiceOf(entry) }),
        dataFor(entry.targets),
      );
    });

    // --- growth ---

    test.each(zeroAtZero)(
      '%s: residuals whose branch hands on zero are the identity, and growth is exactly 1',
      async (_, kind) => {
        const data = dataFor('numbers');
        const branch = [dense('b3', kind), dense('b4', kind)].map((block) => ({
          ...block,
          values: { ...block.values, biasSigma: 0 },
        }));
        const bare = lane({ blocks: [dense('b1', { kind: 'tanh' })] });
        const without = await measured(engine, bare, data);
        for (const values of [{ zeroInitLast: true, branchScale: 1 }, { branchScale: 0 }]) {
          const deep = lane({ blocks: [dense('b1', { kind: 'tanh' }), residual('b2', branch, values, 6)] });
          const { row, layers, step } = await measured(engine, deep, data);
          expect(step.loss).toBe(without.step.loss);
          const sums = trunkRows(layers).slice(1);
          expect(sums).toHaveLength(6);
          expect(sums.map((layer) => layerGrowth(row, layer).value)).toEqual(sums.map(() => 1));
          expect(laneGrowth(row)?.whole).toEqual({ value: 1, class: CLASS.finite });
        }
      },
    );

    // theory.md §4 (Hanin & Nica 2019): the log of the squared gradient ratio over H − 1 maps between layers of width n
    // is about Normal(−β/2, β), β = 5(H − 1)/n for ReLU with He's weights. ln growth is half of it. One row of data, as
    // the theory has it; the mean of 24 independent networks must lie within 4 standard errors.
    test('ReLU with He’s weights grows over depth as theory says: typically by a little less than 1 a layer', async () => {
      const [width, hidden, seeds] = [48, 25, 24];
      const data = dataFor('readOut', 1, width);
      const spec = lane({
        blocks: [
          {
            ...dense('b1', { kind: 'relu' }, hidden, width),
            initializer: { kind: 'heNormal' },
            values: { width, bias: true, biasSigma: 0 },
          },
        ],
        loss: { kind: 'readOut' },
      });
      const logs: number[] = [];
      for (let seed = 1; seed <= seeds; seed++) {
        const trainer = engine.createTrainer(spec, data, seed, { fullBatch: true });
        const chunk = await trainer.measure();
        const place = QUANTITIES.indexOf('gradientOutput');
        const at = (layer: number) => chunk.perLayer[layer * QUANTITIES.length + place] as number;
        logs.push(Math.log(at(0) / at(hidden - 1)));
        trainer.dispose();
      }
      const beta = (5 * (hidden - 1)) / width;
      const mean = logs.reduce((sum, value) => sum + value, 0) / seeds;
      const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (seeds - 1);
      expect(Math.abs(mean + beta / 4)).toBeLessThan(4 * Math.sqrt(beta / 4 / seeds));
      // The sample variance of a normal has the relative standard error √(2/(seeds − 1)) ≈ 0.29.
      expect(variance / (beta / 4)).toBeGreaterThan(0.3);
      expect(variance / (beta / 4)).toBeLessThan(2.5);
    });
  });
}

/**
 * Sums in another order differ by some ulps (2⁻²⁴) for each of at most 8 terms and 6 layers; what a step of training
 * makes of that is bounded by 10⁻⁴ of the numbers themselves.
 */
function expectSameNumbers(
  plain: { readonly perStep: Float64Array; readonly perLayer: Float64Array },
  other: { readonly perStep: Float64Array; readonly perLayer: Float64Array },
): void {
  expectClose(other.perStep, plain.perStep, { relative: 1e-4, absolute: 1e-6 }, 'numbers of the step');
  expectClose(other.perLayer, plain.perLayer, { relative: 1e-4, absolute: 1e-6 }, 'numbers of the layers');
}

/**
 * Slopes from (4·D(ε) − D(2ε))/3, D(ε) the central difference: the error of order ε² is gone. What is left is of order
 * ε⁴ ≈ 10⁻⁷ and the loss's own rounding, some 10⁻⁷·L/ε ≈ 10⁻⁵. Where φ has a kink, a unit that crosses it inside ±2ε
 * spoils the order: there ε is smaller and rounding larger. Directions are the gradient's own and three random ones.
 */
export async function expectSlopes(engine: Engine, spec: LaneSpec, data: Data): Promise<void> {
  const start = await startOf(engine, spec, data);
  const gradient = await gradientOf(engine, spec, data, start);
  const size = normOf(gradient);
  const hasKinks = spec.blocks.some(
    (block) => ACTIVATIONS.find(({ id }) => id === block.activation?.kind)?.kinks.length,
  );
  const epsilon = hasKinks ? 2 ** -9 : 2 ** -6;
  const draws = stream(9, 'directions');
  const directions = [gradient, ...[1, 2, 3].map(() => draws.normals(gradient.length))];
  for (const raw of directions) {
    const direction = raw.map((value) => value / normOf(raw));
    const lossAt = async (distance: number) => {
      let offset = 0;
      const moved: Named = new Map(
        [...start].map(([key, values]) => {
          const from = offset;
          offset += values.length;
          return [key, values.map((value, at) => value + distance * (direction[from + at] as number))];
        }),
      );
      return (await measured(engine, spec, data, moved)).step.loss;
    };
    const central = async (by: number) => ((await lossAt(by)) - (await lossAt(-by))) / (2 * by);
    const slope = (4 * (await central(epsilon)) - (await central(2 * epsilon))) / 3;
    const expected = gradient.reduce((sum, value, at) => sum + value * (direction[at] as number), 0);
    expect(size).toBeGreaterThan(0.01);
    expectClose(slope, expected, { absolute: (hasKinks ? 4e-3 : 4e-4) * size + 1e-5 }, 'slope');
  }
}
