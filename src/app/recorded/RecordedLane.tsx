/** One run that happened elsewhere, drawn as the lab draws its own: map, profile, loss, colours, and what killed it. */
import { useCallback, useMemo, useState } from 'react';
import { metric as metricOf } from '../../catalogue/registry';
import { rowHeight, rowsBottom, rowViews } from '../../charts/rows';
import type { RowGeometry } from '../../charts/types';
import { autopsy } from '../../history/autopsy';
import { regimeAt } from '../../history/regime';
import { classesIn, Legend } from '../lab/foot/Legend';
import { MAP_BOTTOM, MAP_TOP } from '../lab/geometry';
import { useExperiment } from '../lab/house';
import { Words } from '../lab/parts/Words';
import type { Layout } from '../lab/useLayout';
import { deathNotice } from '../words/deathNotice';
import { laneSummary } from '../words/summary';
import { verdict } from '../words/verdict';
import { RecordedLoss, RecordedMap, RecordedProfile } from './RecordedCharts';
import { type RecordedRun, removeRun } from './runs';
import { RecordedRow } from './RecordedRow';
import { scaleOf } from './scale';

const text = {
  region: (name: string) => `Recorded run ${name}`,
  colours: (name: string) => `Colour scale of ${name}`,
  elsewhere: 'Recorded elsewhere',
  what: ({ madeBy, reader, isCut, isTrunkOnly }: RecordedRun) =>
    [
      `by ${madeBy}: ${count(reader.columns, 'step')}, ${count(reader.layers.length, 'row')}.`,
      ...(isCut ? ['The file’s last line is cut off.'] : []),
      'Only what was measured is here: it cannot be run, stepped or forked.',
      ...(isTrunkOnly
        ? ['The file does not say which layers lie beside a skip: growth and verdict count all of them.']
        : []),
    ].join(' '),
  remove: 'Remove',
  step: 'Step',
};

const count = (many: number, noun: string) => `${many} ${noun}${many === 1 ? '' : 's'}`;
const ROWS_BUDGET = 300;
/** Rows of a recording cannot be folded: so many are thinner than the lab's. */
const heightOf = (rows: number): number =>
  Math.min(rowHeight(rows, ROWS_BUDGET), Math.max(2, Math.floor(480 / rows)));
const PROFILE_WIDTH = { phone: 0, tablet: 180, medium: 200, wide: 240 } as const;

export function RecordedLane({ run, layout }: { readonly run: RecordedRun; readonly layout: Layout }) {
  const { reader } = run;
  const metric = useExperiment(({ experiment }) => experiment.view.metric);
  const width = useExperiment(({ experiment }) => experiment.view.scale);
  const { scale, paper } = useMemo(() => scaleOf(run, metricOf(metric), width), [run, metric, width]);
  const classes = useMemo(() => classesIn([reader], scale.metric, reader.columns), [scale.metric, reader]);
  const explained = useMemo(() => ({ scale, classes }), [scale, classes]);
  const [cursor, setCursor] = useState(reader.lastStep);
  const [selected, select] = useState(-1);
  const geometry = useMemo((): RowGeometry => {
    const rows = rowViews(reader.layers);
    return { rows, top: MAP_TOP, height: heightOf(Math.max(1, rows.length)) };
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
          <RecordedRow {...{ reader, geometry, scale, step, selected, select }} />
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
          {...{ run, scale, geometry, cursor, setCursor, selected, select, layout, summary }}
          stoppedAt={facts ? facts.step : null}
          height={rowsHeight}
        />
        <RecordedProfile {...{ run, scale, geometry, summary, step, selected }} height={rowsHeight + 32} />
        <div className="recorded-part">
          <RecordedLoss {...{ run, cursor, layout, summary }} />
        </div>
        <div className="recorded-part recorded-colours">
          <Legend name={text.colours(run.name)} explained={useCallback(() => explained, [explained])} />
        </div>
      </div>
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
