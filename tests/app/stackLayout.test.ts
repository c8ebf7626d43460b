import { describe, expect, it } from 'vitest';
import { layOutStack, LINE } from '../../src/app/lab/stack/stackLayout';
import { laneGeometries } from '../../src/app/lab/geometry';
import type { Block } from '../../src/catalogue/types';
import { expand } from '../../src/spec/expand';
import { newBlock, newLane } from '../../src/spec/defaults';

const data = { inputShape: [64], outputs: 10, task: 'classes' as const };
const stack = (...repeats: number[]): readonly Block[] =>
  repeats.reduce<readonly Block[]>(
    (blocks, repeat) => [...blocks, { ...newBlock('dense', blocks), repeat }],
    [],
  );

function laidOut(blocks: readonly Block[], budget = 200) {
  const lane = newLane({ blocks });
  const layers = expand(lane, data);
  const [geometry] = laneGeometries([{ layers, folds: new Map() }], budget, 'wide');
  if (!geometry) throw new Error('no geometry');
  return { layout: layOutStack(blocks, layers, geometry, () => 2), geometry };
}

describe('where the stack editor writes', () => {
  it('spans exactly the rows of each block', () => {
    const { layout, geometry } = laidOut(stack(12, 4));
    expect(layout.blocks.map(({ top }) => top)).toEqual([geometry.top, geometry.top + 12 * geometry.height]);
    expect(layout.blocks.map(({ height }) => height)).toEqual([12 * geometry.height, 4 * geometry.height]);
  });

  it('leaves room for adding a block between those of a lane that cannot be built', () => {
    const blocks = stack(12, 4);
    const { geometry } = laidOut(blocks);
    const [upper, lower] = layOutStack(blocks, [], { ...geometry, rows: [] }, () => 2).blocks;
    const end = (upper?.labelTop ?? 0) + 2 * LINE;
    expect(lower?.labelTop).toBeGreaterThanOrEqual(end + 8);
  });

  it('never lets words overlap, however short the blocks', () => {
    const { layout } = laidOut(stack(1, 1, 1, 1, 1, 1, 20));
    let free = Number.NEGATIVE_INFINITY;
    for (const { labelTop, lines } of layout.blocks) {
      expect(labelTop).toBeGreaterThanOrEqual(free);
      free = labelTop + lines * LINE;
    }
    expect(layout.output).toBeGreaterThanOrEqual(free);
    expect(layout.height).toBeGreaterThan(layout.add);
  });
});
