/** The chart under the maps: losses, or one lane's gradient norm; the cursor is dragged on it. */
import { useCallback, useRef } from 'react';
import { drawLossChart, LOSS_MARGINS } from '../../../charts/lossChart';
import { drawNormChart, NORM_MARGINS } from '../../../charts/normChart';
import type { CssPoint, StepAxis } from '../../../charts/types';
import { settingsAt } from '../../../spec/edits';
import { footHeight, MAP_RIGHT, REACH, WIDE } from '../geometry';
import { lossWords, normWords } from '../explore';
import { useExperiment, useHouse } from '../house';
import type { Live } from '../live';
import { Chart, type ChartFrame } from '../parts/Chart';
import { useCursorDrag } from '../useCursorDrag';
import type { Layout } from '../useLayout';
import { lossData } from './lossData';

const text = { name: 'Loss and gradient norm', keys: 'Arrow keys: left and right a step.' };

export function StepChart({
  layout,
  normLane,
}: {
  readonly layout: Layout;
  readonly normLane: string | null;
}) {
  const { live } = useHouse();
  const lanes = useExperiment(({ experiment }) => experiment.lanes.length);
  const height = footHeight(layout, lanes);
  const axisOf = useCallback(
    (width: number): StepAxis => live().axis(width - REACH[layout], MAP_RIGHT[layout], ...WIDE[layout]),
    [live, layout],
  );
  const axisWidth = useRef(600);

  const draw = useCallback(
    (context: CanvasRenderingContext2D, frame: ChartFrame) => {
      axisWidth.current = frame.width;
      const now = live();
      const axis = axisOf(frame.width);
      const margins = normLane === null ? LOSS_MARGINS : NORM_MARGINS;
      const geometry = {
        axis,
        top: margins.top,
        height: height - margins.top - margins.bottom,
        left: 0,
        right: frame.width,
      };
      if (normLane === null) drawLossChart(context, lossData(now), geometry, frame.theme);
      else drawNorm(context, now, normLane, geometry, frame);
    },
    [live, axisOf, normLane, height],
  );
  const stepAt = useCallback(
    (point: CssPoint) => (live().cursorStep < 0 ? null : axisOf(axisWidth.current).stepAt(point.cssX)),
    [live, axisOf],
  );
  const drag = useCursorDrag(stepAt);
  const say = (now: Live) => (normLane === null ? lossWords(now) : normWords(now, normLane));
  return (
    <div style={layout === 'phone' ? undefined : { marginRight: -REACH[layout] }}>
      <Chart
        name={text.name}
        describe={say}
        draw={draw}
        height={height}
        pointer={drag}
        explore={{ keys: text.keys, say }}
      />
    </div>
  );
}

function drawNorm(
  context: CanvasRenderingContext2D,
  live: Live,
  laneId: string,
  geometry: Parameters<typeof drawNormChart>[2],
  frame: ChartFrame,
): void {
  const lane = live.lanes.find(({ spec }) => spec.id === laneId);
  if (!lane) return;
  const { threshold } = settingsAt(lane.spec, live.cursorStep).clipping;
  drawNormChart(
    context,
    {
      mark: { letter: lane.letter, index: lane.index },
      reader: lane.run.record,
      threshold: typeof threshold === 'number' ? threshold : null,
      cursorStep: live.cursorStep,
      domain: live.normDomain(laneId),
    },
    geometry,
    frame.theme,
  );
}
