/** How far the gradient grows from loss to input at step 0: measured for the lanes, and what theory expects along the slider. */
import { LIMITS } from '../../../spec/limits';
import { useDeferredValue, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { CLASS, type Choice } from '../../../catalogue/types';
import { formatFactor } from '../../../charts/format';
import type { LaneSpec } from '../../../spec/types';
import { useExperiment, useRun } from '../house';
import { growthAtStart } from '../lane/facts';
import { letterAt } from '../../../state/derived';
import type { LaneRunState } from '../../../state/types';
import { POSITIONS, positionOf } from '../parts/sliderScale';
import { everyBlock } from '../useLaneActions';
import { alikeValue, type SliderRange, sweptParameter, theoryAlong } from './growthTheory';

const WIDTH = 280;
const HEIGHT = 92;
const EDGE = 7; // half a slider's thumb, so that the curve stands over the slider

interface Point {
  readonly letter: string;
  readonly index: number;
  readonly position: number;
  readonly whole: number;
}

export function GrowthCurve(props: {
  readonly lane: LaneSpec;
  readonly blockId: string | null;
  readonly choice: Choice;
}) {
  const { lane, blockId, choice } = props;
  const parameter = sweptParameter(choice);
  const range = parameter?.slider;
  const layers = useRun(({ lanes }) => lanes[lane.id]?.layers);
  const data = useRun((run) => run.data);
  const points = usePoints(parameter?.id ?? null, choice.kind, range ?? null);

  // Theory of two dozen networks: it follows once the panel itself has answered.
  const asked = useMemo(() => ({ layers, data, choice }), [layers, data, choice]);
  const answered = useDeferredValue(asked, null);
  const curve = useMemo(
    () => (answered ? theoryAlong(answered.layers, answered.data, answered.choice, blockId) : []),
    [answered, blockId],
  );

  if (!range) return <Measured laneId={lane.id} />;
  const logs = [...curve.map(({ log }) => log), ...points.map(({ whole }) => Math.log10(whole)), 0];
  const low = Math.max(-12, Math.min(...logs));
  const high = Math.min(12, Math.max(1, ...logs));
  const x = (position: number) => EDGE + (position / POSITIONS) * (WIDTH - 2 * EDGE);
  const y = (log: number) =>
    18 + ((high - Math.min(high, Math.max(low, log))) / (high - low)) * (HEIGHT - 26);
  const path = curve
    .map(({ position, log }, index) => `${index ? 'L' : 'M'}${x(position).toFixed(1)} ${y(log).toFixed(1)}`)
    .join('');
  const words = points.map(({ letter, whole }) => `${letter} ${formatFactor(whole)}`).join(', ');

  return (
    <figure className="growth-curve">
      <figcaption className="quiet small">How far the gradient grows, loss to input, at step 0</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width="100%"
        role="img"
        aria-label={`Measured growth at step 0: ${words || 'none yet'}.`}
      >
        <line x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} stroke="var(--rule)" />
        <text x={WIDTH} y={y(0) - 4} textAnchor="end" className="curve-text">
          ×1
        </text>
        <path d={path} fill="none" stroke="var(--ink2)" strokeDasharray="2 3" strokeWidth={1.2} />
        {placed(points, x).map(({ point, isLeft }) => {
          const cx = x(point.position);
          const cy = y(Math.log10(point.whole));
          return (
            <g key={point.letter} style={{ fill: `var(--lane-${point.index % LIMITS.lanes})` }}>
              <circle cx={cx} cy={cy} r={4.5} stroke="var(--raised)" strokeWidth={1.5} />
              <text
                x={cx + (isLeft ? -8 : 8)}
                y={cy - 5}
                textAnchor={isLeft ? 'end' : 'start'}
                className="curve-text strong"
              >
                {point.letter}, {formatFactor(point.whole)}
              </text>
            </g>
          );
        })}
        {data && answered && (
          <text x={WIDTH} y={HEIGHT - 4} textAnchor="end" className="curve-text">
            {curve.length > 0 ? 'dotted: theory' : 'no theory of the whole factor'}
          </text>
        )}
      </svg>
    </figure>
  );
}

/** Words to the left of the leftmost point and to the right of the others, as far as there is room. */
function placed(points: readonly Point[], x: (position: number) => number) {
  const sorted = [...points].sort((one, other) => one.position - other.position);
  return sorted.map((point, order) => {
    const at = x(point.position);
    const wantsLeft = sorted.length > 1 ? order === 0 : at > WIDTH / 2;
    return { point, isLeft: at > WIDTH - 70 || (wantsLeft && at > 70) };
  });
}

/** The lanes whose first weights are drawn in this way, where they stand on its slider. */
function usePoints(parameterId: string | null, kind: string, range: SliderRange | null): readonly Point[] {
  const lanes = useExperiment(({ experiment }) => experiment.lanes);
  // Of each lane what its start is made of, so that a step of a run changes nothing here.
  const firstRows = useRun(useShallow((run) => lanes.map(({ id }) => run.lanes[id]?.layers[0])));
  const wholes = useRun(useShallow((run) => lanes.map(({ id }) => wholeAtStart(run.lanes[id]?.record))));
  return useMemo(() => {
    if (!parameterId || !range) return [];
    return lanes.flatMap((lane, index): Point[] => {
      const own = everyBlock(lane.blocks).find((block) => block.initializer)?.initializer;
      const weights = firstRows[index]?.parameters.find(({ role }) => role === 'weights');
      const whole = wholes[index] ?? null;
      if (!own || !weights || whole === null) return [];
      const value = own.kind === kind ? own[parameterId] : alikeValue(own, kind, parameterId, range, weights);
      if (typeof value !== 'number') return [];
      return [{ letter: letterAt(index), index, position: positionOf(value, range), whole }];
    });
  }, [lanes, firstRows, wholes, parameterId, kind, range]);
}

function Measured({ laneId }: { readonly laneId: string }) {
  const whole = useRun(({ lanes }) => wholeAtStart(lanes[laneId]?.record));
  if (whole === null) return null;
  return <p className="quiet">Measured at step 0: {formatFactor(whole)} from loss to input.</p>;
}

function wholeAtStart(record: LaneRunState['record'] | undefined): number | null {
  const growth = growthAtStart(record);
  return growth?.whole.class === CLASS.finite ? growth.whole.value : null;
}
