/** What a block that holds others says of them, in words and not in the names of the code. */
import { expect, test } from 'vitest';
import { insideWords } from '../../src/catalogue/blocks/inside';
import { newBlock } from '../../src/spec/defaults';
import type { Block } from '../../src/catalogue/types';

const holding = (...types: string[]): Block => ({
  ...newBlock('group', []),
  stack: types.map((type, index) => ({ ...newBlock(type, []), id: `i${index}` })),
});

test.each([
  [['dense', 'dense'], 'two dense inside'],
  [['selfAttention'], 'one self-attention inside'],
  [['layerNorm', 'dense'], 'two blocks inside'],
  [[], 'no blocks inside'],
])('%j: %s', (types, words) => {
  expect(insideWords(holding(...types))).toBe(words);
});
