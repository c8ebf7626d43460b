/** The empty paper of a lane that stopped holds its explanation: when, where, why, and three forks that may help. */
import { useLayoutEffect, useState } from 'react';
import { stopColumn } from '../../../charts/heatmap';
import { rowMiddle, rowOfLayer, rowsBottom } from '../../../charts/rows';
import type { RowGeometry } from '../../../charts/types';
import { LIMITS } from '../../../spec/limits';
import type { LaneSpec } from '../../../spec/types';
import { deathNotice } from '../../words/deathNotice';
import { curesFor } from '../cures';
import { MAP_RIGHT, WIDE } from '../geometry';
import { useExperiment, useHouse, useRun } from '../house';
import { Words } from '../parts/Words';
import type { Layout } from '../useLayout';
import { autopsyOf } from './facts';

const text = { where: 'Where', why: 'Why', cures: 'Cures', full: 'Delete a lane to try a cure: there are four.' };
/** From the dead column to the text, where the leader runs. */
const LEADER = { phone: 14, tablet: 34, medium: 34, wide: 44 } as const;
const LEAST_WIDTH = 170;

export function Autopsy(props: {
  readonly lane: LaneSpec;
  readonly letter: string;
  readonly geometry: RowGeometry;
  readonly layout: Layout;
}) {
  const { lane, letter, geometry, layout } = props;
  const run = useRun(({ lanes }) => (lanes[lane.id]?.stoppedAt === null ? null : lanes[lane.id]));
  const facts = run ? autopsyOf(run) : null;
  const place = usePlace(lane.id, layout);
  const isTight = useIsTight(geometry, layout, place);
  if (!run || !facts || !place) return null;
  const notice = deathNotice(letter, run.layers, facts);
  const height = rowsBottom(geometry) - geometry.top;
  const row = rowOfLayer(geometry.rows, Math.max(0, facts.first.layer));
  const rowY = facts.first.layer < 0 ? rowsBottom(geometry) : rowMiddle(geometry, Math.max(0, row));
  const left = place.stopRight + LEADER[layout];
  const width = place.mapRight - left - 4;
  if (width < LEAST_WIDTH) return null;
  const elbow = place.stopRight + LEADER[layout] / 2;
  const whereY = geometry.top + (isTight ? 34 : 44);
  const endY = layout === 'phone' ? rowY : whereY;

  return (
    <>
      <svg className="autopsy-leader" aria-hidden="true">
        <path d={`M${place.stopRight} ${rowY}H${elbow}V${endY}H${left - 4}`} />
        <circle cx={place.stopRight} cy={rowY} r={3} />
      </svg>
      <section
        className={`autopsy${isTight ? ' tight' : ''}`}
        style={{ left, width, top: geometry.top, minHeight: height }}
        aria-label={`Autopsy of ${letter}`}
      >
        <h3>
          <Words text={notice.when} />
        </h3>
        <dl>
          <dt>{text.where}</dt>
          <dd>
            <Words text={notice.where} />
          </dd>
          <dt>{text.why}</dt>
          <dd>
            <Words text={notice.why} />
          </dd>
          <dt>{text.cures}</dt>
          <dd className="cures">
            <Cures lane={lane} />
          </dd>
        </dl>
      </section>
    </>
  );
}

function Cures({ lane }: { readonly lane: LaneSpec }) {
  const house = useHouse();
  const inputs = useRun(({ data }) => data?.inputShape.reduce((product, length) => product * length, 1) ?? 0);
  const isFull = useExperiment(({ experiment }) => experiment.lanes.length >= LIMITS.lanes);
  if (isFull) return <span className="quiet">{text.full}</span>;
  return curesFor(lane, inputs).map(({ id, label, change }) => (
    <button
      key={id}
      type="button"
      className="act teal"
      onClick={() => {
        if (house.experiment.getState().fork(lane.id, change) !== null) void house.session.run();
      }}
    >
      {label}
    </button>
  ));
}

/** Where the dead column ends and the map does, in CSS pixels of the map's element; follows the axis as it grows. */
function usePlace(laneId: string, layout: Layout) {
  const { live, run } = useHouse();
  const [place, setPlace] = useState<{ stopRight: number; mapRight: number } | null>(null);
  useLayoutEffect(() => {
    const measure = () => {
      const element = document.querySelector(`[data-lane="${CSS.escape(laneId)}"] .map`);
      const now = live();
      const lane = now.run.lanes[laneId];
      if (!element || !lane || lane.stoppedAt === null) return setPlace(null);
      const axis = now.axis(element.clientWidth, MAP_RIGHT[layout], ...WIDE[layout]);
      const nothing = { version: lane.version, selectedRow: -1, fork: null, edits: [] };
      const stop = stopColumn({ ...nothing, reader: lane.record, scale: now.scale, stoppedAt: lane.stoppedAt }, axis);
      if (!stop) return setPlace(null);
      const next = { stopRight: Math.round(stop.right), mapRight: Math.round(axis.left + axis.width) };
      setPlace((old) => (old && old.stopRight === next.stopRight && old.mapRight === next.mapRight ? old : next));
    };
    measure();
    const stop = run.subscribe(measure);
    addEventListener('resize', measure);
    return () => {
      stop();
      removeEventListener('resize', measure);
    };
  }, [laneId, layout, live, run]);
  return place;
}

/** Little room: smaller letters, so that nothing is cut off. */
function useIsTight(geometry: RowGeometry, layout: Layout, place: { stopRight: number; mapRight: number } | null): boolean {
  const height = rowsBottom(geometry) - geometry.top;
  return layout !== 'wide' || height < 190 || (place !== null && place.mapRight - place.stopRight < 420);
}
