/** The empty paper of a lane that stopped holds its explanation: when, where, why, and three forks that may help. */
import { useLayoutEffect, useState } from 'react';
import { stopColumn } from '../../../charts/heatmap';
import { rowMiddle, rowOfLayer, rowsBottom } from '../../../charts/rows';
import type { RowGeometry } from '../../../charts/types';
import { LIMITS } from '../../../spec/limits';
import type { LaneSpec } from '../../../spec/types';
import { type DeathNotice, deathNotice } from '../../words/deathNotice';
import { curesFor } from '../cures';
import { MAP_RIGHT, WIDE } from '../geometry';
import { useExperiment, useHouse, useRun } from '../house';
import { useMay } from '../locks';
import { Words } from '../parts/Words';
import { plainText } from '../../words/segments';
import type { Layout } from '../useLayout';
import { autopsyOf } from './facts';
import { focusLane } from './newLane';

const text = {
  where: 'Where',
  why: 'Why',
  cures: 'Cures',
  full: `Delete a lane to try a cure: there are ${LIMITS.lanes}.`,
};
/** From the dead column to the text, where the leader runs. */
const LEADER = { phone: 14, tablet: 34, medium: 34, wide: 44 } as const;

interface Props {
  readonly lane: LaneSpec;
  readonly letter: string;
  readonly geometry: RowGeometry;
  readonly layout: Layout;
}

/** On the map, as far as there is paper for it: all of it, or (phone) when and where. */
export function Autopsy({ lane, letter, geometry, layout }: Props) {
  const { notice, facts, place, room, isTight } = useAutopsy({ lane, letter, geometry, layout });
  if (!notice || !facts || !place || room === 'none') return null;
  const row = rowOfLayer(geometry.rows, Math.max(0, facts.first.layer));
  const rowY = facts.first.layer < 0 ? rowsBottom(geometry) : rowMiddle(geometry, Math.max(0, row));
  const left = place.stopRight + LEADER[layout];
  const elbow = place.stopRight + LEADER[layout] / 2;
  const endY = layout === 'phone' ? rowY : geometry.top + (isTight ? 38 : 46);

  return (
    <>
      <svg className="autopsy-leader" aria-hidden="true">
        <path d={`M${place.stopRight} ${rowY}H${elbow}V${endY}H${left - 4}`} />
        <circle cx={place.stopRight} cy={rowY} r={3} />
      </svg>
      <section
        className={`autopsy${isTight ? ' tight' : ''}`}
        style={{
          left,
          width: place.mapRight - left - 4,
          top: geometry.top,
          minHeight: geometryHeight(geometry),
        }}
        aria-label={`Autopsy of ${letter}`}
      >
        <h2>
          <Words text={notice.when} />
        </h2>
        <dl>
          <dt>{text.where}</dt>
          <dd>
            <Words text={notice.where} />
          </dd>
          {room === 'all' && (
            <>
              <dt>{text.why}</dt>
              <dd>
                <Words text={notice.why} />
              </dd>
              <dt>{text.cures}</dt>
              <dd className="cures">
                <Cures lane={lane} />
              </dd>
            </>
          )}
        </dl>
      </section>
    </>
  );
}

/** Under the map: what the map's paper had no room for. */
export function AutopsyBelow(props: Props) {
  const { lane, letter } = props;
  const { notice, room } = useAutopsy(props);
  if (!notice || room === 'all') return null;
  return (
    <section className="autopsy-below" aria-label={`Why ${letter} stopped`}>
      {room === 'none' && (
        <>
          <h2>
            <Words text={notice.when} />
          </h2>
          <p>
            <span className="quiet">{text.where} </span>
            <Words text={notice.where} />
          </p>
        </>
      )}
      <p>
        <span className="quiet">{text.why} </span>
        <Words text={notice.why} />
      </p>
      <p className="cures">
        <Cures lane={lane} />
      </p>
    </section>
  );
}

/** How much of it the empty paper holds, and in which letters. */
function useAutopsy({ lane, letter, geometry, layout }: Props) {
  const run = useRun(({ lanes }) => (lanes[lane.id]?.stoppedAt === null ? null : (lanes[lane.id] ?? null)));
  const place = usePlace(lane.id, layout);
  const facts = run ? autopsyOf(run) : null;
  const notice = run && facts ? deathNotice(letter, run.layers, facts) : null;
  const width = place ? place.mapRight - place.stopRight - LEADER[layout] - 12 : 0;
  const height = geometryHeight(geometry);
  const fits = (letters: Letters) =>
    notice !== null && layout !== 'phone' && heightOf(notice, width, letters) <= height;
  const isTight = !fits(USUAL);
  const room: 'all' | 'some' | 'none' =
    fits(USUAL) || fits(TIGHT) ? 'all' : width >= 130 && height >= 80 ? 'some' : 'none';
  return { run, notice, facts, place, room, isTight };
}

/** Line heights and mean width of a letter, as lane.css has them; to know beforehand what will fit. */
interface Letters {
  readonly headPx: number;
  readonly linePx: number;
  readonly letterPx: number;
}
const USUAL: Letters = { headPx: 44, linePx: 20, letterPx: 5.9 };
const TIGHT: Letters = { headPx: 36, linePx: 17, letterPx: 5.5 };
const CURE_LETTERS = 85;

function heightOf(notice: DeathNotice, width: number, { headPx, linePx, letterPx }: Letters): number {
  const column = width - 52;
  if (column < 160) return Number.POSITIVE_INFINITY;
  const linesOf = (letters: number) => Math.ceil((letters * letterPx) / column);
  const lines =
    linesOf(plainText(notice.where).length) + linesOf(plainText(notice.why).length) + linesOf(CURE_LETTERS);
  return headPx + lines * linePx;
}

const geometryHeight = (geometry: RowGeometry): number => rowsBottom(geometry) - geometry.top;

function Cures({ lane }: { readonly lane: LaneSpec }) {
  const house = useHouse();
  const inputs = useRun(({ data }) => data?.inputShape.at(-1) ?? 0);
  const isFull = useExperiment(({ experiment }) => experiment.lanes.length >= LIMITS.lanes);
  const mayFork = useMay('lanes');
  const cause = useRun(({ lanes }) => {
    const own = lanes[lane.id];
    return own && own.stoppedAt !== null ? autopsyOf(own)?.cause : undefined;
  });
  if (!mayFork) return null;
  if (isFull) return <span className="quiet">{text.full}</span>;
  return curesFor(lane, inputs, cause).map(({ id, label, change }) => (
    <button
      key={id}
      type="button"
      className="act teal"
      onClick={() => {
        const forked = house.experiment.getState().fork(lane.id, change);
        if (forked === null) return;
        requestAnimationFrame(() => focusLane(forked));
        // The new lane is watched from its first step, wherever the cursor was.
        void house.session.seek(null).then(() => house.session.run());
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
      const lane = run.getState().lanes[laneId];
      // At every step of a lane that goes on: no more than this.
      if (!lane || lane.stoppedAt === null) return setPlace(null);
      const element = document.querySelector(`[data-lane="${CSS.escape(laneId)}"] .map`);
      if (!element) return setPlace(null);
      const now = live();
      const axis = now.axis(element.clientWidth, MAP_RIGHT[layout], ...WIDE[layout]);
      const nothing = { selectedRow: -1, fork: null, edits: [] };
      const stop = stopColumn(
        { ...nothing, reader: lane.record, scale: now.scale, stoppedAt: lane.stoppedAt },
        axis,
      );
      if (!stop) return setPlace(null);
      const next = { stopRight: Math.round(stop.right), mapRight: Math.round(axis.left + axis.width) };
      setPlace((old) =>
        old && old.stopRight === next.stopRight && old.mapRight === next.mapRight ? old : next,
      );
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
