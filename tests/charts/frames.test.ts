/** What stands round maps and curves: directions, row labels, and the norm of a lane that died. */
import { describe, expect, it } from 'vitest';
import { drawDirections } from '../../src/charts/directions';
import { drawRowLabels } from '../../src/charts/mapFrame';
import { drawNormChart } from '../../src/charts/normChart';
import { rowViews } from '../../src/charts/rows';
import { makeStepAxis, stepMiddle } from '../../src/charts/stepAxis';
import { lightTheme } from '../../src/charts/theme';
import { explodingLane, stackOf } from '../gallery/fakeHistory';
import { recorder } from '../support/recorder';

describe('the directions', () => {
  const draw = (height: number) => {
    const screen = recorder();
    const rows = { rows: rowViews(stackOf(9)), top: 30, height };
    drawDirections(screen.context, { rows, cssX: 300, isUpright: true }, lightTheme);
    return screen;
  };
  /** Heights of an arrow's head: its tip, then its two corners. */
  const heads = (screen: ReturnType<typeof draw>) => {
    const calls = screen.calls.filter(({ name }) => ['moveTo', 'lineTo', 'closePath'].includes(name));
    return calls.flatMap(({ name }, index) =>
      name === 'closePath' ? [calls.slice(index - 3, index).map(({ args }) => Number(args[1]))] : [],
    );
  };
  it.each([
    [14, true],
    [30, true],
    [5, false],
  ])('have an arrow each, forward down and backward up, beside rows of %s px', (height, isTurned) => {
    const screen = draw(height);
    expect(screen.texts.map((word) => [word.text, word.isTurned])).toEqual([
      ['forward', isTurned],
      ['backward', isTurned],
    ]);
    const [[downTip = 0, downCorner = 0] = [], [upTip = 0, upCorner = 0] = []] = heads(screen);
    expect(downTip).toBeGreaterThan(downCorner);
    expect(upTip).toBeLessThan(upCorner);
    expect(downTip).toBeLessThan(upTip);
  });
});

it('the norm of a dead lane is drawn at the steps that it had, and told, with the cursor’s handle', () => {
  const { context, of, allText } = recorder();
  const axis = makeStepAxis({ left: 60, width: 500, lastStep: 9, length: 100 });
  drawNormChart(
    context,
    {
      mark: { letter: 'A', index: 0 },
      reader: explodingLane(),
      threshold: null,
      cursorStep: 9,
      domain: [1e2, 1e26],
    },
    { axis, top: 22, height: 90, left: 0, right: 600 },
    lightTheme,
  );
  expect(allText()).toContain('A 1,200 at step 0, 6.0 × 1024 at step 1, then NaN');
  expect(allText()).toContain('step 9');
  expect(of('lineTo').map(({ args }) => Number(args[0]))).toContain(stepMiddle(axis, 1));
});

it('row labels name a run of layers by its last where both ends do not fit', () => {
  const { context, texts } = recorder();
  const rows = { rows: rowViews(stackOf(120)), top: 20, height: 5 };
  drawRowLabels(context, 44, rows, 50, lightTheme);
  expect(texts.map(({ text }) => text)).toContain('120');
  for (const { x } of texts) expect(x).toBeGreaterThanOrEqual(0);
});
