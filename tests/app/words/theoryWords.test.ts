import { describe, expect, it } from 'vitest';
import { block } from '../../../src/catalogue/registry';
import type { Block } from '../../../src/catalogue/types';
import { theorySentences } from '../../../src/app/words/theoryWords';
import { laneTheory } from '../../../src/app/lab/lane/laneTheory';
import { newLane } from '../../../src/spec/defaults';
import { type DataShape, expand } from '../../../src/spec/expand';

const row: DataShape = { inputShape: [64], outputs: 0, task: 'readOut' };
const sequence: DataShape = { inputShape: [9, 2], outputs: 1, task: 'regression' };
const of = (id: string, type: string, more: Partial<Block> = {}): Block => ({
  ...block(type).template,
  id,
  ...more,
});

function sentencesOf(blocks: readonly Block[], shape = row): readonly string[] {
  const layers = expand(newLane({ blocks }), shape);
  const split = { x: new Float32Array(128).fill(1), y: new Float32Array(0), count: 2 };
  const theory = laneTheory(layers, { train: split });
  return theory ? theorySentences(layers, theory) : [];
}

describe('what theory leaves out is said', () => {
  it('not at all where its line is whole', () => {
    expect(sentencesOf([of('a', 'dense', { repeat: 5 })])).toEqual([]);
  });
  it('nor where there is nothing between rows', () => {
    expect(sentencesOf([of('a', 'dense')])).toEqual([]);
  });
  it('with the layer at which it ends, as the lab calls it, and why', () => {
    const blocks = [
      of('a', 'dense'),
      of('c', 'concatSkip'),
      of('d', 'dense', { repeat: 3, activation: { kind: 'relu' } }),
    ];
    expect(sentencesOf(blocks)).toEqual([
      'Theory’s line goes from the loss back to layer 2.',
      'Two paths meet in layer 2, and no closed form of how their gradients add is known to us.',
    ]);
  });
  it('with the reason where there is no line', () => {
    const [none, why] = sentencesOf([of('a', 'lstm')], sequence);
    expect(none).toBe('Theory has no line for these layers.');
    expect(why).toMatch(/Gates/);
  });
  it('as a guide in time, and as the limit of large batches', () => {
    expect(sentencesOf([of('a', 'simpleRnn')], sequence).join(' ')).toMatch(/rough guide/);
    const norms = ['a', 'b', 'c'].flatMap((id) => [of(id, 'dense'), of(`${id}n`, 'batchNorm')]);
    expect(sentencesOf(norms).join(' ')).toMatch(/large batch/);
  });
});
