/** Cases of the map. */
import { gradientOutput } from '../catalogue/metrics/gradientOutput';
import { saturated } from '../catalogue/metrics/saturated';
import {
  explodingLane,
  fakeHistory,
  groupStack,
  healthyLane,
  recurrentStack,
  stackOf,
  throughTime,
  wave,
} from '../../tests/gallery/fakeHistory';
import type { GalleryCase, GalleryGroup } from '../../tests/gallery/case';
import { drawBackwardSweep } from './backwardSweep';
import { makeColourScale } from './colourScale';
import { drawCursor } from './cursor';
import { drawHeatmap, type HeatmapData } from './heatmap';
import { createHeatmapCache } from './heatmapCache';
import { rowHeight, rowsBottom, rowViews } from './rows';
import { makeStepAxis } from './stepAxis';
import type { HistoryReader } from './types';

const SCALE = makeColourScale(gradientOutput, { value: 0.162, lane: 'B', label: 'layer 16' });
const REST = { scale: SCALE, selectedRow: 4, stoppedAt: null, fork: null, edits: [] } as const;

/** A map on its own, with its gutter, the axis made for the lane. */
function mapCase(
  name: string,
  reader: HistoryReader,
  more: Partial<HeatmapData> & {
    cursor?: number;
    width?: number;
    folds?: ReadonlyMap<string, boolean>;
    sweep?: boolean | 'still';
    length?: number;
  } = {},
): GalleryCase {
  const { cursor, width = 660, folds, sweep, length = 200, ...data } = more;
  const rows = rowViews(reader.layers, folds ? { folds } : {});
  const height = rowHeight(rows.length, 216);
  return {
    name,
    width,
    height: rows.length * height + 56,
    draw(context, theme, surface) {
      const isPhone = surface.width < 480;
      const left = isPhone ? 44 : 56;
      const axis = makeStepAxis({
        left,
        width: surface.width - left - 16,
        lastStep: reader.lastStep,
        length: Math.max(length, reader.lastStep + 1),
        ...(isPhone ? { wideSteps: 7, widePx: 21 } : {}),
      });
      const geometry = { axis, rows: { rows, top: 28, height }, devicePixelRatio: surface.devicePixelRatio };
      const fork = data.fork ? { ...data.fork, dotY: 8 } : null;
      drawHeatmap(
        context,
        { ...REST, reader, ...data, fork },
        geometry,
        theme,
        createHeatmapCache(surface.createCanvas),
      );
      if (sweep)
        drawBackwardSweep(
          context,
          { step: reader.lastStep, progress: 0.45, reducedMotion: sweep === 'still' },
          geometry,
          theme,
        );
      if (cursor !== undefined)
        drawCursor(context, cursor, { axis, top: 28, bottom: rowsBottom(geometry.rows) }, theme);
    },
  };
}

const dense = stackOf(24);
const decay = (step: number, layer: number): number => 0.162 * 10 ** ((wave(step) + wave(step, layer)) * 0.8);
/** 1,000 steps of it over and over: 100,000 anew would take longer than to draw them. */
const period = Float64Array.from({ length: 1000 * 25 }, (_, at) => 0.4 * decay(Math.floor(at / 25), at % 25));
const spike = (step: number, layer: number): number =>
  step === 61803 ? 1e3 : (period[(step % 1000) * 25 + layer] ?? 1);

export const heatmapGallery: GalleryGroup = {
  name: 'heatmap',
  cases: [
    mapCase('healthy, cursor at the end', healthyLane(), { cursor: 194 }),
    mapCase('dead at step 2', explodingLane(), { stoppedAt: 2 }),
    mapCase('empty', fakeHistory({ layers: dense, steps: 0, gradient: decay })),
    mapCase('one step', fakeHistory({ layers: dense, steps: 1, gradient: decay })),
    mapCase('one layer', fakeHistory({ layers: stackOf(1), steps: 120, gradient: decay }), {
      selectedRow: 0,
    }),
    mapCase(
      '100,000 steps, a spike of one step',
      fakeHistory({ layers: dense, steps: 100_000, gradient: spike }),
    ),
    mapCase('all NaN', fakeHistory({ layers: dense, steps: 60, gradient: () => Number.NaN })),
    mapCase(
      'Inf after finite, stopped at step 125',
      fakeHistory({
        layers: dense,
        steps: 126,
        gradient: (step, layer) => (step < 125 ? decay(step, layer) : layer > 16 ? Infinity : Number.NaN),
      }),
      { stoppedAt: 125, selectedRow: 13, cursor: 60 },
    ),
    mapCase(
      'exact zeros',
      fakeHistory({
        layers: dense,
        steps: 150,
        gradient: (step, layer) => (layer < 8 && step > 4 ? 0 : decay(step, layer)),
      }),
    ),
    mapCase(
      'a fork at step 100 with two edits',
      fakeHistory({ layers: dense, steps: 280, gradient: decay }),
      { fork: { step: 100, dotY: 0 }, edits: [130, 220] },
    ),
    mapCase('200 layers, folded', fakeHistory({ layers: stackOf(200), steps: 180, gradient: decay }), {
      selectedRow: 20,
    }),
    mapCase(
      '40 residual blocks, folded',
      fakeHistory({ layers: stackOf(0, 40), steps: 180, gradient: decay }),
    ),
    mapCase('30 time steps under a dense layer, growing back in time', throughTime(recurrentStack(1, 30)), {
      selectedRow: 8,
      cursor: 60,
    }),
    mapCase('the same, the recurrent block folded', throughTime(recurrentStack(1, 30)), {
      folds: new Map([['rnn', true]]),
      selectedRow: 1,
    }),
    mapCase('100 time steps, by runs', throughTime(recurrentStack(1, 100), 1.05), { selectedRow: 20 }),
    mapCase(
      'a group of three layers with norms, 40 times, folded',
      fakeHistory({ layers: groupStack(3, 40), steps: 180, gradient: decay }),
    ),
    mapCase(
      'a group of dense and norm, 12 times: a row for each part',
      fakeHistory({ layers: groupStack(1, 12), steps: 120, gradient: decay }),
    ),
    mapCase('a share', fakeHistory({ layers: dense, steps: 120, gradient: decay }), {
      scale: makeColourScale(saturated, null),
    }),
    mapCase('the sweep', fakeHistory({ layers: dense, steps: 4, gradient: decay }), { sweep: true }),
    mapCase('the sweep, standing still', fakeHistory({ layers: dense, steps: 4, gradient: decay }), {
      sweep: 'still',
    }),
    mapCase('360 px', healthyLane(), { cursor: 194, width: 360 }),
    mapCase(
      'at the right edge: the last of 195 steps kills it',
      fakeHistory({
        layers: dense,
        steps: 195,
        gradient: (step, layer) => (step < 194 ? decay(step, layer) : Number.NaN),
      }),
      { stoppedAt: 194, cursor: 194, length: 195, width: 420 },
    ),
  ],
};
