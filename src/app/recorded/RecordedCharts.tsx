/** The charts of a recorded run, on its own steps. */
import { useCallback, useMemo, useRef } from 'react';
import { drawCursor } from '../../charts/cursor';
import { drawHeatmap } from '../../charts/heatmap';
import { createHeatmapCache } from '../../charts/heatmapCache';
import { drawLossChart, LOSS_MARGINS } from '../../charts/lossChart';
import { drawProfile } from '../../charts/profile';
import { profileValues, stableDomain } from '../../charts/profileValues';
import { rowAt, rowsBottom } from '../../charts/rows';
import { makeStepAxis } from '../../charts/stepAxis';
import { createExtents, lossDomain } from '../../charts/stepDomain';
import { drawStepLabels } from '../../charts/stepFrame';
import type { ColourScale, CssPoint, RowGeometry } from '../../charts/types';
import { laneGrowth } from '../../history/growth';
import { footHeight, MAP_LEFT, MAP_RIGHT, REACH, WIDE } from '../lab/geometry';
import { Chart, type ChartFrame } from '../lab/parts/Chart';
import type { Layout } from '../lab/useLayout';
import { plainText } from '../words/segments';
import { wholeText } from '../words/verdict';
import type { RecordedRun } from './runs';

/** The letter that its curve has. */
const MARK = { letter: 'R', index: 2 } as const;

interface Drawn {
  readonly run: RecordedRun;
  readonly summary: string;
}

const axisOf = (run: RecordedRun, width: number, layout: Layout) =>
  makeStepAxis({
    left: MAP_LEFT,
    width: Math.max(80, width - MAP_LEFT - MAP_RIGHT[layout]),
    lastStep: run.reader.lastStep,
    length: run.reader.lastStep + 1,
    wideSteps: WIDE[layout][0],
    widePx: WIDE[layout][1],
  });

export function RecordedMap(
  props: Drawn & {
    readonly scale: ColourScale;
    readonly geometry: RowGeometry;
    readonly cursor: number;
    readonly setCursor: (step: number) => void;
    /** The row that is looked at, −1: none. */
    readonly selected: number;
    readonly select: (row: number) => void;
    readonly stoppedAt: number | null;
    readonly layout: Layout;
    readonly height: number;
  },
) {
  const { run, scale, geometry, cursor, setCursor, selected, select, stoppedAt, layout } = props;
  const cache = useMemo(() => createHeatmapCache((width, rows) => new OffscreenCanvas(width, rows)), []);
  const width = useRef(600);
  const draw = useCallback(
    (context: CanvasRenderingContext2D, frame: ChartFrame) => {
      width.current = frame.width;
      const axis = axisOf(run, frame.width, layout);
      const data = {
        reader: run.reader,
        scale,
        version: 0,
        selectedRow: selected,
        stoppedAt,
        fork: null,
        edits: [],
      };
      drawHeatmap(context, data, { axis, rows: geometry, devicePixelRatio: frame.ratio }, frame.theme, cache);
      const bottom = rowsBottom(geometry);
      drawCursor(context, cursor, { axis, top: geometry.top - 6, bottom: bottom + 6 }, frame.theme);
      drawStepLabels(context, axis, bottom + 16, frame.theme);
    },
    [run, scale, geometry, cursor, selected, stoppedAt, layout, cache],
  );
  const hit = useCallback(
    (point: CssPoint) => axisOf(run, width.current, layout).stepAt(point.cssX),
    [run, layout],
  );
  const pointer = useMemo(
    () => ({
      hit,
      cursor: () => 'ew-resize',
      press(_step: number, point: CssPoint) {
        setCursor(hit(point));
        select(rowAt(geometry, point.cssY));
        return true;
      },
      drag: (_step: number, point: CssPoint) => setCursor(hit(point)),
    }),
    [hit, geometry, setCursor, select],
  );
  return (
    <Chart
      name={`Map of ${run.name}`}
      describe={() => props.summary}
      draw={draw}
      height={props.height}
      pointer={pointer}
    />
  );
}

export function RecordedProfile(
  props: Drawn & {
    readonly scale: ColourScale;
    readonly geometry: RowGeometry;
    readonly step: number;
    readonly selected: number;
    readonly height: number;
  },
) {
  const { run, scale, geometry, step, selected, summary, height } = props;
  const draw = useCallback(
    (context: CanvasRenderingContext2D, frame: ChartFrame) => {
      const { reader } = run;
      const { metric, centre } = scale;
      const row = reader.row(reader.columnOfStep(step));
      // The first step is drawn thin beside the one shown, and must be on the paper too.
      const values = [row, reader.row(0)]
        .flatMap((each) => [...profileValues(metric, each, geometry.rows, centre)])
        .filter((value) => value > 0 && value < Infinity);
      const whole = wholeText(laneGrowth(row));
      drawProfile(
        context,
        {
          metric,
          mark: MARK,
          reader,
          cursorStep: step,
          selectedRow: selected,
          domain:
            metric.scale.type === 'share'
              ? [0, 1]
              : (stableDomain(null, Math.min(...values), Math.max(...values)) ?? [1e-2, 1e2]),
          reference: centre,
          theory: null,
          others: [],
          label: whole && metric.id === 'gradientOutput' ? plainText(whole) : '',
        },
        {
          rows: geometry,
          left: 14,
          width: Math.max(30, frame.width - 26),
          within: [0, frame.width],
          axisTitle: metric.label,
        },
        frame.theme,
      );
    },
    [run, scale, geometry, step, selected],
  );
  return <Chart name={`Profile of ${run.name}`} describe={() => summary} draw={draw} height={height} />;
}

export function RecordedLoss({
  run,
  cursor,
  layout,
  summary,
}: Drawn & { readonly cursor: number; readonly layout: Layout }) {
  const height = footHeight(layout, 1);
  const domain = useMemo(
    () =>
      lossDomain([{ reader: run.reader, lives: true }], 'log', null, createExtents()) ??
      ([1e-2, 1e2] as const),
    [run],
  );
  const draw = useCallback(
    (context: CanvasRenderingContext2D, frame: ChartFrame) => {
      const { reader } = run;
      drawLossChart(
        context,
        {
          lanes: [{ mark: MARK, reader, heldOut: reader.heldOut }],
          cursorStep: cursor,
          blind: null,
          domain,
          edits: [],
          showClips: false,
        },
        {
          axis: axisOf(run, frame.width - REACH[layout], layout),
          top: LOSS_MARGINS.top,
          height: height - LOSS_MARGINS.top - LOSS_MARGINS.bottom,
          left: 0,
          right: frame.width,
        },
        frame.theme,
      );
    },
    [run, cursor, layout, domain, height],
  );
  return (
    <div style={layout === 'phone' ? undefined : { marginRight: -REACH[layout] }}>
      <Chart name={`Loss of ${run.name}`} describe={() => summary} draw={draw} height={height} />
    </div>
  );
}
