/** All charts of the opening screen together, to be held beside the design's pictures: the rows and steps must align. */
import { gradientOutput } from '../../src/catalogue/metrics/gradientOutput';
import { makeColourScale } from '../../src/charts/colourScale';
import { drawCursor } from '../../src/charts/cursor';
import { drawDirections } from '../../src/charts/directions';
import { drawHeatmap } from '../../src/charts/heatmap';
import { createHeatmapCache } from '../../src/charts/heatmapCache';
import { drawLegend } from '../../src/charts/legend';
import { drawLossChart } from '../../src/charts/lossChart';
import { drawProfile } from '../../src/charts/profile';
import { rowsBottom, rowViews } from '../../src/charts/rows';
import { makeStepAxis } from '../../src/charts/stepAxis';
import type { GalleryGroup } from './case';
import { explodingLane, healthyLane } from './fakeHistory';

const lanes = [
  { mark: { letter: 'A', index: 0 }, reader: explodingLane(), stoppedAt: 2, label: '×274' },
  { mark: { letter: 'B', index: 1 }, reader: healthyLane(), stoppedAt: null, label: '×5.05' },
];
const scale = makeColourScale(gradientOutput, { value: 0.162, lane: 'B', label: 'layer 16' });
const theory = [1, 2].map((lane) =>
  Array.from({ length: 25 }, (_, layer) => 0.2 * (lane === 1 ? 320 : 1.8) ** ((24 - layer) / 24)),
);

interface Places {
  readonly mapLeft: number;
  readonly mapWidth: number;
  readonly profileLeft: number;
  readonly profileWidth: number;
  readonly tops: readonly number[];
  readonly row: number;
  readonly lossTop: number;
  readonly lossHeight: number;
  readonly isPhone: boolean;
}

function draw(
  context: CanvasRenderingContext2D,
  theme: Parameters<typeof drawHeatmap>[3],
  surface: Parameters<GalleryGroup['cases'][number]['draw']>[2],
  places: Places,
): void {
  const axis = makeStepAxis({
    left: places.mapLeft,
    width: places.mapWidth,
    lastStep: 194,
    length: 195,
    ...(places.isPhone ? { wideSteps: 7, widePx: 21 } : {}),
  });
  for (const [index, lane] of lanes.entries()) {
    const rows = { rows: rowViews(lane.reader.layers), top: places.tops[index] ?? 0, height: places.row };
    const data = {
      reader: lane.reader,
      scale,
      version: 0,
      selectedRow: 4,
      stoppedAt: lane.stoppedAt,
      fork: null,
      edits: [],
    };
    drawHeatmap(
      context,
      data,
      { axis, rows, devicePixelRatio: surface.devicePixelRatio },
      theme,
      createHeatmapCache(surface.createCanvas),
    );
    drawCursor(context, 194, { axis, top: rows.top - 8, bottom: rowsBottom(rows) + 8 }, theme);
    const side = places.isPhone ? axis.left + axis.width : axis.left + axis.width + 15;
    drawDirections(context, { rows, cssX: side, isUpright: !places.isPhone }, theme);
    drawProfile(
      context,
      {
        metric: gradientOutput,
        mark: lane.mark,
        reader: lane.reader,
        cursorStep: 194,
        selectedRow: 4,
        domain: [1e-2, 1e4],
        reference: scale.centre,
        theory: theory[index] ?? null,
        others: [],
        label: lane.label,
      },
      {
        rows,
        left: places.profileLeft,
        width: places.profileWidth,
        within: places.isPhone ? [304, surface.width] : [664, surface.width],
        axisTitle: index === 1 ? (places.isPhone ? '' : 'size of the gradient, layer by layer') : null,
      },
      theme,
    );
  }
  drawLossChart(
    context,
    {
      lanes: lanes.map((lane) => ({ ...lane, heldOut: [] })),
      cursorStep: 194,
      blind: 2.302585,
      domain: [1e-2, 1e3],
      edits: [],
      showClips: false,
    },
    { axis, top: places.lossTop, height: places.lossHeight, left: 2, right: surface.width - 2 },
    theme,
  );
  if (!places.isPhone) {
    drawLegend(
      context,
      { scale, classes: { infinite: false, nan: true, zero: false }, words: ['weaker', 'stronger'] },
      { left: places.profileLeft + 40, top: places.lossTop + 24, width: 142 },
      theme,
    );
  }
}

const NOT_ALONE = 'Each of its charts shows it.';

export const labGallery: GalleryGroup = {
  name: 'lab',
  without: {
    empty: NOT_ALONE,
    'one step': NOT_ALONE,
    'one layer': NOT_ALONE,
    '100,000 steps': NOT_ALONE,
    'all NaN': NOT_ALONE,
    'Inf after finite': NOT_ALONE,
    'exact zeros': NOT_ALONE,
    'at the right edge': NOT_ALONE,
  },
  cases: [
    {
      name: 'the opening screen',
      width: 900,
      height: 720,
      draw: (context, theme, surface) =>
        draw(context, theme, surface, {
          mapLeft: 62,
          mapWidth: 576,
          profileLeft: 690,
          profileWidth: 184,
          tops: [30, 306],
          row: 8,
          lossTop: 560,
          lossHeight: 100,
          isPhone: false,
        }),
    },
    {
      name: '360 px, nearly: the phone',
      width: 390,
      height: 560,
      draw: (context, theme, surface) =>
        draw(context, theme, surface, {
          mapLeft: 42,
          mapWidth: 260,
          profileLeft: 316,
          profileWidth: 58,
          tops: [34, 220],
          row: 5,
          lossTop: 434,
          lossHeight: 60,
          isPhone: true,
        }),
    },
  ],
};
