/** Regime and autopsy of a lane at a step, computed once for each version of its record and step. */
import { autopsy, type Autopsy } from '../../../history/autopsy';
import { laneGrowth } from '../../../history/growth';
import { depthRegime, type Regime, regimeAt } from '../../../history/regime';
import type { RunReader } from '../../../history/types';
import type { LaneRunState } from '../../../state/types';

interface Facts {
  readonly version: number;
  readonly step: number;
  readonly regime: Regime | null;
}

const regimes = new WeakMap<object, Facts>();
const autopsies = new WeakMap<object, { readonly version: number; readonly facts: Autopsy | null }>();

export function regimeOf(lane: LaneRunState, step: number): Regime | null {
  const kept = regimes.get(lane.record);
  if (kept && kept.version === lane.version && kept.step === step) return kept.regime;
  const regime = regimeAt(readerOf(lane), step);
  regimes.set(lane.record, { version: lane.version, step, regime });
  return regime;
}

/** Null for a lane that can go on. */
export function autopsyOf(lane: LaneRunState): Autopsy | null {
  if (lane.stoppedAt === null) return null;
  const kept = autopsies.get(lane.record);
  if (kept && kept.version === lane.version) return kept.facts;
  const facts = autopsy(readerOf(lane));
  autopsies.set(lane.record, { version: lane.version, facts });
  return facts;
}

const starts = new WeakMap<object, ReturnType<typeof laneGrowth>>();

/** The growth at step 0, which is measured once in a record; null before. */
export function growthAtStart(record: LaneRunState['record'] | undefined): ReturnType<typeof laneGrowth> {
  if (!record || record.columns === 0) return null;
  const kept = starts.get(record);
  if (kept !== undefined) return kept;
  const growth = laneGrowth(record.row(0));
  starts.set(record, growth);
  return growth;
}

/** What stopped a lane, or how its gradient fares through depth at step 0; null for one that is well. */
export function sicknessOf(lane: LaneRunState): Autopsy['cause'] | 'exploding' | 'vanishing' | null {
  if (lane.stoppedAt !== null) return autopsyOf(lane)?.cause ?? null;
  const start = depthRegime(growthAtStart(lane.record));
  return start === 'exploding' || start === 'vanishing' ? start : null;
}

/** The store's type names what charts need; what stands there is the whole record (state/laneRuns.ts). */
export function readerOf({ record }: LaneRunState): RunReader {
  if (!('rowAt' in record)) throw new Error('A lane’s record cannot be read step by step.');
  return record as typeof record & RunReader;
}
