import { describe, expect, test } from 'vitest';
import { laneSentence } from '../../../src/app/words/laneSentence';
import { plainText } from '../../../src/app/words/segments';
import { newBlock, newExperiment, newLane } from '../../../src/spec/defaults';
import { expand } from '../../../src/spec/expand';
import { maybePreset } from '../../../src/spec/presets/registry';
import type { Experiment, LaneSpec } from '../../../src/spec/types';

const digits = { inputShape: [64], outputs: 10, task: 'classes' } as const;
const segmentsOf = (experiment: Experiment, index: number) => {
  const lane = experiment.lanes[index]!; // the tests name lanes they made
  return laneSentence(lane, experiment, expand(lane, digits));
};
const block = (activation: string, initializer: { kind: string; [parameter: string]: number | string }) => ({
  ...newBlock('dense'),
  activation: { kind: activation },
  initializer,
});
const sentence = (changes: Partial<LaneSpec>) =>
  plainText(segmentsOf(newExperiment({ lanes: [newLane(changes)] }), 0));
const relu = [block('relu', { kind: 'heNormal' })];

describe('a lane', () => {
  test('says how its weights are spread, beside what suits its activation', () => {
    expect(plainText(segmentsOf(maybePreset('opening')!.experiment, 0))).toBe(
      'Random weights, 1.4 × as spread as He’s, trained by SGD at 0.02, 64 digits a step, no clipping',
    );
  });

  test('has a word to open for each setting', () => {
    const segments = segmentsOf(maybePreset('opening')!.experiment, 0);
    const opening = segments.flatMap(({ opens, text }) => (opens ? [[opens, text]] : []));
    expect(opening).toEqual([
      ['initializer', '1.4 × as spread as He’s'],
      ['optimizer', 'SGD at 0.02'],
      ['batchSize', '64 digits a step'],
      ['clipping', 'no clipping'],
    ]);
  });

  test.each([
    ['relu', { kind: 'varianceScaling', c: 8 }, '2 × as spread as He’s'],
    ['relu', { kind: 'varianceScaling', c: 2 }, 'as spread as He’s'],
    ['tanh', { kind: 'varianceScaling', c: 8 }, '2.8 × as spread as Xavier’s'],
    ['tanh', { kind: 'heNormal' }, 'as spread as He’s'],
    ['relu', { kind: 'orthogonal', gain: 1 }, 'orthogonal, 0.71 × as spread as He’s'],
    ['relu', { kind: 'zeros' }, 'zeros'],
  ])('of %s with %j has weights %s', (activation, initializer, words) => {
    const text = sentence({ blocks: [block(activation, initializer)] });
    expect(text).toContain(`, ${words}, trained`);
  });

  test('whose weights are all zero does not call them random', () => {
    expect(sentence({ blocks: [block('relu', { kind: 'zeros' })] })).toMatch(/^Weights set, not drawn/);
  });

  test('whose blocks differ says so', () => {
    const blocks = [
      block('relu', { kind: 'heNormal' }),
      { ...block('relu', { kind: 'varianceScaling', c: 9 }), id: 'b2' },
    ];
    expect(sentence({ blocks })).toMatch(/^Random weights, each block’s its own,/);
  });

  test('without a hidden layer has a sentence', () => {
    expect(sentence({ blocks: [] })).toMatch(/^Random weights, in the output layer alone, trained by SGD/);
  });

  test('names what is set and leaves out what does nothing', () => {
    const text = sentence({
      blocks: relu,
      optimizer: { kind: 'momentum', momentum: 0.5 },
      learningRate: 1e-5,
      weightDecay: 0.01,
      clipping: { kind: 'globalNorm', threshold: 0.5 },
      skipNonFinite: true,
    });
    expect(text).toBe(
      'Random weights, as spread as He’s, trained by SGD with momentum at 1 × 10⁻⁵ (momentum 0.5), weight decay 0.01, ' +
        '64 digits a step, clipping by global norm at 0.5, steps that are not finite skipped',
    );
  });
});

describe('a fork', () => {
  const forked = (changes: Partial<LaneSpec>, parent: Partial<LaneSpec> = {}) => {
    const first = newLane({ blocks: relu, ...parent });
    return segmentsOf(newExperiment({ lanes: [first, { ...first, id: 'b', parent: 'a', ...changes }] }), 1);
  };

  test.each<[string, Partial<LaneSpec>, string]>([
    [
      'weights',
      { blocks: [block('relu', { kind: 'varianceScaling', c: 4 })] },
      'The same random numbers, 1.4 × as spread as He’s; the rest as A',
    ],
    [
      'clipping',
      { clipping: { kind: 'globalNorm', threshold: 1 } },
      'As A, but with clipping by global norm at 1',
    ],
    ['rate', { learningRate: 0.1 }, 'As A, but trained by SGD at 0.1'],
    ['both', { learningRate: 0.1, batchSize: 32 }, 'As A, but trained by SGD at 0.1 and 32 digits a step'],
    ['depth', { blocks: [{ ...relu[0]!, repeat: 4 }] }, 'As A, but with other blocks'],
    ['nothing', {}, 'A copy of A: the same weights, data and steps'],
  ])('that changed %s says only that', (_, changes, text) => {
    expect(plainText(forked(changes))).toBe(text);
  });

  test('marks the words it changed, and no others', () => {
    const segments = forked({ learningRate: 0.1 });
    expect(segments.filter(({ changed }) => changed).map(({ text }) => text)).toEqual(['SGD at 0.1']);
  });

  test('that gave something up says what', () => {
    expect(
      plainText(forked({ skipNonFinite: false, weightDecay: 0 }, { skipNonFinite: true, weightDecay: 0.1 })),
    ).toBe('As A, but with no weight decay and no step skipped');
  });
});
