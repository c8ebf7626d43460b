import { describe, expect, test } from 'vitest';
import { firstSentence } from '../../src/app/lab/stack/blockWords';
import { type Repair, repairsFor } from '../../src/app/lab/stack/repairs';
import { BLOCKS } from '../../src/catalogue/registry';
import type { Block } from '../../src/catalogue/types';
import { newBlock } from '../../src/spec/defaults';
import { type DataShape, expand } from '../../src/spec/expand';
import { depthOf } from '../../src/spec/stack';
import { SpecError } from '../../src/spec/types';
import { dense, lane, residual } from '../laws/smallNetworks';

const tanh = { kind: 'tanh' };
const IMAGE: DataShape = { inputShape: [8, 8, 1], outputs: 10, task: 'classes' };
const ROW: DataShape = { inputShape: [3], outputs: 2, task: 'regression' };

function repairs(blocks: readonly Block[], data: DataShape): readonly Repair[] {
  const spec = lane({ blocks });
  try {
    expand(spec, data);
  } catch (thrown) {
    if (thrown instanceof SpecError) return repairsFor(spec, data, thrown);
    throw thrown;
  }
  throw new Error('It fits.');
}
const fits = ({ blocks }: Repair, data: DataShape) => expand(lane({ blocks }), data).length > 0;

describe('what mends a misfit', () => {
  test('a convolution before the output: the flatten it asks for, at the end', () => {
    const [first] = repairs([newBlock('conv2d')], IMAGE);
    expect(first?.words).toBe('Put a flatten at the end');
    expect(first && fits(first, IMAGE)).toBe(true);
  });

  test('a residual of dense layers on an image: the flatten before it, for inside its skip would not fit', () => {
    const [first] = repairs([residual('b1', [dense('b2', tanh, 1, 64)])], IMAGE);
    expect(first?.words).toBe('Put a flatten before the residual');
    expect(first && fits(first, IMAGE)).toBe(true);
  });

  test('a residual of another width: inside, before it, or everywhere; each fits', () => {
    const blocks = [dense('b1', tanh, 1, 24), residual('b2', [dense('b3', tanh, 1, 16)])];
    const found = repairs(blocks, ROW);
    expect(found.map(({ words }) => words)).toEqual([
      'Make the last dense inside 24 wide',
      'Put a dense layer 16 wide before it',
    ]);
    for (const repair of found) expect(fits(repair, ROW)).toBe(true);
  });

  test('a misfit inside a block is mended inside it', () => {
    const inner = residual('b3', [dense('b4', tanh, 1, 16)]);
    const blocks = [dense('b1', tanh, 1, 24), residual('b2', [inner, dense('b5', tanh, 1, 24)])];
    const found = repairs(blocks, ROW);
    expect(found.length).toBeGreaterThan(0);
    for (const repair of found) expect(fits(repair, ROW)).toBe(true);
    expect(found[0]?.blocks[1]?.stack?.[0]?.stack?.[0]?.values.width).toBe(24);
  });

  test('no repair is offered for what no width or block mends', () => {
    expect(repairs([newBlock('simpleRnn')], ROW)).toEqual([]);
  });

  test('ids stay distinct', () => {
    for (const { blocks } of repairs(
      [dense('b1', tanh, 1, 24), residual('b2', [dense('b3', tanh, 1, 16)])],
      ROW,
    )) {
      const ids = (stack: readonly Block[]): string[] =>
        stack.flatMap(({ id, stack: inner }) => [id, ...ids(inner ?? [])]);
      expect(new Set(ids(blocks)).size).toBe(ids(blocks).length);
    }
  });
});

test('a stack knows how deep it stands', () => {
  const blocks = [residual('b1', [residual('b2', [dense('b3', tanh)])])];
  expect([null, 'b1', 'b2'].map((into) => depthOf(blocks, into))).toEqual([0, 1, 2]);
});

test('every block has a line for the menu, short and whole', () => {
  for (const { description } of BLOCKS) {
    const line = firstSentence(description);
    expect(line.length).toBeLessThan(150);
    expect(line).toMatch(/^[A-Z].*[^.]\.$/);
    expect(description.startsWith(line.slice(0, -1))).toBe(true);
  }
});
