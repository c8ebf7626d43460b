/** The profile of a lane at the cursor's step: how large the gradient is, row by row, theory dotted beside it. */
import { useCallback, useMemo } from 'react';
import { CLASS } from '../../../catalogue/types';
import { drawProfile } from '../../../charts/profile';
import { rowAt, rowOfLayer } from '../../../charts/rows';
import type { RowGeometry, RowView } from '../../../charts/types';
import type { PointerHandlers } from '../../surface/pointer';
import { laneGrowth } from '../../../history/growth';
import { plainText } from '../../words/segments';
import { wholeText } from '../../words/verdict';
import type { LaneSpec } from '../../../spec/types';
import { transientProfile } from '../../../theory/transient';
import { placeWords } from '../explore';
import { useHouse, useRun } from '../house';
import { meanSquare } from '../panel/meanSquare';
import { Chart, type ChartFrame } from '../parts/Chart';
import type { Layout } from '../useLayout';
import { profileWords } from './laneWords';

export function LaneProfile(props: {
  readonly lane: LaneSpec;
  readonly letter: string;
  readonly geometry: RowGeometry;
  readonly isLast: boolean;
  readonly layout: Layout;
}) {
  const { lane, letter, geometry, isLast, layout } = props;
  const { live, view } = useHouse();
  const layers = useRun(({ lanes }) => lanes[lane.id]?.layers);
  const data = useRun((run) => run.data);
  const theory = useMemo(
    () => (layers?.length && data ? transientProfile(layers, meanSquare(data.train.x)) : null),
    [layers, data],
  );

  const draw = useCallback(
    (context: CanvasRenderingContext2D, frame: ChartFrame) => {
      const now = live();
      const own = now.lanes.find(({ spec }) => spec.id === lane.id);
      if (!own) return;
      const { record } = own.run;
      const step = record.columnOfStep(now.cursorStep) >= 0 ? now.cursorStep : 0;
      const column = record.columnOfStep(step);
      const whole = column < 0 ? null : wholeText(laneGrowth(record.row(column)));
      const { metric } = now.scale;
      drawProfile(
        context,
        {
          metric,
          mark: { letter, index: own.index },
          reader: record,
          cursorStep: now.cursorStep,
          selectedRow: rowOfLayer(geometry.rows, now.view.selectedLayer),
          domain: now.profileDomain,
          reference: now.scale.centre,
          theory: theory && theoryOf(theory, record, geometry, metric),
          others: [],
          label: whole && THEORY[metric.id] === 'level' ? plainText(whole) : '',
        },
        {
          rows: geometry,
          left: layout === 'phone' ? 12 : 14,
          width: Math.max(30, frame.width - (layout === 'phone' ? 34 : 26)),
          within: [0, frame.width],
          axisTitle: isLast && layout !== 'phone' ? metric.label : isLast ? '' : null,
        },
        frame.theme,
      );
    },
    [live, lane.id, letter, geometry, theory, isLast, layout],
  );
  const pointer = useMemo<PointerHandlers<RowView>>(
    () => ({
      hit: (point) => geometry.rows[rowAt(geometry, point.cssY)] ?? null,
      cursor: (row) => (row ? 'pointer' : ''),
      press: (row) => view.getState().select(lane.id, row.layer),
    }),
    [geometry, view, lane.id],
  );

  return (
    <Chart
      name={`Profile of ${letter}`}
      describe={(now) => profileWords(now, lane.id, letter)}
      draw={draw}
      explore={{
        keys: 'Arrow keys: up and down a row, left and right a step.',
        say: (now) => placeWords(now, lane.id),
        onFocus: () => view.getState().selectLane(lane.id),
      }}
      pointer={pointer}
    />
  );
}

/** Theory speaks of the gradient of a row's output: of its level, over which the whole growth stands, or of its ratio from row to row. */
const THEORY: Readonly<Record<string, 'level' | 'ratio'>> = {
  gradientOutput: 'level',
  gradientOutputRelative: 'level',
  growth: 'ratio',
};

/** A level starts where the measured one at step 0 does, at the last hidden row; a ratio is a number by itself. */
function theoryOf(
  theory: NonNullable<ReturnType<typeof transientProfile>>,
  record: Parameters<typeof laneGrowthRow>[0],
  geometry: RowGeometry,
  metric: Parameters<typeof laneGrowthRow>[1],
): Float64Array | null {
  const kind = THEORY[metric.id];
  const start = kind === 'level' ? laneGrowthRow(record, metric) : 1;
  if (!kind || start === null) return null;
  const values = new Float64Array(geometry.rows.length).fill(Number.NaN);
  for (const [index, { layer, logRelative }] of theory.rows.entries()) {
    const row = rowOfLayer(geometry.rows, layer);
    const before = theory.rows[index - 1]?.logRelative ?? Number.NaN;
    if (row >= 0) values[row] = start * Math.exp(kind === 'level' ? logRelative : before - logRelative);
  }
  return values;
}

/** The metric's value at the last hidden row of step 0. */
function laneGrowthRow(
  record: { readonly columns: number; row(column: number): Parameters<typeof laneGrowth>[0] },
  metric: {
    readonly id: string;
    value(row: Parameters<typeof laneGrowth>[0], layer: number): number;
    classOf(row: Parameters<typeof laneGrowth>[0], layer: number): number;
  },
): number | null {
  if (record.columns === 0) return null;
  const row = record.row(0);
  const last = row.layers.findLastIndex(({ place }) => place === 'trunk');
  return last >= 0 && metric.classOf(row, last) === CLASS.finite ? metric.value(row, last) : null;
}
