/** The map of a lane: a row a layer, a column a step. Drag it to go back in time; press a row to select it. */
import { useCallback, useMemo, useRef } from 'react';
import { drawBackwardSweep } from '../../../charts/backwardSweep';
import { drawCursor } from '../../../charts/cursor';
import { drawDirections } from '../../../charts/directions';
import { drawHeatmap, stopColumn } from '../../../charts/heatmap';
import { createHeatmapCache } from '../../../charts/heatmapCache';
import { drawStepLabels } from '../../../charts/stepFrame';
import { rowAt, rowOfLayer, rowsBottom } from '../../../charts/rows';
import type { Layer } from '../../../catalogue/types';
import type { CssPoint, HistoryReader, RowGeometry } from '../../../charts/types';
import type { LaneSpec } from '../../../spec/types';
import { placeWords } from '../explore';
import { useHouse } from '../house';
import { MAP_RIGHT, WIDE } from '../geometry';
import { Chart, type ChartFrame } from '../parts/Chart';
import { useCursorDrag } from '../useCursorDrag';
import type { Layout } from '../useLayout';
import { laneWords } from './laneWords';
import { noSweep, sweepAt } from './sweep';

const NOTHING: HistoryReader = {
  layers: [],
  columns: 0,
  lastStep: -1,
  stepOfColumn: () => 0,
  columnOfStep: () => -1,
  row() {
    throw new Error('A lane that is not built has no row.');
  },
  step: () => Number.NaN,
};

export function LaneMap(props: {
  readonly lane: LaneSpec;
  readonly letter: string;
  readonly layers: readonly Layer[];
  readonly geometry: RowGeometry;
  readonly layout: Layout;
}) {
  const { lane, letter, layers, geometry, layout } = props;
  const { live, view } = useHouse();
  const cache = useMemo(() => createHeatmapCache((width, height) => new OffscreenCanvas(width, height)), []);
  const sweepState = useMemo(() => noSweep(), []);
  const width = useRef(600);
  const [wideSteps, widePx] = WIDE[layout];

  const axisNow = useCallback(
    () => live().axis(width.current, MAP_RIGHT[layout], wideSteps, widePx),
    [live, layout, wideSteps, widePx],
  );

  const draw = useCallback(
    (context: CanvasRenderingContext2D, frame: ChartFrame) => {
      width.current = frame.width;
      const now = live();
      const axis = axisNow();
      const run = now.run.lanes[lane.id];
      // Before the engine has built the lane its axes stand there, over the rows that it will have.
      const isBuilt = run !== undefined && run.layers.length > 0;
      const selectedRow = rowOfLayer(geometry.rows, now.view.selectedLayer);
      const data = {
        reader: isBuilt ? run.record : { ...NOTHING, layers },
        scale: now.scale,
        selectedRow: isBuilt ? selectedRow : -1,
        stoppedAt: run?.stoppedAt ?? null,
        fork: null,
        edits: lane.edits.map(({ step }) => step),
      };
      drawHeatmap(context, data, { axis, rows: geometry, devicePixelRatio: frame.ratio }, frame.theme, cache);
      const sweep = run
        ? sweepAt(sweepState, run.record.lastStep, geometry.rows.length, frame.nowMs, frame.reducedMotion)
        : null;
      if (sweep) drawBackwardSweep(context, sweep, { axis, rows: geometry }, frame.theme);
      const bottom = rowsBottom(geometry);
      const stop = stopColumn(data, axis);
      // On a dead lane's paper stands its autopsy: the cursor passes behind it.
      const isBehind = stop !== null && now.cursorStep > stop.step;
      const spans = isBehind
        ? [
            [geometry.top - 6, geometry.top],
            [bottom, bottom + 6],
          ]
        : [[geometry.top - 6, bottom + 6]];
      for (const [top = 0, end = 0] of now.cursorStep < 0 ? [] : spans) {
        drawCursor(context, now.cursorStep, { axis, top, bottom: end }, frame.theme);
      }
      // A dead lane says its own steps: the labels at the foot are a lane away.
      if (stop && stop.step < axis.wideSteps)
        drawStepLabels(
          context,
          { ...axis, ticks: () => axis.ticks().filter((step) => step <= stop.step) },
          bottom + 14,
          frame.theme,
        );
      const isUpright = layout === 'wide' || layout === 'medium';
      const cssX = isUpright ? axis.left + axis.width + 14 : axis.left + axis.width;
      drawDirections(context, { rows: geometry, cssX, isUpright }, frame.theme);
      return sweep !== null;
    },
    [live, axisNow, lane, layers, geometry, layout, cache, sweepState],
  );

  const stepAt = useCallback(
    (point: CssPoint) => (live().cursorStep < 0 ? null : axisNow().stepAt(point.cssX)),
    [live, axisNow],
  );
  const press = useCallback(
    (point: CssPoint) => {
      const row = geometry.rows[rowAt(geometry, point.cssY)];
      if (row) view.getState().select(lane.id, row.layer);
    },
    [geometry, view, lane.id],
  );
  const drag = useCursorDrag(stepAt, press);

  return (
    <Chart
      name={`Map of ${letter}`}
      describe={(now) => laneWords(now, lane.id, letter)}
      draw={draw}
      explore={{
        keys: 'Arrow keys: left and right a step, up and down a row.',
        say: (now) => placeWords(now, lane.id),
        onFocus: () => view.getState().selectLane(lane.id),
      }}
      pointer={drag}
    />
  );
}
