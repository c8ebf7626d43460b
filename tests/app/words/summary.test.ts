import { describe, expect, test } from 'vitest';
import { laneSummary } from '../../../src/app/words/summary';
import { autopsy } from '../../../src/history/autopsy';
import { regimeAt } from '../../../src/history/regime';
import { newExperiment, newLane } from '../../../src/spec/defaults';
import type { LaneSpec } from '../../../src/spec/types';
import { growing, layersOf, recordOf } from '../../history/smallRuns';

const layers = layersOf('D D D O');
const run = (...factors: number[]) =>
  recordOf(
    layers,
    factors.map((factor) => ({ rows: { gradientOutput: growing(layers, factor) } })),
  );

/** Lane B beside an unchanged A; `wanted`: the step shown. */
function summaryOf(
  record: ReturnType<typeof run>,
  changes: Partial<LaneSpec> = {},
  wanted = record.lastStep,
) {
  const first = newLane({ id: 'a' });
  const lane = { ...first, id: 'b', parent: null, ...changes };
  return laneSummary({
    lane: 'B',
    layers,
    reader: record,
    regime: regimeAt(record, wanted),
    autopsy: autopsy(record),
    heldOut: null,
    set: { lane, experiment: newExperiment({ lanes: [first, lane] }) },
  });
}

describe('growth', () => {
  test('that rose is told with both ends and since when', () => {
    expect(summaryOf(run(1.1, 1.2, 1.4))).toContain(
      'Since step 0 the growth rose from ×1.10 to ×1.40 a layer.',
    );
  });

  test('that fell is told of the step shown, and not of later ones', () => {
    expect(summaryOf(run(1.4, 1.1, 1.9), {}, 1)).toContain('fell from ×1.40 to ×1.10 a layer.');
  });

  test('is measured from the latest edit', () => {
    const edits = [{ step: 1, path: 'learningRate', value: 0.01 }];
    expect(summaryOf(run(1.1, 1.2, 1.4), { edits })).toContain('Since step 1 the growth rose from ×1.20');
  });

  test('that hardly moved is not told as a change; at the first step there is none to tell', () => {
    expect(summaryOf(run(1.2, 1.21))).toContain('Since step 0 the growth is nearly the same.');
    expect(summaryOf(run(1.2))).not.toContain('Since');
  });
});

describe('what was set', () => {
  const edits = [
    { step: 2, path: 'clipping', value: { kind: 'globalNorm', threshold: 1 } },
    { step: 1, path: 'learningRate', value: 0.02 },
    { step: 1, path: 'learningRate', value: 0.01 },
  ];

  test('is told by step, in order, as it was left', () => {
    const summary = summaryOf(run(1.1, 1.1, 1.1), { edits });
    expect(summary).toMatch(
      /Changed on the way: learning rate 0\.01 at step 1, clipping: .*threshold 1 at step 2\./,
    );
    expect(summary).not.toContain('0.02');
  });

  test('is told as far as the step shown', () => {
    expect(summaryOf(run(1.1, 1.1, 1.1), { edits }, 1)).not.toContain('clipping');
  });

  test('of a long log the latest are told, the rest counted', () => {
    const many = [0, 1, 2, 3, 4].map((step) => ({ step, path: 'learningRate', value: 0.1 / (step + 1) }));
    const summary = summaryOf(run(1, 1, 1, 1, 1), { edits: many });
    expect(summary).toContain('after 2 earlier changes.');
    expect(summary).not.toContain('at step 1,');
  });

  test('of a fork is told beside its parent', () => {
    const clipped = { parent: 'a', clipping: { kind: 'globalNorm', threshold: 1 } };
    expect(summaryOf(run(1.1), clipped)).toMatch(/A fork\. As A, but with .* at 1\.$/);
    expect(summaryOf(run(1.1))).not.toContain('A fork');
  });
});
