import { describe, expect, it } from 'vitest';
import { gradientOutput } from '../../src/catalogue/metrics/gradientOutput';
import { makeColourScale, PAINT } from '../../src/charts/colourScale';
import { drawHeatmap, hitHeatmap, type HeatmapData } from '../../src/charts/heatmap';
import { createHeatmapCache, imageColumnOf, type HeatmapCache } from '../../src/charts/heatmapCache';
import { rowViews } from '../../src/charts/rows';
import { makeStepAxis } from '../../src/charts/stepAxis';
import { lightTheme, TABLE_SIZE } from '../../src/charts/theme';
import type { HistoryReader } from '../../src/charts/types';
import { fakeHistory, stackOf } from '../gallery/fakeHistory';
import { canvasMaker, recorder } from '../support/recorder';

const layers = stackOf(8);
const rows = { rows: rowViews(layers), top: 20, height: 10 };
const scale = makeColourScale(gradientOutput, { value: 1, lane: 'A', label: 'layer 8' });
const calm = (): number => 1;

function draw(reader: HistoryReader, more: Partial<HeatmapData> = {}, cache?: HeatmapCache) {
  const canvases = canvasMaker();
  const kept = cache ?? createHeatmapCache(canvases.createCanvas);
  const axis = makeStepAxis({
    left: 50,
    width: 500,
    lastStep: reader.lastStep,
    length: Math.max(200, reader.lastStep + 1),
  });
  const data: HeatmapData = {
    reader,
    scale,
    selectedRow: 2,
    stoppedAt: null,
    fork: null,
    edits: [],
    ...more,
  };
  const geometry = { axis, rows, devicePixelRatio: 1 };
  const screen = recorder();
  drawHeatmap(screen.context, data, geometry, lightTheme, kept);
  return { screen, canvases, cache: kept, data, geometry, axis };
}

const paintAt = (cache: HeatmapCache, step: number, row: number) =>
  cache.pixelPaints[imageColumnOf(cache, step) * rows.rows.length + row];

describe('the map', () => {
  it('paints a spike of one step among 100,000', () => {
    const spike = 61_803;
    const { cache } = draw(
      fakeHistory({ layers, steps: 100_000, gradient: (step) => (step === spike ? 1e6 : 0.9) }),
    );
    expect(cache.imageColumns).toBeLessThan(1000);
    expect(paintAt(cache, spike, 0)).toBe(TABLE_SIZE - 1);
    expect(paintAt(cache, 20_000, 0)).not.toBe(TABLE_SIZE - 1);
  });

  it('lets NaN win over Inf, and Inf over a number, where steps share a pixel', () => {
    const { cache } = draw(
      fakeHistory({
        layers,
        steps: 100_000,
        gradient: (step) =>
          step === 50_000 ? Infinity : step === 50_001 ? Number.NaN : step === 70_000 ? Infinity : 1,
      }),
    );
    expect(paintAt(cache, 50_000, 3)).toBe(PAINT.nan);
    expect(paintAt(cache, 70_000, 3)).toBe(PAINT.infinite);
  });

  it('leaves a cell that is no number clear in the image and draws its pattern on the screen', () => {
    const { cache, screen } = draw(
      fakeHistory({ layers, steps: 3, gradient: (step) => (step === 2 ? Number.NaN : 1) }),
    );
    const alpha = (step: number) => cache.image?.data[step * 4 + 3];
    expect([alpha(0), alpha(1), alpha(2)]).toEqual([255, 255, 0]);
    const grounds = screen
      .of('fillRect')
      .filter(({ fillStyle }) => fillStyle === lightTheme.notFinite.ground);
    expect(grounds).toHaveLength(1);
  });

  it('keeps the pitch of a pattern whatever the width of a step', () => {
    const pitches = [20, 2000].map((steps) => {
      const { screen } = draw(fakeHistory({ layers, steps, gradient: () => Number.NaN }));
      const columns = screen.of('rect').filter(({ args }) => args[2] === 2);
      return Number(columns[1]?.args[0]) - Number(columns[0]?.args[0]);
    });
    expect(pitches).toEqual([6, 6]);
  });

  it('draws the last column of a dead lane 14 px wide at least', () => {
    const { screen, axis } = draw(
      fakeHistory({ layers, steps: 126, gradient: (step) => (step < 125 ? 1 : Number.NaN) }),
      { stoppedAt: 125 },
    );
    const column = screen.of('drawImage').find(({ args }) => args[3] === 1);
    expect(column?.args.slice(5)).toEqual([axis.x(125), 20, 14, 90]);
  });

  it('keeps that column as wide as its step in the wide part', () => {
    const { screen } = draw(fakeHistory({ layers, steps: 3, gradient: calm }), { stoppedAt: 2 });
    const column = screen.of('drawImage').find(({ args }) => args[3] === 1);
    expect(column?.args[7]).toBe(31); // 500 px hold ten steps of 31 px in 62 % of the width
  });

  it('puts new columns only', () => {
    let steps = 25;
    const whole = fakeHistory({ layers, steps: 60, gradient: calm });
    const reader = {
      ...whole,
      get columns() {
        return steps;
      },
      get lastStep() {
        return steps - 1;
      },
    };
    const first = draw(reader);
    steps = 29;
    draw(reader, {}, first.cache);
    const puts = first.canvases.made
      .flatMap((canvas) => canvas.recorder.of('putImageData'))
      .map(({ args }) => [args[3], args[5]]);
    expect(puts).toEqual([
      [0, 25],
      [24, 5],
    ]);
  });

  it('paints a first step that was measured anew', () => {
    const first = draw(fakeHistory({ layers, steps: 1, gradient: () => 1 }));
    let strength = 1e6;
    const reader = { ...fakeHistory({ layers, steps: 1, gradient: () => strength }) };
    draw(reader, {}, first.cache);
    expect(paintAt(first.cache, 0, 3)).toBe(TABLE_SIZE - 1);
    strength = 1;
    draw(reader, {}, first.cache);
    expect(paintAt(first.cache, 0, 3)).toBe(TABLE_SIZE / 2);
  });

  it('paints all again when the scale changes', () => {
    const reader = fakeHistory({ layers, steps: 30, gradient: () => 100 });
    const first = draw(reader);
    const before = paintAt(first.cache, 3, 0);
    draw(reader, { scale: { ...scale, centre: 100 } }, first.cache);
    expect(before).toBeGreaterThan(180);
    expect(paintAt(first.cache, 3, 0)).toBe(TABLE_SIZE / 2);
  });

  it('shows the worst layer of a folded row', () => {
    const many = stackOf(200);
    const folded = { rows: rowViews(many), top: 0, height: 5 };
    const reader = fakeHistory({ layers: many, steps: 2, gradient: (_, layer) => (layer === 6 ? 1e9 : 1) });
    const cache = createHeatmapCache(canvasMaker().createCanvas);
    const axis = makeStepAxis({ left: 0, width: 400, lastStep: 1, length: 100 });
    const data: HeatmapData = {
      reader,
      scale,
      selectedRow: -1,
      stoppedAt: null,
      fork: null,
      edits: [],
    };
    drawHeatmap(recorder().context, data, { axis, rows: folded, devicePixelRatio: 1 }, lightTheme, cache);
    expect(cache.pixelPaints[1]).toBe(TABLE_SIZE - 1);
    expect(cache.pixelPaints[0]).toBe(TABLE_SIZE / 2);
  });

  it('draws the double stroke only through lanes that reach the gap', () => {
    const strokes = (steps: number) =>
      draw(fakeHistory({ layers, steps, gradient: calm })).screen.of('lineTo').length;
    expect(strokes(30)).toBeGreaterThan(strokes(9));
  });

  it('writes input at the top edge and loss at the bottom edge', () => {
    const { screen } = draw(fakeHistory({ layers, steps: 3, gradient: calm }));
    const y = (text: string) => screen.texts.find((written) => written.text === text)?.y ?? Number.NaN;
    expect(y('input')).toBeLessThan(20);
    expect(y('loss')).toBeGreaterThan(110);
  });
});

describe('hitHeatmap', () => {
  const { data, geometry, axis } = draw(fakeHistory({ layers, steps: 150, gradient: calm }), {
    stoppedAt: 149,
  });

  it('finds the cell under a place', () => {
    expect(hitHeatmap({ cssX: axis.x(3) + 1, cssY: 45 }, data, geometry)).toEqual({
      column: 3,
      row: 2,
      layer: 2,
      step: 3,
    });
  });
  it('takes all of a dead lane’s wide column for its last step', () => {
    expect(hitHeatmap({ cssX: axis.x(149) + 13, cssY: 45 }, data, geometry)?.step).toBe(149);
  });
  it('finds nothing beyond the lane’s steps and off the map', () => {
    expect(hitHeatmap({ cssX: axis.x(170), cssY: 45 }, data, geometry)).toBeNull();
    expect(hitHeatmap({ cssX: 20, cssY: 45 }, data, geometry)).toBeNull();
    expect(hitHeatmap({ cssX: 60, cssY: 15 }, data, geometry)).toBeNull();
  });
});
