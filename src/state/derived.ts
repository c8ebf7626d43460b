/** What follows from two stores together. Pure functions; nothing here is kept, but for the scale, which must hold still. */
import { CLASS, type Layer, type RowReader } from '../catalogue/types';
import { metric as metricOf } from '../catalogue/metrics';
import type { ColourScale } from '../charts/types';
import type { Snapshot } from '../engine/types';
import { laneGrowth, trunkRows } from '../history/growth';
import { difference } from '../spec/difference';
import type { Experiment, LaneSpec } from '../spec/types';
import type { LaneRunState, RunState } from './types';

/** A for the first lane on the page, whatever its id. */
export const letterAt = (index: number): string => String.fromCharCode(65 + index);

export function letterOf(lanes: readonly LaneSpec[], laneId: string): string {
  return letterAt(
    Math.max(
      0,
      lanes.findIndex(({ id }) => id === laneId),
    ),
  );
}

/** The newest step on record in any lane; −1 before the first. */
export function newestStep(lanes: RunState['lanes']): number {
  return Object.values(lanes).reduce((newest, { record }) => Math.max(newest, record.lastStep), -1);
}

/** The step that all panels show. */
export function stepShown(lanes: RunState['lanes'], cursor: number | null): number {
  const newest = newestStep(lanes);
  return cursor === null ? newest : Math.min(cursor, newest);
}

/** The step at which a lane is shown: the cursor's, or 0 where the lane does not have it (`isCursors` false: say so). */
export function stepOfLane(
  lane: LaneRunState,
  cursorStep: number,
): { readonly step: number; readonly isCursors: boolean } | null {
  if (lane.record.lastStep < 0) return null;
  const isCursors = cursorStep >= 0 && lane.record.columnOfStep(cursorStep) >= 0;
  return { step: isCursors ? cursorStep : 0, isCursors };
}

/** The measurements of a lane at a step, by itself or (long ago) merged with its neighbours; null when there are none. */
export function rowAt({ record }: LaneRunState, step: number): RowReader | null {
  const column = record.columnOfStep(step);
  return column < 0 ? null : (record.rowAt(step) ?? record.row(column));
}

/** The snapshot of a step: recomputed or seen live; while the newest step is followed, the newest step's or the last seen live. */
export function snapshotAt(lane: LaneRunState, cursor: number | null): Snapshot | null {
  if (cursor === null) return lane.snapshots.get(lane.record.lastStep) ?? lane.snapshot;
  return lane.snapshots.get(cursor) ?? (lane.snapshot?.step === cursor ? lane.snapshot : null);
}

/** How far the step axis reaches: to where Run pauses, further where lanes have gone further. */
export function axisSteps(run: Pick<RunState, 'lanes' | 'until'>): number {
  return Math.max(run.until, newestStep(run.lanes) + 1);
}

/** Paths at which a lane differs from the lane it was forked from; none where that is gone. */
export function differencesToParent(experiment: Experiment, laneId: string): readonly string[] {
  const lane = experiment.lanes.find(({ id }) => id === laneId);
  const parent = experiment.lanes.find(({ id }) => id === lane?.parent);
  return lane && parent ? difference(lane, parent) : [];
}

/** What the paper stands for: the last hidden layer (the output, where there is none) at step 0 of the lane with the smallest whole factor. */
export interface Reference {
  readonly value: number;
  readonly laneId: string;
  readonly letter: string;
  readonly label: string;
}

export function referenceOf(experiment: Experiment, lanes: RunState['lanes']): Reference | null {
  const metric = metricOf(experiment.view.metric);
  let best: { readonly factor: number; readonly reference: Reference } | null = null;
  for (const { id } of experiment.lanes) {
    const lane = lanes[id];
    const row = lane && rowAt(lane, 0);
    if (!row) continue;
    const last = lastRow(row.layers);
    if (last < 0) continue;
    const label = labelOf(row.layers);
    const value = metric.value(row, last);
    if (metric.classOf(row, last) !== CLASS.finite || !Number.isFinite(value) || value <= 0) continue;
    const factor = factorOf(row);
    if (best && best.factor <= factor) continue;
    best = { factor, reference: { value, laneId: id, letter: letterOf(experiment.lanes, id), label } };
  }
  return best?.reference ?? null;
}

/** The whole factor of a lane, to be compared: a lane without hidden rows comes last. */
function factorOf(row: RowReader): number {
  if (trunkRows(row.layers).length === 0) return Number.POSITIVE_INFINITY;
  const whole = laneGrowth(row)?.whole;
  if (!whole) return 1;
  return whole.class === CLASS.finite ? whole.value : Number.MAX_VALUE;
}

/** The colour scale of all maps. */
export function colourScaleOf(experiment: Experiment, reference: Reference | null): ColourScale {
  const { metric: id, scale, centreShift } = experiment.view;
  const metric = metricOf(id);
  const fixed = metric.scale.centre === 'reference' ? null : metric.scale.centre;
  const shift = metric.scale.type === 'log' ? 10 ** centreShift : 1;
  return {
    metric,
    centre: (fixed ?? reference?.value ?? 1) * shift,
    halfWidth: scale ?? metric.scale.halfWidth,
    centreFrom: fixed === null && reference ? { lane: reference.letter, label: reference.label } : null,
  };
}

/**
 * Gives the scale for the stores as they are, the same object as long as nothing in it changes. While a run goes on the
 * reference holds still, even if a fork would give another; the reader's own changes of the scale come through.
 */
export function createScaleKeeper(): (
  experiment: Experiment,
  run: Pick<RunState, 'lanes' | 'status'>,
) => ColourScale {
  let held: { readonly metric: string; readonly reference: Reference | null } | null = null;
  let scale: ColourScale | null = null;
  return (experiment, run) => {
    const { metric } = experiment.view;
    const holdsStill =
      run.status === 'running' &&
      held?.metric === metric &&
      held.reference !== null &&
      isStillThere(held.reference, run.lanes);
    if (!holdsStill) held = { metric, reference: referenceOf(experiment, run.lanes) };
    const next = colourScaleOf(experiment, held?.reference ?? null);
    if (!scale || !isSameScale(scale, next)) scale = next;
    return scale;
  };
}

/** A lane that is being built again has no rows for a moment, and is waited for. */
function isStillThere({ laneId, label }: Reference, lanes: RunState['lanes']): boolean {
  const layers = lanes[laneId]?.layers;
  return layers !== undefined && (layers.length === 0 || labelOf(layers) === label);
}

const lastRow = (layers: readonly Layer[]): number => trunkRows(layers).at(-1) ?? layers.length - 1;

function labelOf(layers: readonly Layer[]): string {
  const last = layers[lastRow(layers)];
  if (last?.place !== 'trunk') return 'output layer';
  return last.time ? `time step ${last.time.step}` : `layer ${last.number}`;
}

const isSameScale = (a: ColourScale, b: ColourScale) =>
  a.metric === b.metric &&
  a.centre === b.centre &&
  a.halfWidth === b.halfWidth &&
  a.centreFrom?.lane === b.centreFrom?.lane &&
  a.centreFrom?.label === b.centreFrom?.label;
