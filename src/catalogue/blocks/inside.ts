/** What blocks that hold others have in common. */
import type { Block, BlockEntry } from '../types';
import { dense } from './dense';

export const holdsStack: BlockEntry['has'] = {
  activation: false,
  initializer: false,
  recurrentInitializer: false,
  stack: true,
};

/** A dense block as it stands inside a new one. */
export const denseInside = (id: string): Block => ({ ...dense.template, id });

/** `two dense inside`, `one self-attention inside`, `three blocks inside`. */
export function insideWords({ stack = [] }: Block): string {
  const count = stack.reduce((blocks, { repeat }) => blocks + repeat, 0);
  const [first] = stack;
  const isOneKind = first !== undefined && stack.every(({ type }) => type === first.type);
  const noun = isOneKind ? first.type.replace(/(?=[A-Z])/, '-').toLowerCase() : 'blocks';
  return `${NUMBER_WORDS[count] ?? count} ${noun} inside`;
}

/** A shape in words: `64 numbers`, `8 × 8 × 16`. */
export const shapeWords = (shape: readonly number[]): string =>
  shape.length === 1 ? `${shape[0]} numbers` : shape.join(' × ');

const NUMBER_WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
