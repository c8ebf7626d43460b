/** Loss or gradient norm over the same steps as the maps, the cursor's handle, and the legend of the colours. */
import { useCallback, useId, useRef, useState } from 'react';
import { loss as lossEntry } from '../../../catalogue/registry';
import { drawLossChart, LOSS_MARGINS } from '../../../charts/lossChart';
import { drawNormChart, NORM_MARGINS } from '../../../charts/normChart';
import type { CssPoint, StepAxis } from '../../../charts/types';
import { settingsAt } from '../../../spec/edits';
import { letterAt } from '../../../state/derived';
import { FOOT_HEIGHT, MAP_RIGHT, WIDE } from '../geometry';
import { useExperiment, useHouse } from '../house';
import { laneWords } from '../lane/laneWords';
import type { Live } from '../live';
import { Chart, type ChartFrame } from '../parts/Chart';
import { useCursorDrag } from '../useCursorDrag';
import type { Layout } from '../useLayout';
import { Legend } from './Legend';

const text = {
  region: 'Loss and gradient norm',
  loss: 'Loss',
  norm: (letter: string) => `Gradient norm of ${letter}`,
  hint: 'Drag the line to go back to any step.',
};

export function Foot({ layout }: { readonly layout: Layout }) {
  const lanes = useExperiment(({ experiment }) => experiment.lanes);
  const [shown, setShown] = useState<string>('loss');
  const name = useId();
  const normLane = lanes.find(({ id }) => id === shown) ?? null;
  return (
    <section className="foot" aria-label={text.region}>
      <div className="foot-words">
        <fieldset>
          <legend className="spoken">{text.region}</legend>
          <label className="choice-word">
            <input
              type="radio"
              className="spoken"
              name={name}
              checked={!normLane}
              onChange={() => setShown('loss')}
            />
            <span>{text.loss}</span>
          </label>
          {lanes.map(({ id }, index) => (
            <label key={id} className="choice-word">
              <input
                type="radio"
                className="spoken"
                name={name}
                checked={normLane?.id === id}
                onChange={() => setShown(id)}
              />
              <span>{text.norm(letterAt(index))}</span>
            </label>
          ))}
        </fieldset>
        <p className="quiet small">{text.hint}</p>
      </div>
      <div className="foot-chart">
        <StepChart layout={layout} normLane={normLane?.id ?? null} />
      </div>
      <div className="foot-side">
        <Legend />
      </div>
    </section>
  );
}

/** How far the chart reaches into the column beside it, for the values at the curves' ends. */
const REACH = { phone: 70, tablet: 48, medium: 48, wide: 60 } as const;

function StepChart({ layout, normLane }: { readonly layout: Layout; readonly normLane: string | null }) {
  const { live } = useHouse();
  const height = FOOT_HEIGHT[layout];
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
  return (
    <div style={layout === 'phone' ? undefined : { marginRight: -REACH[layout] }}>
      <Chart
        name={text.region}
        describe={() =>
          live()
            .lanes.map(({ spec, letter }) => laneWords(live(), spec.id, letter))
            .join(' ')
        }
        draw={draw}
        height={height}
        pointer={drag}
        onFocus={nothing}
      />
    </div>
  );
}

const nothing = () => {};

function lossData(live: Live): Parameters<typeof drawLossChart>[1] {
  const { data } = live.run;
  const [first] = live.experiment.lanes;
  const entry = first ? lossEntry(first.loss.kind) : null;
  const classes = data?.task === 'classes' ? data.outputs : 2;
  return {
    lanes: live.lanes.map(({ letter, index, run }) => ({
      mark: { letter, index },
      reader: run.record,
      heldOut: run.record.heldOut,
    })),
    cursorStep: Math.max(0, live.cursorStep),
    scale: live.lossScale,
    blind: entry?.blindLoss(classes) ?? null,
    domain: live.lossDomain,
    edits: live.experiment.lanes.flatMap(({ edits }) => edits.map(({ step }) => step)),
    showClips: true,
  };
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
