/** Runs that happened elsewhere, drawn as the lab draws its own: map, profile, loss, and what killed them. */
import { useCallback, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { CLASS, type Metric } from '../../catalogue/types';
import { metric as metricOf } from '../../catalogue/registry';
import { drawCursor } from '../../charts/cursor';
import { drawHeatmap } from '../../charts/heatmap';
import { createHeatmapCache } from '../../charts/heatmapCache';
import { formatPlain } from '../../charts/format';
import { drawLossChart, LOSS_MARGINS } from '../../charts/lossChart';
import { drawProfile } from '../../charts/profile';
import { profileValues, stableDomain } from '../../charts/profileValues';
import { rowHeight, rowsBottom, rowViews } from '../../charts/rows';
import { makeStepAxis } from '../../charts/stepAxis';
import { createExtents, lossDomain } from '../../charts/stepDomain';
import { drawStepLabels } from '../../charts/stepFrame';
import type { ColourScale, CssPoint, RowGeometry } from '../../charts/types';
import { autopsy } from '../../history/autopsy';
import { laneGrowth } from '../../history/growth';
import { regimeAt } from '../../history/regime';
import { MAP_BOTTOM, MAP_LEFT, MAP_RIGHT, MAP_TOP, WIDE } from '../lab/geometry';
import { useExperiment } from '../lab/house';
import { Chart, type ChartFrame } from '../lab/parts/Chart';
import { Words } from '../lab/parts/Words';
import type { Layout } from '../lab/useLayout';
import { deathNotice } from '../words/deathNotice';
import { layerName } from '../words/layerName';
import { laneSummary } from '../words/summary';
import { plainText } from '../words/segments';
import { verdict, wholeText } from '../words/verdict';
import { dismissFault, type RecordedRun, recordedRuns, removeRun } from './runs';
import './recorded.css';

const text = {
  region: (name: string) => `Recorded run ${name}`,
  elsewhere: 'Recorded elsewhere',
  what: (run: RecordedRun) =>
    `by ${run.madeBy}: ${run.reader.columns} steps, ${run.reader.layers.length} rows.${run.isCut ? ' The file’s last line is cut off.' : ''} Only what was measured is here: it cannot be run, stepped or forked.`,
  remove: 'Remove',
  dismiss: 'Dismiss',
  step: 'Step',
  paper: (value: number, layer: string) =>
    `Its paper stands for ${formatPlain(value)}, ${layer} at its first step.`,
  notHeld: (metric: Metric, shown: Metric) =>
    `The file does not hold ${metric.label}: ${shown.label} is drawn.`,
};
/** The letter that its curve has. */
const MARK = { letter: 'R', index: 2 } as const;
const ROWS_BUDGET = 300;
const LOSS_HEIGHT = 160;
const PROFILE_WIDTH = { phone: 0, tablet: 180, medium: 200, wide: 240 } as const;

export function RecordedRuns({ layout }: { readonly layout: Layout }) {
  const { runs, fault } = useStore(recordedRuns);
  return (
    <>
      {fault !== '' && (
        <p role="alert" className="recorded-fault">
          {fault}{' '}
          <button type="button" className="act" onClick={dismissFault}>
            {text.dismiss}
          </button>
        </p>
      )}
      {runs.map((run) => (
        <RecordedLane key={run.id} run={run} layout={layout} />
      ))}
    </>
  );
}

function RecordedLane({ run, layout }: { readonly run: RecordedRun; readonly layout: Layout }) {
  const { reader } = run;
  const asked = metricOf(useExperiment(({ experiment }) => experiment.view.metric));
  const { scale, paper } = useMemo(() => scaleOf(run, asked), [run, asked]);
  const [cursor, setCursor] = useState(reader.lastStep);
  const geometry = useMemo((): RowGeometry => {
    const rows = rowViews(reader.layers);
    return { rows, top: MAP_TOP, height: rowHeight(Math.max(1, rows.length), ROWS_BUDGET) };
  }, [reader]);
  const facts = useMemo(() => autopsy(reader), [reader]);
  const notice = facts && deathNotice('It', reader.layers, facts);
  const step = reader.columnOfStep(cursor) < 0 ? 0 : reader.stepOfColumn(reader.columnOfStep(cursor));
  const regime = regimeAt(reader, step);
  const summary = laneSummary({
    lane: run.name,
    layers: reader.layers,
    reader,
    regime,
    autopsy: facts,
    heldOut: null,
    set: null,
  });
  const rowsHeight = rowsBottom(geometry) + MAP_BOTTOM;

  return (
    <section className="recorded" aria-label={text.region(run.name)}>
      <header>
        <h2>{run.name}</h2>
        <p className="quiet">
          <span className="strong">{text.elsewhere}</span> {text.what(run)} {paper}
        </p>
        <p className="recorded-acts">
          {regime && (
            <span className="verdict">
              <Words text={verdict(regime)} />
            </span>
          )}
          <label>
            {text.step}{' '}
            <input
              type="range"
              min={reader.stepOfColumn(0)}
              max={reader.lastStep}
              value={cursor}
              onChange={(event) => setCursor(Number(event.target.value))}
            />{' '}
            {step}
          </label>
          <button type="button" className="act" onClick={() => removeRun(run.id)}>
            {text.remove}
          </button>
        </p>
      </header>
      <div
        className="recorded-charts"
        style={{ gridTemplateColumns: layout === 'phone' ? '1fr' : `1fr ${PROFILE_WIDTH[layout]}px` }}
      >
        <RecordedMap
          {...{ run, scale, geometry, cursor, setCursor, layout, summary }}
          stoppedAt={facts ? facts.step : null}
          height={rowsHeight}
        />
        <RecordedProfile {...{ run, scale, geometry, summary, step }} height={rowsHeight + 32} />
      </div>
      <RecordedLoss {...{ run, cursor, layout, summary }} />
      {notice && (
        <section className="recorded-autopsy" aria-label={`Autopsy of ${run.name}`}>
          <h3>
            <Words text={notice.when} />
          </h3>
          <p>
            <span className="quiet">Where </span>
            <Words text={notice.where} />
          </p>
          <p>
            <span className="quiet">Why </span>
            <Words text={notice.why} />
          </p>
        </section>
      )}
    </section>
  );
}

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

function RecordedMap(
  props: Drawn & {
    readonly scale: ColourScale;
    readonly geometry: RowGeometry;
    readonly cursor: number;
    readonly setCursor: (step: number) => void;
    readonly stoppedAt: number | null;
    readonly layout: Layout;
    readonly height: number;
  },
) {
  const { run, scale, geometry, cursor, setCursor, stoppedAt, layout, summary, height } = props;
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
        selectedRow: -1,
        stoppedAt,
        fork: null,
        edits: [],
      };
      drawHeatmap(context, data, { axis, rows: geometry, devicePixelRatio: frame.ratio }, frame.theme, cache);
      const bottom = rowsBottom(geometry);
      drawCursor(context, cursor, { axis, top: geometry.top - 6, bottom: bottom + 6 }, frame.theme);
      drawStepLabels(context, axis, bottom + 16, frame.theme);
    },
    [run, scale, geometry, cursor, stoppedAt, layout, cache],
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
        return true;
      },
      drag: (_step: number, point: CssPoint) => setCursor(hit(point)),
    }),
    [hit, setCursor],
  );
  return (
    <Chart
      name={`Map of ${run.name}`}
      describe={() => summary}
      draw={draw}
      height={height}
      pointer={pointer}
    />
  );
}

function RecordedProfile(
  props: Drawn & {
    readonly scale: ColourScale;
    readonly geometry: RowGeometry;
    readonly step: number;
    readonly height: number;
  },
) {
  const { run, scale, geometry, step, summary, height } = props;
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
          selectedRow: -1,
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
    [run, scale, geometry, step],
  );
  return <Chart name={`Profile of ${run.name}`} describe={() => summary} draw={draw} height={height} />;
}

function RecordedLoss({
  run,
  cursor,
  layout,
  summary,
}: Drawn & { readonly cursor: number; readonly layout: Layout }) {
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
          axis: axisOf(run, frame.width - LOSS_MARGINS.right, layout),
          top: LOSS_MARGINS.top,
          height: LOSS_HEIGHT - LOSS_MARGINS.top - LOSS_MARGINS.bottom,
          left: 0,
          right: frame.width,
        },
        frame.theme,
      );
    },
    [run, cursor, layout, domain],
  );
  return <Chart name={`Loss of ${run.name}`} describe={() => summary} draw={draw} height={LOSS_HEIGHT} />;
}

/** The lab's metric where the file holds it, about the run's own paper: its last hidden layer at its first step. */
function scaleOf(
  { reader }: RecordedRun,
  asked: Metric,
): { readonly scale: ColourScale; readonly paper: string } {
  const first = reader.row(0);
  const holds = (metric: Metric) =>
    reader.layers.some((_, layer) => metric.classOf(first, layer) !== CLASS.notMeasured);
  const metric = holds(asked) ? asked : metricOf('gradientOutput');
  const trunk = reader.layers.findLastIndex(({ place }) => place === 'trunk');
  const own = trunk >= 0 && metric.classOf(first, trunk) === CLASS.finite ? metric.value(first, trunk) : 1;
  const centre = metric.scale.centre === 'reference' ? own : metric.scale.centre;
  const words = [
    ...(metric === asked ? [] : [text.notHeld(asked, metric)]),
    ...(metric.scale.centre === 'reference' && trunk >= 0
      ? [text.paper(own, layerName(reader.layers, trunk))]
      : []),
  ];
  return {
    scale: { metric, centre, halfWidth: metric.scale.halfWidth, centreFrom: null },
    paper: words.join(' '),
  };
}
