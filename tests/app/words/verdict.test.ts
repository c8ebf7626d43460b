import { describe, expect, test } from 'vitest';
import { diagnosis } from '../../../src/app/words/diagnosis';
import { plainText } from '../../../src/app/words/segments';
import { laneSummary } from '../../../src/app/words/summary';
import { verdict, wholeText } from '../../../src/app/words/verdict';
import { autopsy } from '../../../src/history/autopsy';
import { regimeAt } from '../../../src/history/regime';
import { growing, layersOf, recordOf, type StepTable } from '../../history/smallRuns';

/** A plain network of so many hidden rows. */
const deep = (depth: number) => layersOf([...Array.from({ length: depth }, () => 'D'), 'O'].join(' '));

function wordsOf(text: ReturnType<typeof layersOf>, steps: StepTable[]) {
  const record = recordOf(text, steps);
  const regime = regimeAt(record, record.lastStep)!; // at least one step was made
  const dead = autopsy(record);
  return {
    verdict: plainText(verdict(regime)),
    tones: new Set(verdict(regime).map(({ tone }) => tone)),
    whole: plainText(wholeText(regime.growth) ?? []),
    diagnosis: diagnosis({ lane: 'A', layers: text, regime, autopsy: dead }).map(plainText),
    summary: laneSummary({
      lane: 'A',
      layers: text,
      reader: record,
      regime,
      autopsy: dead,
      heldOut: null,
      set: null,
    }),
  };
}
const growthOf = (depth: number, factor: number, rest: StepTable = {}) =>
  wordsOf(deep(depth), [{ rows: { gradientOutput: growing(deep(depth), factor) }, ...rest }]);

describe('the verdict', () => {
  test.each([
    [24, 1.2, 'Exploding, ×1.20 a layer', '×66.2', 'hot'],
    [50, 1.2, 'Exploding, ×1.20 a layer', '×7,580', 'hot'],
    [24, 0.71, 'Vanishing, ×0.710 a layer', '×3.8 × 10⁻⁴', 'cold'],
    [16, 1.114, 'Healthy, ×1.114 a layer', '×5.05', 'strong'],
    [2, 1.5, 'Healthy, ×1.50 a layer', '×1.50', 'strong'],
  ])('of %i layers that grow by %f is %s, %s in all', (depth, factor, text, whole, tone) => {
    const words = growthOf(depth, factor);
    expect([words.verdict, words.whole]).toEqual([text, whole]);
    expect(words.tones).toEqual(new Set([tone]));
  });

  test('of a single hidden layer is a dash, whatever the numbers', () => {
    expect(growthOf(1, 1).verdict).toBe('Growth –');
    expect(growthOf(0, 1).verdict).toBe('Growth –');
  });

  test('of a gradient that is exactly zero makes no number of it', () => {
    expect(growthOf(3, 1, { classes: ['0 gradientOutput zero'] }).verdict).toBe('Vanishing, to exactly 0');
    expect(growthOf(3, 1, { classes: ['0 gradientOutput zero', '2 gradientOutput zero'] }).verdict).toBe(
      'Growth not defined yet',
    );
  });

  test('of an unstable step and of a dead lane', () => {
    const layers = deep(3);
    const row = { gradientOutput: growing(layers, 1.1) };
    expect(wordsOf(layers, [{ rows: row }, { rows: row, loss: 40 }]).verdict).toBe(
      'Unstable step, ×1.10 a layer',
    );
    expect(wordsOf(layers, [{ rows: row }, { rows: row, loss: Number.NaN }]).verdict).toBe(
      'Not finite since step 1',
    );
  });
});

describe('the diagnosis', () => {
  test('follows depth and factor', () => {
    expect(growthOf(24, 1.2).diagnosis).toEqual([
      'In A the gradient grows ×1.20 a layer on its way back: layer 1 receives 66.2 times what layer 24 sent.',
      'It grows through depth; a smaller step leaves that as it is.',
    ]);
    expect(growthOf(50, 1.1).diagnosis[0]).toContain('layer 1 receives 107 times what layer 50 sent');
    expect(growthOf(8, 0.5).diagnosis[0]).toBe(
      'In A the gradient shrinks, ×0.500 a layer, on its way back: layer 1 receives 0.0078 of what layer 8 sent.',
    );
    expect(growthOf(16, 1.01).diagnosis).toHaveLength(1);
    const [keeps, grows, shrinks] = [1.01, 1.18, 0.82].map((factor) => growthOf(16, factor).diagnosis[0]);
    expect(keeps).toContain('In A the gradient keeps its size from layer to layer, ');
    expect(grows).toContain('In A the gradient grows mildly from layer to layer, ');
    expect(shrinks).toContain('In A the gradient shrinks mildly from layer to layer, ');
  });

  test('speaks of a smaller step only where the first weights did it, and no step threw them since', () => {
    const layers = deep(24);
    const at = (factor: number, loss = 2): StepTable => ({
      rows: { gradientOutput: growing(layers, factor) },
      loss,
    });
    const second = (...steps: StepTable[]) => wordsOf(layers, steps).diagnosis[1];
    expect(second(at(1.2), at(1.21))).toBe('It grows through depth; a smaller step leaves that as it is.');
    expect(second(at(1.2), at(2.6, 2e8))).toBe('It grows through depth.');
    expect(second(at(1), at(1.2))).toBe('It grows through depth.');
    expect(second(at(0.8), at(0.8))).toBe('It is lost through depth; a smaller step leaves that as it is.');
    expect(second(at(1), at(0.8))).toBe('It is lost through depth.');
  });

  test('says which disease: the step, not the depth', () => {
    const layers = deep(3);
    const rows = { gradientOutput: growing(layers, 1.1) };
    const { diagnosis: sentences } = wordsOf(layers, [
      { rows, loss: 0.5 },
      { rows, loss: 40 },
    ]);
    expect(sentences[0]).toBe('The step was too large, not the network too deep.');
    expect(sentences[1]).toBe('At step 1 the loss stood at 40, where it had come down to about 0.500.');
  });

  test('of a lane that skips a gradient that is not finite says that it goes on', () => {
    const words = growthOf(3, 1.1, { classes: ['1 gradientWeights Inf'] });
    expect(words.diagnosis[0]).toContain('it goes on');
  });

  test.each([0, 1])('with %i hidden layers speaks of no growth', (depth) => {
    expect(growthOf(depth, 1).diagnosis).toEqual([
      'A has fewer than two hidden layers: there is no growth from layer to layer to measure.',
    ]);
  });

  test('of a gradient that never arrives says where', () => {
    expect(growthOf(3, 1, { classes: ['0 gradientOutput zero'] }).diagnosis[0]).toBe(
      'In A nothing of the gradient reaches layer 1: it is exactly 0 there.',
    );
  });

  test('has at most two measured numbers a sentence', () => {
    for (const factor of [0.5, 0.99, 1.01, 1.3]) {
      for (const sentence of growthOf(20, factor).diagnosis) {
        const measured = sentence.replace(/layer \d+| × 10/g, '').match(/\d[\d.,]*/g) ?? [];
        expect(measured.length).toBeLessThanOrEqual(2);
      }
    }
  });
});

test('the summary says step, verdict, whole factor and loss', () => {
  expect(growthOf(16, 1.114, { loss: 0.109 }).summary).toBe(
    'Lane A at step 0: Healthy, ×1.114 a layer. From layer 16 back to layer 1 the gradient is multiplied by 5.05. Loss 0.109.',
  );
});

test('the summary of a lane without layers says what there is', () => {
  expect(growthOf(0, 1, { loss: 2 }).summary).toBe('Lane A at step 0: Growth –. Loss 2.');
});
