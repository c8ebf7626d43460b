import { describe, expect, it } from 'vitest';
import { gradientOutput } from '../../src/catalogue/metrics/gradientOutput';
import { makeColourScale } from '../../src/charts/colourScale';
import { drawHeatmap } from '../../src/charts/heatmap';
import { createHeatmapCache } from '../../src/charts/heatmapCache';
import { drawProfile } from '../../src/charts/profile';
import {
  labelledRows,
  rowAt,
  rowHeight,
  rowMiddle,
  rowOfLayer,
  rowTop,
  rowViews,
} from '../../src/charts/rows';
import { makeStepAxis } from '../../src/charts/stepAxis';
import { lightTheme } from '../../src/charts/theme';
import { fakeHistory, groupStack, recurrentStack, stackOf } from '../gallery/fakeHistory';
import { profileValues } from '../../src/charts/profileValues';
import { canvasMaker, recorder } from '../support/recorder';

describe('rowViews', () => {
  it('gives every layer a row while they fit, and numbers the trunk only', () => {
    const rows = rowViews(stackOf(12, 4));
    expect(rows).toHaveLength(25);
    expect(rows.map(({ label }) => label).slice(10)).toEqual([
      '11',
      '12',
      '',
      '',
      '13',
      '',
      '',
      '14',
      '',
      '',
      '15',
      '',
      '',
      '16',
      'out',
    ]);
  });

  it('folds repetitions beyond 60 rows, and the output never', () => {
    const rows = rowViews(stackOf(0, 40));
    expect(rows).toHaveLength(41);
    expect(rows[0]).toEqual({
      firstLayer: 0,
      lastLayer: 2,
      layers: [0, 1, 2],
      layer: 2,
      place: 'trunk',
      label: '1',
    });
    expect(rows.at(-1)?.label).toBe('out');
  });

  it('folds runs of repetitions where one each are still too many', () => {
    const rows = rowViews(stackOf(200));
    expect(rows.length).toBeLessThanOrEqual(60);
    expect(rows[1]?.label).toBe('5–8');
  });

  it('covers every layer exactly once', () => {
    for (const layers of [stackOf(1), stackOf(61), stackOf(130, 30), stackOf(500)]) {
      const covered = rowViews(layers).flatMap(({ firstLayer, lastLayer }) =>
        Array.from({ length: lastLayer - firstLayer + 1 }, (_, at) => firstLayer + at),
      );
      expect(covered).toEqual(layers.map((_, layer) => layer));
    }
  });

  it('unfolds the blocks it is told to', () => {
    const layers = stackOf(40, 20);
    expect(rowViews(layers).filter(({ label }) => label === '')).toHaveLength(0);
    const folds = new Map([['b2', false]]);
    expect(rowViews(layers, { folds }).filter(({ label }) => label === '')).toHaveLength(40);
  });

  it('folds the blocks it is told to, to one row each', () => {
    const rows = rowViews(stackOf(4, 3), { folds: new Map([['b2', true]]) });
    expect(rows.map(({ label }) => label)).toEqual(['1', '2', '3', '4', '5–7', 'out']);
    expect(rows[4]?.layers).toHaveLength(9);
  });
});

describe('rows of a recurrent block', () => {
  const layers = recurrentStack(2, 30);

  it('are its time steps, the first on top; rows inside are not drawn but belong to their step', () => {
    const rows = rowViews(layers);
    expect(rows.map(({ label }) => label)).toEqual([
      '1',
      '2',
      ...Array.from({ length: 30 }, (_, at) => `t${at + 1}`),
      'out',
    ]);
    for (const { layers: drawn } of rows)
      for (const layer of drawn) expect(layers[layer]?.place).not.toBe('inner');
    for (const [layer, { place, time }] of layers.entries()) {
      if (place === 'inner' && time) expect(rows[rowOfLayer(rows, layer)]?.label).toBe(`t${time.step}`);
    }
    // The projection stands with the first step, the sequence handed on with the last.
    expect(rows[rowOfLayer(rows, 2)]?.label).toBe('t1');
    expect(rows[rowOfLayer(rows, layers.length - 2)]?.label).toBe('t30');
  });

  it('cover every layer, inner ones too', () => {
    const covered = rowViews(layers).flatMap(({ firstLayer, lastLayer }) =>
      Array.from({ length: lastLayer - firstLayer + 1 }, (_, at) => firstLayer + at),
    );
    expect(covered).toEqual(layers.map((_, layer) => layer));
  });

  it('leave inner rows out of what a folded row shows', () => {
    const [, , folded] = rowViews(layers, { folds: new Map([['rnn', true]]) });
    expect(folded?.label).toBe('t1–30');
    const worst = (layer: number) => (layers[layer]?.place === 'inner' ? Infinity : 0.3);
    const reader = fakeHistory({ layers, steps: 1, gradient: (_, layer) => worst(layer) });
    const values = profileValues(gradientOutput, reader.row(0), folded ? [folded] : []);
    expect([...values]).toEqual([0.3]);
  });

  it('fold by runs of steps where there are too many', () => {
    const rows = rowViews(recurrentStack(1, 100));
    expect(rows.length).toBeLessThanOrEqual(60);
    expect(rows.slice(1, 3).map(({ label }) => label)).toEqual(['t1–2', 't3–4']);
  });
});

it('folds a group by whole repetitions', () => {
  const layers = groupStack(3, 40); // three layers of two rows each, 40 times
  const rows = rowViews(layers);
  expect(rows.length).toBeLessThanOrEqual(60);
  expect(rows[0]?.label).toBe('1–3');
  expect(rows[1]?.layers).toHaveLength(6);
});

it.each([
  [25, 200, 8],
  [100, 200, 5],
  [4, 200, 18],
])('%s rows in %s px are %s px high', (rows, budget, height) => {
  expect(rowHeight(rows, budget)).toBe(height);
});

describe('labels of rows', () => {
  const labels = (selected: number, height = 8) => {
    const rows = rowViews(stackOf(24));
    return labelledRows({ rows, top: 0, height }, selected).map((row) => rows[row]?.label);
  };
  it('are the first, the last and every 6th', () => expect(labels(-1)).toEqual(['1', '6', '12', '18', '24']));
  it('leave out a 6th within two rows of the selected one', () =>
    expect(labels(4)).toEqual(['1', '5', '12', '18', '24']));
  it('never touch each other', () => expect(labels(1, 5)).toEqual(['2', '6', '12', '18', '24']));
  it('name the output when it is selected', () => expect(labels(24, 18).at(-1)).toBe('out'));
});

it('finds the row at a height, and none outside', () => {
  const geometry = { rows: rowViews(stackOf(3)), top: 30, height: 8 };
  expect(rowAt(geometry, 30)).toBe(0);
  expect(rowAt(geometry, 37.9)).toBe(0);
  expect(rowAt(geometry, 38)).toBe(1);
  expect(rowAt(geometry, 29.9)).toBe(-1);
  expect(rowAt(geometry, 62)).toBe(-1);
});

it('puts the selected row at the same height in map and profile', () => {
  const layers = stackOf(12, 4);
  const reader = fakeHistory({ layers, steps: 5, gradient: () => 0.3 });
  const rows = { rows: rowViews(layers), top: 33, height: 8 };
  const selectedRow = rowOfLayer(rows.rows, 14);
  const map = recorder();
  const axis = makeStepAxis({ left: 40, width: 400, lastStep: 4, length: 100 });
  const scale = makeColourScale(gradientOutput, null);
  drawHeatmap(
    map.context,
    { reader, scale, selectedRow, stoppedAt: null, fork: null, edits: [] },
    { axis, rows, devicePixelRatio: 1 },
    lightTheme,
    createHeatmapCache(canvasMaker().createCanvas),
  );
  // The frame begins at the map's left edge, above and below its row; at its end it is open.
  const corners = map.of('lineTo').flatMap(({ args: [x, y] }) => (x === axis.left - 0.5 ? [y] : []));
  expect(corners).toEqual(expect.arrayContaining([rowTop(rows, selectedRow), rowTop(rows, selectedRow) + 8]));

  const profile = recorder();
  const mark = { letter: 'A', index: 0 };
  drawProfile(
    profile.context,
    {
      metric: gradientOutput,
      mark,
      reader,
      cursorStep: 4,
      selectedRow,
      domain: [1e-2, 1e2],
      reference: 1,
      theory: null,
      others: [],
      label: '',
    },
    { rows, left: 500, width: 150, axisTitle: null },
    lightTheme,
  );
  const ring = profile.of('arc').find(({ args }) => args[2] === 4);
  expect(ring?.args[1]).toBe(rowMiddle(rows, selectedRow));
});
