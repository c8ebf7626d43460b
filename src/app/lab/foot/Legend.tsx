/** What the colours mean: ends, what the paper stands for, the classes in sight. Its ends are dragged, or moved by keys. */
import { useCallback, useMemo, useRef } from 'react';
import { CLASS, type Metric } from '../../../catalogue/types';
import {
  draggedScale,
  drawLegend,
  hitLegend,
  LEGEND_HEIGHT,
  type LegendData,
  type LegendGeometry,
} from '../../../charts/legend';
import type { ColourScale } from '../../../charts/types';
import type { RunReader } from '../../../history/types';
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

/** What a legend is of. */
export interface Explained {
  readonly scale: ColourScale;
  readonly classes: Classes;
}

/** Of the lab's maps, or of `explained`; keep that stable. The ends move the width of all maps on the page. */
export function Legend({
  name = text.name,
  explained = inLab,
}: {
  readonly name?: string;
  readonly explained?: (live: Live) => Explained;
}) {
  const { live, experiment } = useHouse();
  const custom = useExperiment((state) => state.experiment.view.scale !== null);
  const geometry = useRef<LegendGeometry>({ left: 4, top: 0, width: 120 });

  const draw = useCallback(
    (context: CanvasRenderingContext2D, frame: ChartFrame) => {
      const { scale, classes } = explained(live());
      geometry.current = { left: 4, top: 0, width: Math.max(60, frame.width - 8) };
      const isShare = scale.metric.scale.type === 'share';
      const words = isShare ? (['none', 'all'] as const) : (['weaker', 'stronger'] as const);
      drawLegend(context, { scale, classes, words }, geometry.current, frame.theme);
    },
    [live, explained],
  );

  const pointer = useMemo<PointerHandlers<Hit>>(
    () => ({
      hit(point) {
        const { scale } = explained(live());
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
    [live, experiment, explained],
  );

  const widen = (factor: number) => {
    const { view } = experiment.getState().experiment;
    const { halfWidth } = explained(live()).scale;
    experiment.getState().setColourScale(Math.min(38, Math.max(0.05, halfWidth * factor)), view.centreShift);
  };
  const shownBy = useCallback((now: Live) => wordOf(explained(now)), [explained]);
  return (
    <div className="legend">
      <Chart
        name={name}
        describe={(now) => text.describe(explained(now).scale)}
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

type Classes = LegendData['classes'];
const NONE: Classes = { infinite: false, nan: false, zero: false };

const inLab = ({ scale, lanes }: Live): Explained => ({
  scale,
  classes: classesIn(
    lanes.map(({ run }) => run.record),
    scale.metric,
  ),
});

/** Changes with all that it shows. */
const wordOf = ({ scale, classes }: Explained): string =>
  JSON.stringify([scale.metric.id, scale.centre, scale.halfWidth, scale.centreFrom, classes]);

/** Classes that maps show. While a run goes on they are looked for in its last columns, where they begin. */
export function classesIn(readers: readonly RunReader[], metric: Metric, lastColumns = 3): Classes {
  const found = { ...NONE };
  for (const reader of readers) {
    for (let column = Math.max(0, reader.columns - lastColumns); column < reader.columns; column++) {
      const row = reader.row(column);
      for (let layer = 0; layer < row.layers.length; layer++) {
        const code = metric.classOf(row, layer);
        if (code === CLASS.infinite) found.infinite = true;
        else if (code === CLASS.nan) found.nan = true;
        else if (code === CLASS.zero) found.zero = true;
      }
    }
  }
  return found;
}
