/** What the colours mean: ends, what the paper stands for, the classes in sight. Its ends are dragged, or moved by keys. */
import { useCallback, useMemo, useRef } from 'react';
import { CLASS } from '../../../catalogue/types';
import {
  draggedScale,
  drawLegend,
  hitLegend,
  LEGEND_HEIGHT,
  type LegendGeometry,
} from '../../../charts/legend';
import type { ColourScale } from '../../../charts/types';
import type { PointerHandlers } from '../../surface/pointer';
import { useExperiment, useHouse } from '../house';
import type { Live } from '../live';
import { Chart, type ChartFrame, useChangesOf } from '../parts/Chart';

const text = {
  name: 'Colour scale',
  describe: (scale: ColourScale) =>
    `Colours of ${scale.metric.label}: the paper stands for ${scale.centre.toPrecision(3)}, the ends for ${scale.halfWidth} powers of ten to either side.`,
  wider: 'Wider colours',
  narrower: 'Narrower colours',
  reset: 'Colours as they were',
};
type Hit = { readonly end: 'low' | 'high'; readonly fromX: number; readonly scale: ColourScale };

export function Legend() {
  const { live, experiment } = useHouse();
  const custom = useExperiment((state) => state.experiment.view.scale !== null);
  const geometry = useRef<LegendGeometry>({ left: 4, top: 0, width: 120 });

  const draw = useCallback(
    (context: CanvasRenderingContext2D, frame: ChartFrame) => {
      const now = live();
      geometry.current = { left: 4, top: 0, width: Math.max(60, frame.width - 8) };
      const isShare = now.scale.metric.scale.type === 'share';
      drawLegend(
        context,
        {
          scale: now.scale,
          classes: classesOf(now),
          words: isShare ? ['none', 'all'] : ['weaker', 'stronger'],
        },
        geometry.current,
        frame.theme,
      );
    },
    [live],
  );

  const pointer = useMemo<PointerHandlers<Hit>>(
    () => ({
      hit(point) {
        const { scale } = live();
        const end = hitLegend(point, { scale, classes: NONE, words: ['', ''] }, geometry.current);
        return end && scale.metric.scale.type === 'log' ? { end, fromX: point.cssX, scale } : null;
      },
      cursor: (hit) => (hit ? 'ew-resize' : ''),
      press() {
        experiment.getState().beginGesture();
        return true;
      },
      drag(hit, point) {
        const { halfWidth } = draggedScale(hit.scale, hit.fromX, point.cssX, geometry.current);
        const { view } = experiment.getState().experiment;
        experiment.getState().setColourScale(halfWidth, view.centreShift);
      },
      release: () => experiment.getState().endGesture(),
    }),
    [live, experiment],
  );

  const widen = (factor: number) => {
    const { view } = experiment.getState().experiment;
    experiment
      .getState()
      .setColourScale(Math.min(38, Math.max(0.05, live().scale.halfWidth * factor)), view.centreShift);
  };
  return (
    <div className="legend">
      <Chart
        name={text.name}
        describe={({ scale }) => text.describe(scale)}
        draw={draw}
        height={LEGEND_HEIGHT}
        pointer={pointer}
        follows={useChangesOf(shownBy)}
      />
      <p className="legend-keys">
        <button type="button" className="act small" onClick={() => widen(1.25)}>
          {text.wider}
        </button>
        <button type="button" className="act small" onClick={() => widen(0.8)}>
          {text.narrower}
        </button>
        {custom && (
          <button
            type="button"
            className="act small"
            onClick={() => experiment.getState().setColourScale(null, 0)}
          >
            {text.reset}
          </button>
        )}
      </p>
    </div>
  );
}

const NONE = { infinite: false, nan: false, zero: false };

/** All that it shows. */
const shownBy = (live: Live): string =>
  JSON.stringify([
    live.scale.metric.id,
    live.scale.centre,
    live.scale.halfWidth,
    live.scale.centreFrom,
    classesOf(live),
  ]);

/** Classes that the maps show: looked for in the last columns of each lane, where they begin. */
function classesOf(live: Live): typeof NONE {
  const found = { ...NONE };
  for (const { run } of live.lanes) {
    const { record } = run;
    for (let column = Math.max(0, record.columns - 3); column < record.columns; column++) {
      const row = record.row(column);
      for (let layer = 0; layer < row.layers.length; layer++) {
        const code = live.scale.metric.classOf(row, layer);
        if (code === CLASS.infinite) found.infinite = true;
        else if (code === CLASS.nan) found.nan = true;
        else if (code === CLASS.zero) found.zero = true;
      }
    }
  }
  return found;
}
