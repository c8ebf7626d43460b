/** What is said of a lane over seeds: a few numbers each, their median and their spread. */
import { CLASS } from '../../catalogue/types';
import type { HistoryArrays } from '../../history/arrays';
import { laneGrowth } from '../../history/growth';
import type { RunReader } from '../../history/types';
import type { FactId } from '../../spec/presets/types';

/** Infinity: beyond every number (it never happened, or left for infinity); NaN: there is none. */
export interface LaneFacts extends Readonly<Record<FactId, number>> {
  readonly lane: string;
}

export const FACTS: Readonly<Record<FactId, string>> = {
  growthAtStart: 'growth a layer, step 0',
  growthAtEnd: 'growth a layer, last',
  wholeAtStart: 'whole growth, step 0',
  globalNormAtStart: 'global norm, step 0',
  firstNonFinite: 'first non-finite step',
  loss: 'last loss',
  lastLosses: 'mean of the last 20 losses',
  heldOutLoss: 'last held-out loss',
  heldOutAccuracy: 'last held-out accuracy',
};

export function laneFacts(history: HistoryArrays, record: RunReader): LaneFacts {
  return {
    lane: history.lane,
    growthAtStart: growthAt(record, 0, 'perLayer'),
    wholeAtStart: growthAt(record, 0, 'whole'),
    globalNormAtStart: history.perStep.globalNorm[0] ?? Number.NaN,
    growthAtEnd: lastGrowth(record),
    firstNonFinite: history.firstNonFinite?.step ?? Number.POSITIVE_INFINITY,
    loss: history.perStep.loss.at(-1) ?? Number.NaN,
    lastLosses: mean(history.perStep.loss.slice(-20)),
    heldOutLoss: history.heldOut.loss.at(-1) ?? Number.NaN,
    heldOutAccuracy: history.heldOut.accuracy.at(-1) ?? Number.NaN,
  };
}

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

function growthAt(record: RunReader, column: number, of: 'perLayer' | 'whole'): number {
  const growth = column < record.columns ? laneGrowth(record.row(column))?.[of] : undefined;
  if (growth?.class === CLASS.zero) return 0;
  return growth?.class === CLASS.finite ? growth.value : Number.NaN;
}

/** A lane that died has none at its last step. */
function lastGrowth(record: RunReader): number {
  for (let column = record.columns - 1; column >= 0; column--) {
    const growth = growthAt(record, column, 'perLayer');
    if (!Number.isNaN(growth)) return growth;
  }
  return Number.NaN;
}

export interface Spread {
  readonly lane: string;
  readonly fact: FactId;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** How many seeds had a finite number, of how many. */
  readonly finite: number;
  readonly seeds: number;
}

/** By lane and fact. NaN counts as more than every number: a loss that is none is not a small one. */
export function spreads(seeds: readonly (readonly LaneFacts[])[]): Spread[] {
  const lanes = seeds[0]?.map(({ lane }) => lane) ?? [];
  return lanes.flatMap((lane, index) =>
    (Object.keys(FACTS) as FactId[]).map((fact) => {
      const values = seeds.map((facts) => facts[index]?.[fact] ?? Number.NaN).sort(byRank);
      const { length } = values;
      const middle = [values[(length - 1) >> 1] ?? Number.NaN, values[length >> 1] ?? Number.NaN] as const;
      return {
        lane,
        fact,
        median: middle[0] === middle[1] ? middle[0] : (middle[0] + middle[1]) / 2,
        least: values[0] ?? Number.NaN,
        most: values.at(-1) ?? Number.NaN,
        finite: values.filter(Number.isFinite).length,
        seeds: length,
      };
    }),
  );
}

function byRank(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
  if (Number.isNaN(b) || a < b) return -1;
  return a === b ? 0 : 1;
}

/** Tab-separated, under a line that says what stands where. */
export function spreadTable(all: readonly Spread[]): string {
  const lines = all.map(({ lane, fact, median, least, most, finite, seeds }) => {
    const show = (value: number) => shown(value, fact);
    return [lane, FACTS[fact], show(median), show(least), show(most), `${finite} of ${seeds}`].join('\t');
  });
  return [['lane', 'what', 'median', 'least', 'most', 'finite'].join('\t'), ...lines].join('\n');
}

function shown(value: number, fact: FactId): string {
  if (fact === 'firstNonFinite' && !Number.isFinite(value)) return 'never';
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}
