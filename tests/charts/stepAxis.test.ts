import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeStepAxis, nextEnd, stepMiddle } from '../../src/charts/stepAxis';
import { drawScaleWords } from '../../src/charts/stepFrame';
import { lightTheme } from '../../src/charts/theme';
import { recorder } from '../support/recorder';

const lab = { left: 240, width: 576, length: 200 };

describe('the step axis', () => {
  it('gives the first ten steps 33 px each', () => {
    const axis = makeStepAxis({ ...lab, lastStep: 194 });
    for (let step = 0; step < 10; step++) expect(axis.x(step)).toBe(240 + 33 * step);
    expect(axis.columnWidth(9)).toBe(33);
  });

  it('has no gap before there is a narrow step', () => {
    expect(makeStepAxis({ ...lab, lastStep: 9 }).hasNarrow).toBe(false);
    expect(makeStepAxis({ ...lab, lastStep: 10 }).hasNarrow).toBe(true);
  });

  it('says the true ratio under its narrow part', () => {
    const axis = makeStepAxis({ ...lab, lastStep: 194 });
    const measured = (axis.x(1) - axis.x(0)) / (axis.x(101) - axis.x(100));
    const { context, allText } = recorder();
    drawScaleWords(context, axis, 100, lightTheme);
    expect(allText()).toContain(`${Math.round(measured)} times narrower`);
  });

  it('stays put between two jumps of its end', () => {
    const ends = new Set<number>();
    for (let lastStep = 10; lastStep < 2000; lastStep++)
      ends.add(makeStepAxis({ ...lab, length: 1e6, lastStep }).end);
    expect([...ends]).toEqual([50, 100, 200, 500, 1000, 2000]);
  });

  it('ends where the run ends, and never before the last step', () => {
    expect(makeStepAxis({ ...lab, length: 300, lastStep: 250 }).end).toBe(300);
    expect(makeStepAxis({ ...lab, length: 300, lastStep: 400 }).end).toBe(500);
  });

  it('finds the step of every column again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 150, max: 1600 }),
        fc.boolean(),
        (lastStep, width, isPhone) => {
          const axis = makeStepAxis({
            left: 17,
            width,
            lastStep,
            length: 400,
            ...(isPhone ? { wideSteps: 7, widePx: 21 } : {}),
          });
          for (const step of [0, 3, axis.wideSteps - 1, axis.wideSteps, lastStep >> 1, lastStep]) {
            if (step < axis.end) expect(axis.stepAt(stepMiddle(axis, step))).toBe(step);
          }
          expect(axis.x(axis.end - 1) + axis.columnWidth(axis.end - 1)).toBeLessThanOrEqual(
            17 + width + 1e-6,
          );
          if (axis.hasNarrow) expect(axis.ratio).toBeGreaterThanOrEqual(1.5 - 1e-9);
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });

  it('clamps places off the axis to its first and last step', () => {
    const axis = makeStepAxis({ ...lab, lastStep: 194 });
    expect(axis.stepAt(-50)).toBe(0);
    expect(axis.stepAt(5000)).toBe(axis.end - 1);
  });
});

it.each([
  [1, 10],
  [11, 20],
  [21, 50],
  [51, 100],
  [101, 200],
  [99_999, 100_000],
  [100_001, 200_000],
])('after %s steps the next end is %s', (count, end) => {
  expect(nextEnd(count)).toBe(end);
});
