/** The lab: the question, the controls, the lanes with their maps, the loss, and what it all means. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Layer } from '../../catalogue/types';
import type { RunState } from '../../state/types';
import { Controls } from './Controls';
import { Foot } from './foot/Foot';
import { type Fold, type Folds, laneGeometries, LOCKED_LINE_PX, NO_FOLD, rowBudget } from './geometry';
import { Header } from './Header';
import { placeWords, setUsualSay } from './explore';
import { useExperiment, useHouse, useRun } from './house';
import { later, readSecond } from './later';
import { Inspector } from './inspector/Inspector';
import { Lane } from './lane/Lane';
import { useNewLaneInSight } from './lane/newLane';
import { Notice } from './Notice';
import { FootBar } from './phone/FootBar';
import { WordSheet } from './phone/WordSheet';
import { TieLine } from './panel/TieLine';
import { LiveRegion } from './speech';
import { Sheets } from './Sheets';
import { plannedRows } from './plannedRows';
import { StatusBar } from './StatusBar';
import { useFocusKept } from './useFocusKept';
import { useLayout } from './useLayout';
import { projectorBudget, useProjector } from './useProjector';
import { useWindowHeight } from './useWindowHeight';

const LaneTable = later('LaneTable');
const RecordedRuns = later('RecordedRuns');
const PrintNote = later('PrintNote');
const LockedLine = later('LockedLine');
const OwnData = later('OwnData');
const text = { skip: 'Skip to the lanes', lanes: 'Lanes' };
const NO_LAYERS: never[] = [];
const NO_FOLDS: Folds = new Map();

export function Lab() {
  const isProjector = useProjector();
  const ownLayout = useLayout();
  const layout = isProjector ? 'tablet' : ownLayout;
  const lockedPx = useExperiment(({ experiment }) => (experiment.view.controls ? LOCKED_LINE_PX : 0));
  const height = useWindowHeight() - lockedPx;
  const lanes = useExperiment(({ experiment }) => experiment.lanes);
  const runs = useRun(useShallow(({ lanes: built }) => layersOf(built)));
  const bench = useRef<HTMLDivElement>(null);
  const work = useRef<HTMLDivElement>(null);
  useEffect(() => void readSecond(), []);
  useFirstSelection(runs);
  useNewLaneInSight(lanes);
  useFocusKept();
  useSpokenPlace();
  const data = useRun((run) => run.data);
  const [folds, setFolds] = useState(NO_FOLDS);
  const rows = useMemo(
    () =>
      lanes.map((lane) => (runs[lane.id]?.length ? (runs[lane.id] ?? NO_LAYERS) : plannedRows(lane, data))),
    [lanes, runs, data],
  );
  const geometries = useMemo(
    () =>
      laneGeometries(
        rows.map((layers, index) => ({ layers, folds: folds.get(lanes[index]?.id ?? '') ?? NO_FOLD })),
        isProjector ? projectorBudget(height, lanes.length) : rowBudget(height, lanes.length, layout),
        layout,
      ),
    [lanes, rows, height, layout, folds, isProjector],
  );
  const fold = useCallback<Fold>((laneId, blockId, isFolded) => {
    setFolds((before) => {
      const ofLane = new Map(before.get(laneId)).set(blockId, isFolded);
      return new Map(before).set(laneId, ofLane);
    });
  }, []);

  return (
    <div className={`lab layout-${layout}`}>
      {/* The hash is the experiment's link: the focus moves, and the address stays. */}
      <a
        className="skip-link"
        href="#lanes"
        onClick={(event) => {
          event.preventDefault();
          work.current?.focus();
        }}
      >
        {text.skip}
      </a>
      <Header />
      <main>
        {layout !== 'phone' && <Controls />}
        <Notice />
        <LockedLine />
        <div className="bench" ref={bench}>
          <div ref={work} className="work" id="lanes" aria-label={text.lanes} role="group" tabIndex={-1}>
            {lanes.map((lane, index) => {
              const geometry = geometries[index];
              return (
                geometry && (
                  <Lane
                    key={lane.id}
                    lane={lane}
                    geometry={geometry}
                    layers={rows[index] ?? NO_LAYERS}
                    fold={fold}
                    layout={layout}
                    isLast={index === lanes.length - 1}
                  />
                )
              );
            })}
            <Foot layout={layout} />
            <RecordedRuns layout={layout} />
          </div>
          <Inspector layout={layout} />
          {layout === 'wide' && <TieLine within={bench} />}
        </div>
      </main>
      <StatusBar />
      {layout === 'phone' && <FootBar folds={folds} fold={fold} />}
      {layout === 'phone' && <WordSheet />}
      <LaneTable />
      <PrintNote />
      <OwnData />
      <Sheets />
      <LiveRegion />
    </div>
  );
}

/** A row in the first third shows growth through depth; the very first row has none to show. */
function useFirstSelection(layers: LayersById): void {
  const { experiment, view } = useHouse();
  const isDone = useRef(false);
  useEffect(() => {
    const first = experiment.getState().experiment.lanes[0];
    const rows = first ? layers[first.id] : undefined;
    if (!first || !rows?.length || isDone.current) return;
    isDone.current = true;
    const trunk = rows.flatMap(({ place }, index) => (place === 'trunk' ? [index] : []));
    const chosen = trunk[Math.floor(trunk.length * 0.3)];
    if (chosen !== undefined && view.getState().selectedLayer === 0) view.getState().select(first.id, chosen);
  }, [layers, experiment, view]);
}

/** Where no chart has the focus, the cursor's keys are answered from the selected lane. */
function useSpokenPlace(): void {
  const { live } = useHouse();
  useEffect(() => {
    setUsualSay(() => placeWords(live()));
    return () => setUsualSay(null);
  }, [live]);
}

type LayersById = Readonly<Record<string, readonly Layer[]>>;

/** The lanes' rows: compared one by one, so that a step does not lay the page out again. */
const layersOf = (lanes: RunState['lanes']): LayersById =>
  Object.fromEntries(Object.entries(lanes).map(([id, { layers }]) => [id, layers]));
