/** The profile of a lane at the cursor's step: how large the gradient is, row by row, theory dotted beside it. */
import { useCallback, useMemo } from 'react';
import { drawProfile } from '../../../charts/profile';
import { rowAt, rowOfLayer } from '../../../charts/rows';
import type { RowGeometry, RowView } from '../../../charts/types';
import type { PointerHandlers } from '../../surface/pointer';
import { laneGrowth } from '../../../history/growth';
import { plainText } from '../../words/segments';
import { theorySentences } from '../../words/theoryWords';
import { wholeText } from '../../words/verdict';
import type { LaneSpec } from '../../../spec/types';
import { placeWords } from '../explore';
import { useHouse, useRun } from '../house';
import { Chart, type ChartFrame } from '../parts/Chart';
import type { Layout } from '../useLayout';
import { profileWords } from './laneWords';
import { laneTheory, THEORY, theoryKey, theoryOf } from './laneTheory';

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
  const theory = useMemo(() => (layers && data ? laneTheory(layers, data) : null), [layers, data]);

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
          theoryKey: theory && THEORY[metric.id] ? theoryKey(theory) : undefined,
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
      describe={(now) =>
        [
          profileWords(now, lane.id, letter),
          ...(layers && theory ? theorySentences(layers, theory) : []),
        ].join(' ')
      }
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
