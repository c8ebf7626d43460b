import { describe, expect, it } from 'vitest';
import { gradientOutput } from '../../src/catalogue/metrics/gradientOutput';
import { drawBackwardSweep, sweepDurationMs } from '../../src/charts/backwardSweep';
import { makeColourScale } from '../../src/charts/colourScale';
import { drawGainBars, gainFigures, gainScale } from '../../src/charts/gainBars';
import { drawHistogram, hitHistogram } from '../../src/charts/histogram';
import { draggedScale, drawLegend, hitLegend } from '../../src/charts/legend';
import { freeBox, spreadApart } from '../../src/charts/placing';
import { confusion } from '../../src/charts/predictionTable';
import { rightGuesses, type PredictionSource } from '../../src/charts/predictionTypes';
import { makeStepAxis } from '../../src/charts/stepAxis';
import { drawText } from '../../src/charts/text';
import { lightTheme } from '../../src/charts/theme';
import { rowViews } from '../../src/charts/rows';
import { stackOf } from '../gallery/fakeHistory';
import { recorder } from '../support/recorder';

describe('the legend', () => {
  const scale = makeColourScale(gradientOutput, { value: 0.162, lane: 'B', label: 'layer 16' });
  const data = {
    scale,
    classes: { infinite: false, nan: true, zero: false },
    words: ['weaker', 'stronger'] as const,
  };
  const geometry = { left: 20, top: 0, width: 160 };

  it('says its ends, its centre and whose centre that is', () => {
    const { context, allText } = recorder();
    drawLegend(context, data, geometry, lightTheme);
    for (const words of ['÷104', '0.162', '×104', 'paper = B, layer 16, step 0', 'NaN, not a number'])
      expect(allText()).toContain(words);
    expect(allText()).not.toContain('Inf');
  });

  it('has a handle at either end', () => {
    expect(hitLegend({ cssX: 22, cssY: 25 }, data, geometry)).toBe('low');
    expect(hitLegend({ cssX: 179, cssY: 25 }, data, geometry)).toBe('high');
    expect(hitLegend({ cssX: 100, cssY: 25 }, data, geometry)).toBeNull();
  });

  it('halves its decades when an end is dragged half way in, and keeps its centre', () => {
    expect(draggedScale(scale, 180, 140, geometry)).toMatchObject({ halfWidth: 2, centre: 0.162 });
    expect(draggedScale(scale, 20, 60, geometry)).toMatchObject({ halfWidth: 2, centre: 0.162 });
  });
});

describe('gain bars', () => {
  const entry = {
    mark: { letter: 'A', index: 0 },
    step: 0,
    total: 1.91 * 0.757,
    factors: [
      { name: 'weights', value: 1.91 },
      { name: 'ReLU', value: 0.757 },
    ],
  };
  it('end where the product of the factors stands', () => {
    const { context, of } = recorder();
    const geometry = { left: 0, top: 0, width: 320 };
    drawGainBars(context, [entry], geometry, lightTheme);
    const scale = gainScale([entry], geometry);
    const ends = of('moveTo').map(({ args }) => Number(args[0]));
    expect(ends).toContain(scale(1.91));
    expect(ends.some((x) => Math.abs(x - scale(entry.total)) < 1e-9)).toBe(true);
  });
  it('start both parallel paths where their sum starts', () => {
    const { context, of } = recorder();
    const geometry = { left: 0, top: 0, width: 320 };
    const factors = [
      { name: 'layer norm', value: 1.5 },
      { name: 'skip and branch', value: 1.2, paths: [0.9, 0.6] as const },
    ];
    const parallel = { ...entry, total: 1.8, factors };
    drawGainBars(context, [parallel], geometry, lightTheme);
    const scale = gainScale([parallel], geometry);
    const ends = of('moveTo').map(({ args }) => Number(args[0]));
    for (const end of [1.5, 1.5 * 0.9, 1.5 * 0.6, 1.8])
      expect(ends.some((x) => Math.abs(x - scale(end)) < 1e-9)).toBe(true);
  });
  it('take a fourth figure where three do not multiply as printed', () => {
    expect(gainFigures(entry)).toBe(3);
    expect(
      gainFigures({
        total: 1.1449 * 1.1449,
        factors: [
          { name: 'a', value: 1.1449 },
          { name: 'b', value: 1.1449 },
        ],
      }),
    ).toBe(4);
  });
});

describe('the histogram', () => {
  const geometry = { left: 0, top: 0, width: 160, height: 100 };
  it('counts Inf and NaN in words', () => {
    const { context, allText } = recorder();
    drawHistogram(
      context,
      { title: 'output', bins: { min: -1, max: 1, counts: [10, 5], infinite: 81, nan: 4 }, colour: '#000' },
      geometry,
      lightTheme,
    );
    expect(allText()).toContain('81 of 100 are Inf');
    expect(allText()).toContain('4 of 100 are NaN');
  });
  it('names the bin under a place', () => {
    const data = {
      title: '',
      bins: { min: 0, max: 4, counts: [1, 2, 3, 4], infinite: 0, nan: 0 },
      colour: '#000',
    };
    expect(hitHistogram({ cssX: 90, cssY: 50 }, data, geometry)).toEqual({ from: 2, to: 3, count: 3 });
  });
});

describe('the backward sweep', () => {
  const rows = { rows: rowViews(stackOf(9)), top: 10, height: 10 };
  const axis = makeStepAxis({ left: 0, width: 500, lastStep: 3, length: 100 });
  it('covers the rows that the gradient has not reached', () => {
    const { context, of } = recorder();
    drawBackwardSweep(context, { step: 3, progress: 0.5, reducedMotion: false }, { axis, rows }, lightTheme);
    expect(of('fillRect')[0]).toMatchObject({
      args: [axis.x(3), 10, axis.widePx + 2, 50],
      fillStyle: lightTheme.paper,
    });
  });
  it('hides nothing under reduced motion', () => {
    const { context, of } = recorder();
    drawBackwardSweep(context, { step: 3, progress: 0, reducedMotion: true }, { axis, rows }, lightTheme);
    expect(of('fillRect')).toEqual([]);
    expect(of('stroke').length).toBeGreaterThan(0);
  });
  it('takes 16 ms a row, 400 ms at least', () => expect([10, 50].map(sweepDurationMs)).toEqual([400, 800]));
});

describe('words on the canvas', () => {
  it('raise exponents as figures that the font has', () => {
    const { context, texts } = recorder();
    drawText(context, '3.4 × 10⁻³⁸', 0, 50, {}, lightTheme);
    expect(texts.map(({ text }) => text)).toEqual(['3.4 × 10', '−38']);
    expect(texts[1]?.y).toBeLessThan(50);
  });
  it('stay within their bounds', () => {
    const { context } = recorder();
    const [left] = drawText(context, 'step 194', 200, 10, { align: 'center', within: [0, 210] }, lightTheme);
    expect(left).toBeLessThan(180);
  });
});

describe('placing', () => {
  it('moves labels apart and keeps their order', () => {
    expect(spreadApart([50, 50, 10], [16, 16, 16], 0, 100)).toEqual([50, 66, 10]);
    expect(spreadApart([99, 98], [16, 16], 0, 100)).toEqual([92, 76]);
  });
  it('finds no box where there is none', () => {
    const area = { left: 0, top: 0, right: 100, bottom: 40 };
    expect(freeBox([area], area, 20, 10, 0)).toBeNull();
    expect(freeBox([{ ...area, left: 50 }], area, 40, 10, 0)).toMatchObject({ left: 0, top: 0 });
  });
});

describe('predictions', () => {
  const source: PredictionSource = {
    outputs: 2,
    task: 'classes',
    train: { x: [], y: [], count: 0 },
    heldOut: { x: [], y: [1, 0, 0, 1, 0, 1], count: 3 },
    classNames: ['a', 'b'],
    picture: { kind: 'table' },
  };
  const snapshot = {
    step: 3,
    heldOut: { loss: 1, accuracy: 0.5 },
    outputs: [1, 0, 1, 0, Number.NaN, 0],
    gridSize: 0,
    guesses: [0, 0, 0],
  };
  it('count a row without numbers as no guess', () => {
    expect(rightGuesses(source, snapshot)).toBe(1);
    expect(confusion(source, snapshot)).toEqual({ counts: Uint32Array.from([1, 0, 1, 0]), without: 1 });
  });
});
