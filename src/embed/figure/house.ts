/** The house of one figure: the lab's stores and session, opened from a link, nothing kept in the browser. */
import { engineHost } from '../../app/engineHost';
import type { House } from '../../app/lab/house';
import { createLive, type Live } from '../../app/lab/live';
import { dataset, fetchFrom, loadData } from '../../data/load';
import { runOnPage } from '../../data/twins';
import { fittingLosses } from '../../data/types';
import { parse } from '../../spec/door';
import type { Experiment } from '../../spec/types';
import { createExperimentStore } from '../../state/experiment';
import { createRunStore } from '../../state/run';
import { createSession } from '../../state/session';
import { withCursor } from '../../state/shared';
import { keepNothing } from '../../state/storage';
import { createViewStore } from '../../state/view';
import { figureClock, figureSight } from './sight';

export interface FigureHouse extends House {
  readonly live: () => Live;
  /** Calls back at each change of anything; returns what ends that. */
  readonly watch: (listener: () => void) => () => void;
  /** Gives back the engine: its worker, its context, its memory. */
  readonly dispose: () => void;
}

/** The engine starts at once. `figure`: what must be in sight for a run to go on. */
export function openFigureHouse(first: Experiment, figure: Element): FigureHouse {
  const ended = new AbortController();
  const experiment = createExperimentStore(withCursor(first, null));
  const run = createRunStore();
  const view = createViewStore(keepNothing);
  const session = createSession({
    experiment,
    run,
    view,
    host: engineHost(),
    clock: figureClock,
    page: figureSight(figure, ended.signal),
    parse,
    loadData: (choice, seed) => loadData(choice, seed, fetchFrom(document.baseURI, runOnPage)),
    lossesOf: (id, values) => fittingLosses(dataset(id), values),
    forcedBackend: null,
    autoRun: false,
    notice: null,
    badLink: null,
  });
  const house: House = { experiment, run, view, session };
  return {
    ...house,
    live: createLive(house),
    watch(listener) {
      const stops = [experiment.subscribe, run.subscribe, view.subscribe].map((subscribe) =>
        subscribe(listener),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },
    dispose() {
      ended.abort();
      session.dispose();
    },
  };
}
