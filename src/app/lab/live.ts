/**
 * What charts draw from, as the stores stand: joined once for all of them, outside of React. Domains only ever grow
 * while a run goes on, so that no curve jumps.
 */
import { loss as lossEntry, metric as metricOf } from '../../catalogue/registry';
import { stableDomain, profileValues } from '../../charts/profileValues';
import { createExtents, lossDomain, normDomain, type ScaleType } from '../../charts/stepDomain';
import { makeStepAxis } from '../../charts/stepAxis';
import type { ColourScale, StepAxis } from '../../charts/types';
import type { LaneSpec } from '../../spec/types';
import { axisSteps, createScaleKeeper, newestStep, stepShown } from '../../state/derived';
import type { LaneRunState, RunState, ViewState } from '../../state/types';
import type { Experiment } from '../../spec/types';
import { rowViews } from '../../charts/rows';
import { MAP_LEFT } from './geometry';
import type { House } from './house';

type Domain = readonly [number, number];

export interface LiveLane {
  readonly spec: LaneSpec;
  readonly index: number;
  readonly letter: string;
  readonly run: LaneRunState;
}

export interface Live {
  readonly experiment: Experiment;
  readonly run: RunState;
  readonly view: ViewState;
  /** Lanes that the worker has built, in the page's order. */
  readonly lanes: readonly LiveLane[];
  readonly scale: ColourScale;
  /** The step that all panels show; −1 before anything is measured. */
  readonly cursorStep: number;
  /** The newest step on record. */
  readonly newest: number;
  readonly profileDomain: Domain;
  /** Linear where a loss may be 0 or less: what is read out at random. */
  readonly lossScale: ScaleType;
  readonly lossDomain: Domain;
  /** Of one lane by itself: norms of an explosion would leave the others nothing. */
  normDomain(laneId: string): Domain;
  /** The step axis over a map of this width (its labels' gutter included). */
  axis(width: number, right: number, wideSteps: number, widePx: number): StepAxis;
}

export function createLive(house: Pick<House, 'experiment' | 'run' | 'view'>): () => Live {
  const scaleOf = createScaleKeeper();
  let last: Live | null = null;
  const extentOf = createExtents();
  let domains: {
    key: string;
    profile: Domain | null;
    loss: Domain | null;
    norms: ReadonlyMap<string, Domain>;
  } | null = null;

  return () => {
    const { experiment } = house.experiment.getState();
    const run = house.run.getState();
    const view = house.view.getState();
    // The record grows before the store says so: what is drawn and where the cursor stands must be of one step.
    const newest = newestStep(run.lanes);
    if (
      last &&
      last.experiment === experiment &&
      last.run === run &&
      last.view === view &&
      last.newest === newest
    )
      return last;

    const lanes = experiment.lanes.flatMap((spec, index): LiveLane[] => {
      const lane = run.lanes[spec.id];
      return lane ? [{ spec, index, letter: String.fromCharCode(65 + index), run: lane }] : [];
    });
    const scale = scaleOf(experiment, run);
    const cursorStep = stepShown(run.lanes, view.cursor);
    const [first] = experiment.lanes;
    const isReadOut = first !== undefined && lossEntry(first.loss.kind).targets === 'readOut';
    const lossScale: ScaleType = isReadOut ? 'linear' : 'log';
    const key = [experiment.view.metric, lossScale, ...lanes.map((lane) => lane.run.runId)].join();
    const kept = domains?.key === key ? domains : null;
    const inputs = { lanes, scale, cursorStep };
    const steps = lanes.map(({ run: { record: reader, stoppedAt, steps: made } }) => ({
      reader,
      // A lane that has lived through its first steps will be looked at.
      lives: stoppedAt === null && made > 3,
    }));
    const norms = new Map(kept?.norms);
    for (const { spec, run: lane } of lanes) {
      const domain = normDomain(lane.record, norms.get(spec.id) ?? null, extentOf);
      if (domain) norms.set(spec.id, domain);
    }
    domains = {
      key,
      profile: profileDomain(inputs, kept?.profile ?? null, run.status === 'running'),
      loss: lossDomain(steps, lossScale, kept?.loss ?? null, extentOf),
      norms,
    };
    const length = axisSteps(run);
    last = {
      experiment,
      run,
      view,
      newest,
      ...inputs,
      profileDomain: domains.profile ?? [1e-2, 1e2],
      lossScale,
      lossDomain: domains.loss ?? (lossScale === 'linear' ? [-1, 1] : [1e-2, 1e2]),
      normDomain: (laneId) => norms.get(laneId) ?? [1e-2, 1e2],
      axis: (width, right, wideSteps, widePx) =>
        makeStepAxis({
          left: MAP_LEFT,
          width: Math.max(80, width - MAP_LEFT - right),
          lastStep: newest,
          length,
          wideSteps,
          widePx,
        }),
    };
    return last;
  };
}

/** From here on a profile is drawn against the wall where float32 ends, 3.4 × 10³⁸. */
const NEAR_WALL = 1e28;
const BEYOND_WALL = 1e42;

/** Holds the profiles at step 0 and at the cursor, but no more than a decade beyond the colours. */
function profileDomain(
  live: Pick<Live, 'lanes' | 'scale' | 'cursorStep'>,
  kept: Domain | null,
  running: boolean,
): Domain {
  const { metric, centre, halfWidth } = live.scale;
  if (metric.scale.type === 'share') return [0, 1];
  const limits = [centre * 10 ** -halfWidth, centre * 10 ** halfWidth] as const;
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  let isNearWall = false;
  for (const { run } of live.lanes) {
    for (const step of new Set([0, live.cursorStep])) {
      const column = run.record.columnOfStep(step);
      if (column < 0) continue;
      const values = profileValues(
        metricOf(metric.id),
        run.record.row(column),
        rowViews(run.record.layers),
        centre,
      );
      for (const value of values) {
        if (!(value > 0 && value < Number.POSITIVE_INFINITY)) continue;
        low = Math.min(low, Math.max(limits[0], value));
        high = Math.max(high, Math.min(limits[1], value));
        isNearWall ||= value > NEAR_WALL;
      }
    }
  }
  const domain = stableDomain(running ? kept : null, low, high);
  // What comes near the end of 32 bits is shown against it, however far that is.
  return isNearWall ? [domain[0], BEYOND_WALL] : domain;
}
