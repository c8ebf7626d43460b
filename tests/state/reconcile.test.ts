import { describe, expect, test } from 'vitest';
import type { Edit } from '../../src/spec/types';
import { fateOf, mergedLog } from '../../src/state/reconcile';

const rate = (step: number, value: number): Edit => ({ step, path: 'learningRate', value });
const run = (posted: readonly Edit[], steps: number, moving = false) => ({ key: 'k', posted, steps, moving });

describe('the fate of a run', () => {
  test.each([
    ['the same log', run([rate(5, 1)], 9), [rate(5, 1)], { kind: 'keep' }],
    ['an edit to come', run([], 9), [rate(9, 1)], { kind: 'edits', edits: [rate(9, 1)] }],
    ['an edit of a step that was made', run([], 9), [rate(8, 1)], { kind: 'rebuild' }],
    ['an edit taken back that has taken hold', run([rate(5, 1)], 9), [], { kind: 'rebuild' }],
    ['an edit taken back before its step, standing', run([rate(9, 1)], 9), [], { kind: 'edits', edits: [] }],
    [
      'an edit taken back that may have taken hold, moving',
      run([rate(9, 1)], 9, true),
      [],
      { kind: 'rebuild' },
    ],
    [
      'a slider on its way, standing',
      run([rate(9, 1)], 9),
      [rate(9, 2)],
      { kind: 'edits', edits: [rate(9, 2)] },
    ],
    [
      'a slider on its way, moving',
      run([rate(9, 1)], 9, true),
      [rate(9, 2)],
      { kind: 'edits', edits: [rate(9, 1), rate(9, 2)] },
    ],
  ])('with %s', (_, known, edits, fate) => {
    expect(fateOf(known, 'k', edits)).toEqual(fate);
  });

  test('with another start is a new run, whatever the log', () => {
    expect(fateOf(run([], 0), 'other', [])).toEqual({ kind: 'rebuild' });
  });
});

describe('the log once the worker has answered', () => {
  test.each<[string, Edit[], Edit[], Edit[], Edit[]]>([
    ['stays where nothing was moved', [rate(50, 1)], [rate(50, 1)], [rate(50, 1)], [rate(50, 1)]],
    ['has the later step', [rate(50, 1)], [rate(50, 1)], [rate(53, 1)], [rate(53, 1)]],
    [
      'keeps earlier edits',
      [rate(3, 1), rate(50, 2)],
      [rate(3, 1), rate(50, 2)],
      [rate(3, 1), rate(53, 2)],
      [rate(3, 1), rate(53, 2)],
    ],
    [
      'has what a slider left behind, and its newer value right behind',
      [rate(50, 2)],
      [rate(50, 1)],
      [rate(53, 1)],
      [rate(53, 2)],
    ],
    [
      'has both where the newer value came later still',
      [rate(50, 2)],
      [rate(50, 1), rate(50, 2)],
      [rate(50, 1), rate(56, 2)],
      [rate(50, 1), rate(56, 2)],
    ],
    [
      'keeps a later edit where it is',
      [rate(50, 1), rate(80, 2)],
      [rate(50, 1)],
      [rate(53, 1)],
      [rate(53, 1), rate(80, 2)],
    ],
    ['leaves out what was taken back meanwhile', [], [rate(50, 1)], [rate(53, 1)], []],
  ])('%s', (_, log, told, took, merged) => {
    expect(mergedLog(log, told, took)).toEqual(merged);
  });
});
