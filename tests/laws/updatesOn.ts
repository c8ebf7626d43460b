/** Laws of the update that must hold on every network: how long a step is, what clips, what decays, what replays. */
import { beforeAll, describe, expect, test } from 'vitest';
import { CLIPPINGS, choiceOf, OPTIMIZERS } from '../../src/catalogue/registry';
import type { Choice, Values } from '../../src/catalogue/types';
import type { Engine, Snapshot } from '../../src/engine/types';
import { rowOf } from '../../src/history/chunk';
import type { LaneSpec } from '../../src/spec/types';
import { startNode } from '../parity/startNode';
import { expectClose } from '../support/expectClose';
import {
  dataFor,
  dense,
  gradientOf,
  lane,
  measured,
  normOf,
  sameBits,
  seriesOf,
  trained,
  trainerOf,
  withRows,
  withTrainer,
} from './smallNetworks';

/** 14 rows of ReLU with four times He's variance: the gradient is some 2¹³ times larger at the bottom. */
const exploding = (changes: Partial<LaneSpec> = {}) =>
  lane({
    blocks: [{ ...dense('b1', { kind: 'relu' }, 14), initializer: { kind: 'varianceScaling', c: 8 } }],
    ...changes,
  });

/** The most that an optimizer may move one parameter in a step, in rates; where there is such a bound. */
const LONGEST: Readonly<Record<string, (values: Values) => number>> = {
  // Kingma & Ba 2015, §2.1.
  adam: ({ beta1, beta2 }) => Math.max(1, (1 - Number(beta1)) / Math.sqrt(1 - Number(beta2))),
  adamw: ({ beta1, beta2 }) => Math.max(1, (1 - Number(beta1)) / Math.sqrt(1 - Number(beta2))),
  // |g|/√(αv + (1 − α)g²) ≤ 1/√(1 − α).
  rmsprop: ({ alpha }) => 1 / Math.sqrt(1 - Number(alpha)),
  // |g|/√(Σ g²) ≤ 1.
  adagrad: () => 1,
};
const bounded = OPTIMIZERS.filter(({ id }) => LONGEST[id]);
const optimizers = OPTIMIZERS.map((entry) => [entry.id, choiceOf(entry)] as const);
const clippings = CLIPPINGS.filter(({ scope }) => scope !== 'none');
/** Half an ulp: what storing p + Δ in float32 may add to Δ. */
const ROUNDING = 2 ** -24;

export function updateLawsOn(backend: 'cpu' | 'wasm') {
  describe(`updates on ${backend}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startNode(backend);
    });

    /** Parameters before and after each of so many steps. */
    const path = (spec: LaneSpec, steps: number, data = dataFor('numbers')) =>
      withTrainer(trainerOf(engine, spec, data), async (trainer) => {
        const seen = [await trainer.parameters()];
        for (let step = 0; step < steps; step++) {
          trainer.step();
          await trainer.read();
          seen.push(await trainer.parameters());
        }
        return seen;
      });

    test.each(bounded)('$id: no parameter moves further in a step than the rate allows', async (entry) => {
      const optimizer = choiceOf(entry);
      const learningRate = 0.01;
      const most = learningRate * (LONGEST[entry.id]?.(optimizer) ?? Number.NaN);
      const seen = await path(exploding({ optimizer, learningRate }), 20);
      let longest = 0;
      seen.slice(1).forEach((after, step) => {
        after.forEach((value, index) => {
          const before = (seen[step] as Float32Array)[index] as number;
          const rounding = ROUNDING * Math.max(Math.abs(value), Math.abs(before));
          longest = Math.max(longest, (Math.abs(value - before) - rounding) / most);
        });
      });
      expect(longest).toBeLessThanOrEqual(1 + 1e-6);
      expect(longest).toBeGreaterThan(0.1); // it did explode, and the bound is not idle
    });

    test('SGD moves each layer by the rate times its clipped gradient', async () => {
      const spec = exploding({ learningRate: 1e-4, clipping: { kind: 'globalNorm', threshold: 1 } });
      await withTrainer(trainerOf(engine, spec, dataFor('numbers')), async (trainer) => {
        for (let step = 0; step < 6; step++) trainer.step();
        const chunk = await trainer.read();
        if (!chunk) throw new Error('No step was made.');
        for (let step = 0; step < chunk.count; step++) {
          const row = rowOf(chunk, trainer.layers, step);
          const all = trainer.layers.map((_, layer) => layer);
          expectClose(
            all.map((layer) => row.quantity(layer, 'updateWeights')),
            all.map((layer) => 1e-4 * row.quantity(layer, 'gradientWeightsClipped')),
            { relative: 1e-6 },
            'update',
          );
        }
      });
    });

    // --- clipping ---

    test('clipping by global norm shortens what is longer to its threshold, and turns nothing', async () => {
      const data = dataFor('numbers');
      const free = await gradientOf(engine, exploding(), data);
      expect(normOf(free)).toBeGreaterThan(100);
      for (const threshold of [0.5, 7, 99]) {
        const clipping = { kind: 'globalNorm', threshold };
        const { step } = await measured(engine, exploding({ clipping }), data);
        expect(step.globalNormClipped).toBeLessThanOrEqual(threshold * (1 + 1e-6));
        expect(step.globalNormClipped).toBeGreaterThan(threshold * (1 - 1e-5));
        const clipped = await gradientOf(engine, exploding({ clipping }), data);
        const factor = threshold / normOf(free);
        // An entry is known to an ulp of |p|/2¹⁰ (see gradientOf); parameters here are below 8.
        expectClose(
          clipped,
          free.map((value) => factor * value),
          { relative: 1e-4, absolute: 1e-8 },
          'entry',
        );
      }
    });

    test.each(clippings)('$id: a threshold that nothing reaches changes no bit', async (entry) => {
      const largest = Number(entry.parameters.find(({ id }) => id === 'threshold')?.max);
      const spec = (clipping: Choice) =>
        lane({
          clipping,
          learningRate: 0.05,
          optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
        });
      const data = dataFor('numbers');
      const free = await trained(engine, spec({ kind: 'none' }), data, 10);
      const clipped = await trained(
        engine,
        spec({ ...choiceOf(entry), threshold: Math.min(largest, 1e6) }),
        data,
        10,
      );
      expect(sameBits(clipped.perStep, free.perStep)).toBe(true);
      expect(sameBits(clipped.perLayer, free.perLayer)).toBe(true);
    });

    test.each(clippings)(
      '$id: never lengthens the gradient, and a small threshold shortens it',
      async (entry) => {
        const spec = exploding({ clipping: { ...choiceOf(entry), threshold: 0.001 }, learningRate: 0.01 });
        const chunk = await trained(engine, spec, dataFor('numbers'), 10);
        const norms = seriesOf(chunk, 'globalNorm');
        seriesOf(chunk, 'globalNormClipped').forEach((clipped, step) =>
          expect(clipped).toBeLessThan((norms[step] as number) * 0.5),
        );
      },
    );

    // --- weight decay: a read-out whose R is zero sends back no gradient at all ---

    const still = () => {
      const data = dataFor('readOut');
      return withRows(data, { y: data.train.y.map(() => 0) });
    };
    const quiet = (changes: Partial<LaneSpec>) =>
      lane({ loss: { kind: 'readOut' }, learningRate: 0.1, ...changes });

    test.each(optimizers)('%s: without gradient and decay nothing moves', async (_, optimizer) => {
      const [start, ...later] = await path(quiet({ optimizer }), 5, still());
      for (const each of later) expect(sameBits(each, start as Float32Array)).toBe(true);
    });

    test.each(optimizers.filter(([id]) => id === 'sgd' || id === 'adamw'))(
      '%s: without a gradient all decays by 1 − rate × decay a step',
      async (_, optimizer) => {
        const seen = await path(quiet({ optimizer, weightDecay: 0.5 }), 8, still());
        seen.forEach((values, step) =>
          expectClose(
            values,
            seen[0]!.map((value) => value * 0.95 ** step),
            { relative: 4 * ROUNDING * (step + 1) },
            'p',
          ),
        );
      },
    );

    test('SGD’s decay adds −rate × decay × p to the step, and nothing else', async () => {
      const [data, rate, decay] = [dataFor('numbers'), 0.1, 0.3];
      const [before, free] = await path(lane({ learningRate: rate }), 1, data);
      const [, decayed] = await path(lane({ learningRate: rate, weightDecay: decay }), 1, data);
      expectClose(
        decayed!.map((value, index) => value - free![index]!),
        before!.map((value) => -rate * decay * value),
        { absolute: 4 * ROUNDING * Math.max(...before!.map(Math.abs)) },
        'p',
      );
    });

    // --- replay ---

    test.each(optimizers)(
      '%s: an exploding lane replays from its checkpoints to the bit',
      async (_, optimizer) => {
        const spec = exploding({
          // Linear: ReLU would be dead after the first large step, and saturating ones quiet.
          blocks: [
            { ...dense('b1', { kind: 'linear' }, 14), initializer: { kind: 'varianceScaling', c: 8 } },
          ],
          optimizer,
          learningRate: 0.5,
          edits: [{ step: 4, path: 'learningRate', value: 2 }],
        });
        await withTrainer(trainerOf(engine, spec, dataFor('numbers')), async (trainer) => {
          const live: Snapshot[] = [];
          for (let step = 0; step < 12; step++) {
            live.push(await trainer.snapshot(2));
            trainer.step();
          }
          const first = await trainer.read();
          const end = await trainer.parameters();
          expect(Math.max(...seriesOf(first!, 'globalNorm').map((norm) => (norm < 1e6 ? 0 : 1)))).toBe(1);
          for (const seen of live.toReversed()) expect(await trainer.snapshotAt(seen.step, 2)).toEqual(seen);
          expect(sameBits(await trainer.parameters(), end)).toBe(true);
          trainer.rewind();
          for (let step = 0; step < 12; step++) trainer.step();
          const second = await trainer.read();
          expect(sameBits(second!.perStep, first!.perStep)).toBe(true);
          expect(sameBits(second!.perLayer, first!.perLayer)).toBe(true);
          expect([...second!.classes]).toEqual([...first!.classes]);
          expect(sameBits(await trainer.parameters(), end)).toBe(true);
        });
      },
    );
  });
}
