/** The three pictures of a figure, drawn by the lab's charts from the stores as they stand. */
import { lossData } from '../../app/lab/foot/lossData';
import { MAP_RIGHT, WIDE } from '../../app/lab/geometry';
import { laneTheory, THEORY, theoryKey, theoryOf } from '../../app/lab/lane/laneTheory';
import type { Live, LiveLane } from '../../app/lab/live';
import { drawCursor } from '../../charts/cursor';
import { drawHeatmap, stopColumn } from '../../charts/heatmap';
import type { HeatmapCache } from '../../charts/heatmapCache';
import { drawLossChart, LOSS_MARGINS } from '../../charts/lossChart';
import { drawProfile } from '../../charts/profile';
import { rowsBottom } from '../../charts/rows';
import type { RowGeometry, StepAxis, Theme } from '../../charts/types';
import { plainText } from '../../app/words/segments';
import { wholeText } from '../../app/words/verdict';
import { laneGrowth } from '../../history/growth';
import type { FigureSizes } from './layout';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Both kinds draw alike; charts name the one of a page. */
const asOnPage = (context: Context): CanvasRenderingContext2D => context as CanvasRenderingContext2D;

export const axisAt = (live: Live, { layout, map }: FigureSizes): StepAxis =>
  live.axis(map, MAP_RIGHT[layout], ...WIDE[layout]);

export function drawMap(
  context: Context,
  { live, lane, rows, axis }: { live: Live; lane: LiveLane; rows: RowGeometry; axis: StepAxis },
  devicePixelRatio: number,
  theme: Theme,
  cache: HeatmapCache,
): void {
  const { run, spec } = lane;
  const data = {
    reader: run.record,
    scale: live.scale,
    selectedRow: -1,
    stoppedAt: run.stoppedAt,
    fork: null,
    edits: spec.edits.map(({ step }) => step),
  };
  drawHeatmap(asOnPage(context), data, { axis, rows, devicePixelRatio }, theme, cache);
  const stop = stopColumn(data, axis);
  if (live.cursorStep < 0 || (stop && live.cursorStep > stop.step)) return;
  const [top, bottom] = [rows.top - 6, rowsBottom(rows) + 6];
  drawCursor(asOnPage(context), live.cursorStep, { axis, top, bottom }, theme);
}

export function drawLaneProfile(
  context: Context,
  live: Live,
  lane: LiveLane,
  rows: RowGeometry,
  width: number,
  isLast: boolean,
  theme: Theme,
): void {
  const { record, layers } = lane.run;
  const { metric } = live.scale;
  const column = Math.max(0, record.columnOfStep(live.cursorStep));
  if (record.columns === 0) return;
  const whole = wholeText(laneGrowth(record.row(column)));
  const theory = live.run.data && laneTheory(layers, live.run.data);
  const isNarrow = width < 100;
  drawProfile(
    asOnPage(context),
    {
      metric,
      mark: { letter: lane.letter, index: lane.index },
      reader: record,
      cursorStep: record.stepOfColumn(column),
      selectedRow: -1,
      domain: live.profileDomain,
      reference: live.scale.centre,
      theory: theory && theoryOf(theory, record, rows, metric),
      theoryKey: theory && THEORY[metric.id] ? theoryKey(theory) : undefined,
      others: [],
      label: whole && metric.id.startsWith('gradientOutput') ? plainText(whole) : '',
    },
    {
      rows,
      left: 12,
      width: Math.max(30, width - (isNarrow ? 34 : 26)),
      within: [0, width],
      axisTitle: isLast ? (isNarrow ? '' : metric.label) : null,
    },
    theme,
  );
}

export function drawLoss(
  context: Context,
  live: Live,
  axis: StepAxis,
  width: number,
  height: number,
  theme: Theme,
): void {
  const { top, bottom } = LOSS_MARGINS;
  const geometry = { axis, top, height: height - top - bottom, left: 0, right: width };
  drawLossChart(asOnPage(context), lossData(live), geometry, theme);
}
