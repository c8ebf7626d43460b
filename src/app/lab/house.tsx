/** The stores and the session, handed down once; panels select the smallest slice they show. */
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import type { ExperimentStore } from '../../state/experiment';
import type { RunStore } from '../../state/run';
import type { ExperimentActions, ExperimentState, RunState, Session, ViewState } from '../../state/types';
import type { ViewActions, ViewStore } from '../../state/view';
import { type CalmClock, createCalmClock } from '../surface/calmClock';
import { frameLoop } from '../surface/frameLoop';
import type { Watch } from '../surface/useSurface';
import { createLive, type Live } from './live';

export interface House {
  readonly experiment: ExperimentStore;
  readonly run: RunStore;
  readonly view: ViewStore;
  readonly session: Session;
}

/** The house with what all charts draw from. */
interface Furnished extends House {
  readonly live: () => Live;
  /** Where the reader looks: the cursor, the selected row. Charts do not follow the rest of the view. */
  readonly watchPlace: Watch;
  /** When words are written anew, and of which state. */
  readonly calm: CalmClock<Live>;
}

const PLACE = ['cursor', 'selectedLane', 'selectedLayer'] as const satisfies readonly (keyof ViewState)[];

const HouseContext = createContext<Furnished | null>(null);

export function HouseProvider({ house, children }: { readonly house: House; readonly children: ReactNode }) {
  const furnished = useMemo(() => furnish(house), [house]);
  return <HouseContext value={furnished}>{children}</HouseContext>;
}

function furnish(house: House): Furnished {
  const live = createLive(house);
  const watchPlace: Watch = (listener) =>
    house.view.subscribe((now, before) => {
      if (PLACE.some((key) => now[key] !== before[key])) listener();
    });
  const calm = createCalmClock({
    read: live,
    isRunning: () => house.run.getState().status === 'running',
    watch: [house.experiment.subscribe, house.run.subscribe],
    watchHand: [watchPlace],
    together: flushSync, // React would write its share a frame later
    frames: frameLoop,
    nowMs: () => performance.now(),
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  });
  return { ...house, live, watchPlace, calm };
}

export function useHouse(): Furnished {
  const house = useContext(HouseContext);
  if (!house) throw new Error('A panel stands outside of HouseProvider.');
  return house;
}

export function useExperiment<T>(select: (state: ExperimentState & ExperimentActions) => T): T {
  return useStore(useHouse().experiment, select);
}

export function useRun<T>(select: (state: RunState) => T): T {
  return useStore(useHouse().run, select);
}

export function useView<T>(select: (state: ViewState & ViewActions) => T): T {
  return useStore(useHouse().view, select);
}
