import { describe, expect, test } from 'vitest';
import { varianceWords } from '../../../src/app/words/weightsPhrase';
import type { Choice } from '../../../src/catalogue/types';
import { newBlock, newLane } from '../../../src/spec/defaults';
import { expand } from '../../../src/spec/expand';

const words = (...initializers: readonly Choice[]) =>
  varianceWords(
    expand(
      newLane({
        blocks: initializers.map((initializer, index) => ({
          ...newBlock('dense'),
          id: `b${index}`,
          activation: { kind: 'relu' },
          initializer,
        })),
      }),
      { inputShape: [64], outputs: 10, task: 'classes' },
    ),
  );

describe('the slider of the variance', () => {
  test('is tied to the words of the spread', () => {
    expect(words({ kind: 'varianceScaling', c: 4 })).toBe('c = 4 is √(4/2) = 1.4 times He’s spread');
    expect(words({ kind: 'varianceScaling', c: 2 })).toBe('c = 2 is He’s spread');
  });

  test('is not spoken of where there is none, or no one number', () => {
    expect(words({ kind: 'heNormal' })).toBeNull();
    expect(words({ kind: 'normal', sigma: 0.1 })).toBeNull();
    expect(words({ kind: 'varianceScaling', c: 4 }, { kind: 'heNormal' })).toBeNull();
  });
});
