import type { BlockEntry } from '../types';
import { denseInside, holdsStack, insideWords } from './inside';

export const group: BlockEntry = {
  id: 'group',
  label: 'group',
  family: 'layers',
  description:
    'Blocks that repeat together: dense, norm, dense, norm, … as often as you like. It adds nothing of its own.',
  formula: 'h = Fₙ(… F₂(F₁(x)))',
  source: '–',
  parameters: [],
  has: holdsStack,
  template: {
    type: 'group',
    repeat: 2,
    values: {},
    stack: [
      { ...denseInside('inner1'), activation: { kind: 'linear' } },
      { id: 'inner2', type: 'layerNorm', repeat: 1, values: {}, activation: { kind: 'tanh' } },
    ],
  },
  expand(block, expansion) {
    const stack = block.stack ?? [];
    if (stack.length === 0) return expansion.fail('A group needs at least one block inside. Add one to it.');
    const { last, shape } = expansion.inline(stack, expansion.input, expansion.inputShape);
    return { output: last, shape };
  },
  kinds: [],
  summary: insideWords,
};
