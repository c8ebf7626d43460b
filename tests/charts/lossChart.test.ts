import { describe, expect, it } from 'vitest';
import { drawCursor } from '../../src/charts/cursor';
import { drawLossChart, type LossData, type LossLane } from '../../src/charts/lossChart';
import { exitColumn } from '../../src/charts/lossExit';
import { heightOf, isClipped, traceMarks, traceSteps } from '../../src/charts/series';
import { makeStepAxis, stepMiddle } from '../../src/charts/stepAxis';
import { lightTheme } from '../../src/charts/theme';
import { explodingLane, fakeHistory, healthyLane, stackOf } from '../gallery/fakeHistory';
import { recorder } from '../support/recorder';

const layers = stackOf(4);
const axis = makeStepAxis({ left: 60, width: 576, lastStep: 194, length: 200 });
const scale = { top: 40, bottom: 140, low: 1e-2, high: 1e3 };
const geometry = { axis, top: 40, height: 100, left: 0, right: 730 };
const lane = (letter: string, index: number, reader: LossLane['reader']): LossLane => ({
  mark: { letter, index },
  reader,
  heldOut: [],
});

function draw(lanes: readonly LossLane[], more: Partial<LossData> = {}) {
  const screen = recorder();
  const data: LossData = {
    lanes,
    cursorStep: 194,
    blind: 2.302585,
    domain: [1e-2, 1e3],
    edits: [],
    showClips: false,
    ...more,
  };
  drawLossChart(screen.context, data, geometry, lightTheme);
  return { screen, data };
}

describe('the loss chart', () => {
  it('tells where a dead lane went', () => {
    const { screen } = draw([lane('A', 0, explodingLane()), lane('B', 1, healthyLane())]);
    expect(screen.allText()).toContain('A 459 at step 0, 3.4 × 1023 at step 1, then NaN');
    expect(screen.texts.find(({ text }) => text === 'NaN')?.colour).toBe(lightTheme.bad);
  });

  it('says which step its values are of', () => {
    const { screen } = draw([lane('B', 1, healthyLane())], { cursorStep: 57 });
    expect(screen.allText()).toContain('at step 57');
  });

  it('names the line of blind guessing by its number', () => {
    expect(draw([lane('B', 1, healthyLane())]).screen.allText()).toContain('2.3: guessing blindly');
  });

  it('keeps values of close lanes apart', () => {
    const close = (letter: string, index: number) =>
      lane(letter, index, fakeHistory({ layers, steps: 195, gradient: () => 1, loss: () => 0.5 }));
    const { screen } = draw([close('A', 0), close('B', 1), close('C', 2)]);
    const heights = ['A ', 'B ', 'C '].map(
      (letter) => screen.texts.find(({ text }) => text === letter)?.y ?? Number.NaN,
    );
    for (let index = 1; index < 3; index++)
      expect(Math.abs((heights[index] ?? 0) - (heights[index - 1] ?? 0))).toBeGreaterThanOrEqual(15);
  });

  it('draws no point for a lane that never was inside, only its arrow out of the top', () => {
    const { screen } = draw([lane('A', 0, explodingLane())], { domain: [1e-2, 1e2] });
    expect(screen.allText()).toContain('A 459 at step 0, 3.4 × 1023 at step 1, then NaN');
    expect(screen.of('arc')).toEqual([]);
    const arrow = screen.of('lineTo').filter(({ args }) => Number(args[1]) < geometry.top);
    expect(arrow.length).toBeGreaterThan(0);
  });

  it('draws no point for a value below its foot', () => {
    const low = fakeHistory({ layers, steps: 20, gradient: () => 1, loss: () => 1e-6 });
    const { screen } = draw([lane('B', 1, low)], { cursorStep: 12 });
    expect(screen.of('arc')).toEqual([]);
    expect(screen.allText()).toContain('B 1.0 × 10');
  });

  it('stacks the words of lanes that left under each other, on the surface', () => {
    const { screen } = draw([
      lane('A', 0, explodingLane()),
      lane('C', 2, explodingLane()),
      lane('D', 3, explodingLane()),
    ]);
    const heights = ['A', 'C', 'D'].map((letter) => screen.texts.find(({ text }) => text === letter)?.y ?? 0);
    expect(heights[0]).toBeGreaterThanOrEqual(12);
    expect((heights[1] ?? 0) - (heights[0] ?? 0)).toBeGreaterThanOrEqual(14);
    expect((heights[2] ?? 0) - (heights[1] ?? 0)).toBeGreaterThanOrEqual(14);
  });

  it('says the step of a held-out value that is not of the cursor’s', () => {
    const held = { ...lane('B', 1, healthyLane()), heldOut: [{ step: 10, loss: 2.2, accuracy: 0.4 }] };
    const wide = recorder();
    const data = draw([held], { cursorStep: 16 }).data;
    drawLossChart(wide.context, data, { ...geometry, right: 800 }, lightTheme);
    expect(wide.allText()).toContain('held out 2.20 at 10loss at step 16');
    const narrow = draw([held], { cursorStep: 16 }).screen.allText();
    expect(narrow).toContain('held out 2.20loss at step 16held out at 10');
    expect(draw([held], { cursorStep: 10 }).screen.allText()).not.toContain('at 10');
  });

  it('keeps the last note above the word of the cursor, where there is room', () => {
    const low = fakeHistory({ layers, steps: 20, gradient: () => 1, loss: () => 0.011 });
    const held = { ...lane('B', 1, low), heldOut: [{ step: 10, loss: 0.02, accuracy: 0.4 }] };
    const { texts } = draw([held], { cursorStep: 16 }).screen;
    const foot = (words: string) => texts.find(({ text }) => text === words)?.y ?? Number.NaN;
    const letterPx = 12;
    expect(foot('held out at 10')).toBeLessThan(geometry.top + geometry.height + 28 - letterPx);
  });

  it('puts losses below 0 on a linear axis, down to its foot', () => {
    const readOut = fakeHistory({ layers, steps: 10, gradient: () => 1, loss: (step) => 0.4 - 0.1 * step });
    const { screen } = draw([lane('A', 0, readOut)], {
      cursorStep: 9,
      scale: 'linear',
      domain: [-1, 1],
      blind: null,
    });
    const { texts } = screen;
    expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['−1', '0', '1']));
    const lineEnds = screen.of('lineTo').map(({ args }) => Number(args[1]));
    // The cursor's handle reaches lowest.
    expect(Math.max(...lineEnds)).toBeLessThanOrEqual(geometry.top + geometry.height + 13);
    expect(heightOf({ ...scale, low: -1, high: 1, type: 'linear' }, 0)).toBe(90);
  });

  it('lets what falls below a linear axis leave at its foot', () => {
    const falling = fakeHistory({
      layers,
      steps: 4,
      gradient: () => 1,
      loss: (step) => [0.1, -0.2, -1e9, Number.NaN][step] ?? Number.NaN,
    });
    expect(exitColumn(falling, { low: -1, high: 1, type: 'linear' })).toBe(2);
    expect(exitColumn(falling, { low: 1e-2, high: 1 })).toBe(3);
  });

  it('keeps “guessing blindly” clear of the cursor', () => {
    for (const cursorStep of [5, 12, 40, 120, 170, 185, 194]) {
      const { screen } = draw([lane('B', 1, healthyLane())], { cursorStep });
      const words = screen.texts.find(({ text }) => text.startsWith('2.3'));
      const cursor = stepMiddle(axis, cursorStep);
      const isClear = words && (words.x > cursor + 4 || words.x + words.width < cursor - 4);
      expect(isClear, `cursor at ${cursorStep}`).toBe(true);
    }
  });

  it('names the marks of clipped steps where no number of the axis stands', () => {
    const clipped = fakeHistory({ layers, steps: 20, gradient: () => 1, norm: () => 3, clipAt: 1 });
    const { screen } = draw([lane('C', 2, clipped)], { showClips: true, cursorStep: 3 });
    const word = screen.texts.find(({ text }) => text === 'clipped');
    const powers = screen.texts.filter(({ text }) => /^(1|10)$/.test(text) && text !== 'clipped');
    for (const { x, y } of powers) {
      if (x > axis.left) continue;
      expect(Math.abs((word?.y ?? 0) - y)).toBeGreaterThanOrEqual(12);
    }
  });

  it('is a lane’s exit only if it does not come back', () => {
    const spike = fakeHistory({
      layers,
      steps: 20,
      gradient: () => 1,
      loss: (step) => (step === 9 ? 1e9 : 1),
    });
    expect(exitColumn(spike, scale)).toBe(20);
    expect(exitColumn(explodingLane(), scale)).toBe(1);
  });
});

describe('curves over steps', () => {
  it('reach a spike of one step among 100,000', () => {
    const long = makeStepAxis({ left: 60, width: 576, lastStep: 99_999, length: 100_000 });
    const reader = fakeHistory({
      layers,
      steps: 100_000,
      gradient: () => 1,
      loss: (step) => (step === 61_803 ? 600 : 1),
    });
    const { context, of } = recorder();
    traceSteps(context, reader, 'loss', long, scale);
    const lines = of('lineTo');
    expect(lines.length).toBeLessThan(6000);
    const highest = Math.min(...lines.map(({ args }) => Number(args[1])));
    expect(highest).toBeCloseTo(heightOf(scale, 600), 6);
  });

  it('are broken at the gap and at what is not a number', () => {
    const reader = fakeHistory({
      layers,
      steps: 100,
      gradient: () => 1,
      loss: (step) => (step === 50 ? Number.NaN : 1),
    });
    const { context, of } = recorder();
    traceSteps(context, reader, 'loss', axis, scale);
    expect(of('moveTo').map(({ args }) => args[0])).toEqual(
      [0, 10, 51].map((step) => stepMiddle(axis, step)),
    );
  });

  it('mark every clipped step and no other', () => {
    const reader = fakeHistory({
      layers,
      steps: 100,
      gradient: () => 1,
      norm: (step) => (step % 20 === 7 ? 3 : 0.5),
      clipAt: 1,
    });
    const { context, of } = recorder();
    expect(traceMarks(context, reader, axis, isClipped, 100, 5)).toBe(5);
    expect(of('rect').map(({ args }) => Number(args[0]) + 0.5)).toEqual(
      [7, 27, 47, 67, 87].map((step) => stepMiddle(axis, step)),
    );
  });
});

describe('the cursor', () => {
  it('stands in the middle of its step’s column, in ink on a casing of paper', () => {
    const { context, of } = recorder();
    drawCursor(context, 120, { axis, top: 10, bottom: 90 }, lightTheme);
    const strokes = of('stroke');
    expect(strokes.map(({ strokeStyle }) => strokeStyle)).toEqual([lightTheme.paper, lightTheme.ink]);
    expect(strokes.map(({ lineWidth }) => lineWidth)).toEqual([4.2, 1.2]);
    for (const { args } of of('moveTo')) expect(args).toEqual([axis.x(120) + axis.narrowPx / 2, 10]);
  });
});
