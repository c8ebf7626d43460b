import { describe, expect, it } from 'vitest';
import { noSweep, sweepAt } from '../../src/app/lab/lane/sweep';

describe('the backward sweep', () => {
  it('shows a step that comes alone, from the loss to the first row, and then no more', () => {
    const state = noSweep();
    expect(sweepAt(state, 0, 20, 0, false)).toBeNull();
    expect(sweepAt(state, 1, 20, 1000, false)).toMatchObject({ step: 1, progress: 0 });
    expect(sweepAt(state, 1, 20, 1200, false)?.progress).toBeCloseTo(0.5);
    expect(sweepAt(state, 1, 20, 1401, false)).toBeNull();
  });

  it('shows none while steps come fast, or several at once', () => {
    const state = noSweep();
    sweepAt(state, 0, 20, 0, false);
    expect(sweepAt(state, 1, 20, 50, false)).toBeNull();
    expect(sweepAt(state, 4, 20, 1000, false)).toBeNull();
  });

  it('shows none for the measurement before the first step', () => {
    expect(sweepAt(noSweep(), 0, 20, 1000, false)).toBeNull();
  });
});
