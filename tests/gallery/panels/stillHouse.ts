/** A house in which nothing moves: real stores as a state says, and a session that has no worker. */
import type { House } from '../../../src/app/lab/house';
import { dataset, withDefaults } from '../../../src/data/load';
import type { Data } from '../../../src/data/types';
import { parse } from '../../../src/spec/schema';
import type { Experiment } from '../../../src/spec/types';
import { createExperimentStore } from '../../../src/state/experiment';
import { createRunStore } from '../../../src/state/run';
import { keepNothing } from '../../../src/state/storage';
import type { LaneRunState, RunState, Session, ViewState } from '../../../src/state/types';
import { createViewStore } from '../../../src/state/view';

export interface StillState {
  readonly experiment: Experiment;
  readonly run: Omit<Partial<RunState>, 'lanes' | 'data'>;
  readonly lanes: readonly LaneRunState[];
  /** Made up, where the set itself would read a file. */
  readonly data?: Data;
  /** False: the data have not come yet. */
  readonly hasData?: boolean;
  readonly view?: Partial<ViewState>;
}

/** Computed, so that no file need be fetched. */
export function dataOf({ dataset: { id, values }, seed }: Experiment): Data {
  const set = dataset(id);
  return set.make(withDefaults(set, values), seed);
}

export function stillHouse(state: StillState, theme: 'light' | 'dark'): House {
  const experiment = createExperimentStore(parse(state.experiment));
  const run = createRunStore();
  const view = createViewStore(keepNothing);
  run.setState({
    backend: { name: 'wasm', renderer: 'WebAssembly', floatBits: 32, software: false },
    backendReason: 'On the processor, 32 bit',
    status: 'paused',
    until: state.experiment.length,
    ...state.run,
    data: state.hasData === false ? null : (state.data ?? dataOf(state.experiment)),
    lanes: Object.fromEntries(
      state.experiment.lanes.flatMap(({ id }, index) => {
        const lane = state.lanes[index];
        return lane ? [[id, lane]] : [];
      }),
    ),
  });
  view.setState({ ...state.view, theme });
  return { experiment, run, view, session: stillSession(view.getState().setCursor) };
}

function stillSession(setCursor: (step: number | null) => void): Session {
  const nothing = () => Promise.resolve();
  return {
    firstStep: () => Promise.reject(new Error('The gallery has no engine.')),
    ready: Promise.resolve(),
    run: nothing,
    pause: nothing,
    step: nothing,
    rewind: nothing,
    seek: (step) => Promise.resolve(setCursor(step)),
    fork: (laneId) => Promise.resolve(laneId),
    load: nothing,
    setLane: () => {},
    setDataset: () => {},
    dataArrived: nothing,
    wouldRebuild: () => false,
    settled: nothing,
    dismissNotice: () => {},
    door: () => {},
    badLink: null,
    setSpeed: () => {},
    setBackend: nothing,
    runOn: nothing,
  };
}
