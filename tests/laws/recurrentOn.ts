/** Laws of networks that read sequences, through the whole trainer. */
import { beforeAll, describe, expect, test } from 'vitest';
import { block } from '../../src/catalogue/registry';
import type { Block, Choice, Quantity, Values } from '../../src/catalogue/types';
import { adding } from '../../src/data/adding';
import { copy } from '../../src/data/copy';
import type { Engine } from '../../src/engine/types';
import { laneGrowth, trunkRows } from '../../src/history/growth';
import { rowOf } from '../../src/history/chunk';
import { startNode } from '../parity/startNode';
import { expectClose } from '../support/expectClose';
import { expectSlopes } from './gradientsOn';
import { dense, lane, measured, sequencesFor, withTrainer } from './smallNetworks';

const zeros: Choice = { kind: 'zeros' };
const recurrent = (type: string, values: Values = {}, more: Partial<Block> = {}, id = 'b1'): Block => ({
  ...block(type).template,
  id,
  ...more,
  values: { ...block(type).template.values, width: 4, ...values },
});
const attention = (values: Values = {}): Block => ({
  ...block('selfAttention').template,
  id: 'b2',
  values: { ...block('selfAttention').template.values, keyWidth: 3, ...values },
});

export function recurrentLawsOn(backend: 'cpu' | 'wasm') {
  describe(`sequences on ${backend}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startNode(backend);
    });

    const everyStep = { handsOn: 'sequence' };
    const stacks: readonly (readonly [string, readonly Block[], boolean])[] = [
      ['simple RNN', [recurrent('simpleRnn')], false],
      ['LSTM', [recurrent('lstm')], false],
      ['GRU', [recurrent('gru')], false],
      ['GRU, reset before', [recurrent('gru', { resetAfter: false })], false],
      ['LSTM on GRU', [recurrent('gru', everyStep), recurrent('lstm', {}, {}, 'b2')], false],
      ['LSTM that answers at each step', [recurrent('lstm', everyStep)], true],
      ['self-attention', [dense('b1', { kind: 'tanh' }), attention()], true],
      [
        'self-attention around which a skip leads, then a GRU',
        [
          dense('b1', { kind: 'tanh' }),
          { ...block('residual').template, id: 'b3', stack: [attention({ causal: true })] },
          recurrent('gru', {}, {}, 'b4'),
        ],
        false,
      ],
    ];
    test.each(stacks)(
      '%s: the gradient is the slope of the loss in four directions',
      async (_, blocks, atEachStep) => {
        await expectSlopes(engine, lane({ blocks }), sequencesFor(5, atEachStep));
      },
    );

    // theory.md §6: a linear recurrence's long-run factor is the spectral radius, and not the largest singular value.
    test.each([0.9, 1.1])('a linear RNN grows by its spectral radius %d a time step', async (radius) => {
      const blocks = [
        recurrent(
          'simpleRnn',
          { width: 32 },
          { activation: { kind: 'linear' }, recurrentInitializer: { kind: 'spectralRadius', radius } },
        ),
      ];
      const { row } = await measured(engine, lane({ blocks }), sequencesFor(121, false));
      const states = trunkRows(row.layers);
      const norm = (time: number) => row.quantity(states[time - 1]!, 'gradientOutput');
      // The last 40 steps are where the directions that fade still fade.
      expectClose((norm(1) / norm(81)) ** (1 / 80), radius, { relative: 0.01 }, 'growth');
    });

    test('a linear RNN with orthogonal weights keeps the gradient at each time step', async () => {
      const orthogonal = { kind: 'orthogonal', gain: 1 };
      const blocks = [
        recurrent('simpleRnn', {}, { activation: { kind: 'linear' }, recurrentInitializer: orthogonal }),
      ];
      const { row } = await measured(engine, lane({ blocks }), sequencesFor(60, false));
      expectClose(laneGrowth(row)?.perLayer.value ?? Number.NaN, 1, { relative: 1e-6 }, 'growth');
    });

    // theory.md §6: along the cell a gradient is multiplied by the forget gate alone, σ(b_f) where all weights are 0.
    test.each([
      [0, 0.5],
      [1, 0.7310585786300049],
      [3, 0.9525741268224334],
    ])(
      'the cell of an LSTM with forget bias %d and no weights keeps %d of its gradient',
      async (forgetBias, kept) => {
        const without = { initializer: zeros, recurrentInitializer: zeros };
        const spec = lane({ blocks: [recurrent('lstm', { forgetBias }, without)] });
        const { row } = await measured(engine, spec, sequencesFor(12, false));
        const cells = row.layers.flatMap(({ kind }, index) => (kind === 'lstmCell' ? [index] : []));
        const at = (time: number, quantity: Quantity) => row.quantity(cells[time - 1]!, quantity);
        for (let time = 2; time <= 12; time++)
          expectClose(
            at(time, 'gradientFirstPath') / at(time, 'gradientOutput'),
            kept,
            { relative: 1e-6 },
            'kept',
          );
        expectClose(
          (at(1, 'gradientOutput') / at(12, 'gradientOutput')) ** (1 / 11),
          kept,
          { relative: 1e-6 },
          'growth',
        );
      },
    );

    // The two shares at a junction add as vectors: the whole lies between their difference and their sum.
    test.each(['lstm', 'gru'])('%s: what comes back to a state is its two paths’ shares', async (type) => {
      const { row } = await measured(engine, lane({ blocks: [recurrent(type)] }), sequencesFor(6, false));
      const junctions = row.layers.flatMap(({ junction }, index) =>
        junction ? [{ ...junction, index }] : [],
      );
      expect(junctions).toHaveLength(5);
      for (const { index, source } of junctions) {
        const first = row.quantity(index, 'gradientFirstPath');
        const second = row.quantity(index, 'gradientSecondPath');
        const whole = row.quantity(source, 'gradientOutput');
        expect(first).toBeGreaterThan(0);
        expect(second).toBeGreaterThan(0);
        expect(whole).toBeGreaterThan(Math.abs(first - second) * (1 - 1e-6));
        expect(whole).toBeLessThan((first + second) * (1 + 1e-6));
      }
    });

    test('accuracy on held-out sequences is counted at each step where each has an answer', async () => {
      const data = copy.make({ items: 4, delay: 3 }, 1);
      const spec = lane({
        blocks: [recurrent('lstm', everyStep)],
        output: { initializer: zeros, biasSigma: 0 },
        loss: { kind: 'softmaxCrossEntropy' },
      });
      const snapshot = await withTrainer(engine.createTrainer(spec, data, 1), (trainer) =>
        trainer.snapshot(-1),
      );
      // Outputs of 0 guess the first symbol everywhere.
      const right = data.heldOut.y.filter((value, at) => at % 9 === 0 && value === 1).length;
      expect(right).toBeGreaterThan(50);
      expect(snapshot.heldOut.accuracy).toBe(right / (256 * 11));
      expectClose(snapshot.heldOut.loss, Math.log(9), { relative: 1e-6 }, 'loss');
    });

    // Reproduction R20 (Jozefowicz et al. 2015): the ratio of ‖∂L/∂h‖ at the first and the last time step, at step 0.
    test('a larger forget bias brings more of the gradient back to the first time step', async () => {
      const data = adding.make({ length: 30 }, 1);
      const logRatio = async (forgetBias: number) => {
        let sum = 0;
        for (const seed of [0, 1, 2]) {
          const spec = lane({ blocks: [recurrent('lstm', { forgetBias, width: 24 })], batchSize: 32 });
          sum += await withTrainer(engine.createTrainer(spec, data, seed), async (trainer) => {
            const row = rowOf(await trainer.measure(), trainer.layers, 0);
            return Math.log10(laneGrowth(row)?.whole.value ?? Number.NaN);
          });
        }
        return sum / 3;
      };
      const [none, one, three] = [await logRatio(0), await logRatio(1), await logRatio(3)];
      expect(one - none).toBeGreaterThan(1);
      expect(three - one).toBeGreaterThan(1);
      expect(three).toBeLessThan(0);
    });
  });
}
