/** Domains of the charts over steps: they hold what is drawn, whole, wherever the cursor stands, and never shrink. */
import { scaleLinear } from 'd3';
import type { RunReader } from '../history/types';
import { stableDomain } from './profileValues';
import type { StepNumber } from './series';

export type ScaleType = 'log' | 'linear';
type Reader = Pick<RunReader, 'columns' | 'stepOfColumn' | 'stepRange'>;

/** Smallest and largest of a record's numbers that a scale can show and that are no larger than `limit`; null without one. */
export type ExtentOf = (
  reader: Reader,
  quantity: StepNumber,
  type: ScaleType,
  limit: number,
) => readonly [number, number] | null;

interface Known {
  key: string;
  columns: number;
  lastStep: number;
  lastValue: number;
  low: number;
  high: number;
}

/** Reads every column once and then only new ones (the last again: a merged column may still grow). */
export function createExtents(): ExtentOf {
  const kept = new WeakMap<object, Map<StepNumber, Known>>();
  return (reader, quantity, type, limit) => {
    const ofReader = kept.get(reader) ?? new Map<StepNumber, Known>();
    kept.set(reader, ofReader);
    const key = `${type} ${limit}`;
    let known = ofReader.get(quantity);
    if (!known || known.key !== key || !isContinued(known, reader, quantity)) {
      known = { key, columns: 0, lastStep: -1, lastValue: 0, low: Infinity, high: -Infinity };
      ofReader.set(quantity, known);
    }
    for (let column = Math.max(0, known.columns - 1); column < reader.columns; column++) {
      for (const value of reader.stepRange(column, quantity)) {
        if (!(Math.abs(value) <= limit) || (type === 'log' && value <= 0)) continue;
        known.low = Math.min(known.low, value);
        known.high = Math.max(known.high, value);
      }
    }
    known.columns = reader.columns;
    if (reader.columns > 0) {
      known.lastStep = reader.stepOfColumn(reader.columns - 1);
      [known.lastValue] = reader.stepRange(reader.columns - 1, quantity);
    }
    return known.low <= known.high ? [known.low, known.high] : null;
  };
}

/** False for a record that was rewound or merged since. */
function isContinued(known: Known, reader: Reader, quantity: StepNumber): boolean {
  if (known.columns === 0) return true;
  if (reader.columns < known.columns || reader.stepOfColumn(known.columns - 1) !== known.lastStep)
    return false;
  return (
    reader.columns === known.columns ||
    Object.is(reader.stepRange(known.columns - 1, quantity)[0], known.lastValue)
  );
}

export interface LaneSteps {
  readonly reader: Reader;
  /** Still going, and through its first steps. */
  readonly lives: boolean;
}

/** So many times the first losses are still shown, of a lane that lives and of one that does not. */
const SHOWN = { log: [1e5, 12], linear: [100, 12] } as const;

/** Holds the losses of all lanes, but not an explosion: a lane that leaves has its arrow. */
export function lossDomain(
  lanes: readonly LaneSteps[],
  type: ScaleType,
  kept: readonly [number, number] | null,
  extentOf: ExtentOf,
): readonly [number, number] | null {
  const starts = lanes
    .map(({ reader }) => (reader.columns > 0 ? reader.stepRange(0, 'loss')[0] : Number.NaN))
    .filter((start) => Number.isFinite(start) && (type === 'linear' || start > 0))
    .map(Math.abs);
  if (starts.length === 0) return kept;
  const usual = type === 'log' ? Math.min(...starts) : Math.max(...starts);
  let low = type === 'log' ? usual : 0;
  let high = low;
  for (const { reader, lives } of lanes) {
    const extent = extentOf(reader, 'loss', type, usual * SHOWN[type][lives ? 0 : 1]);
    if (!extent) continue;
    low = Math.min(low, type === 'log' ? Math.max(usual * 1e-5, extent[0]) : extent[0]);
    high = Math.max(high, extent[1]);
  }
  return type === 'log' ? stableDomain(kept, low, high) : stableLinear(kept, low, high);
}

/** Holds every norm of one lane, up to its explosion. */
export function normDomain(
  reader: Reader,
  kept: readonly [number, number] | null,
  extentOf: ExtentOf,
): readonly [number, number] | null {
  const extent = extentOf(reader, 'globalNorm', 'log', Number.MAX_VALUE);
  return extent ? stableDomain(kept, ...extent) : kept;
}

/** A domain from round number to round number that holds 0 and both numbers, and never shrinks. */
export function stableLinear(
  previous: readonly [number, number] | null,
  low: number,
  high: number,
): readonly [number, number] {
  if (previous && low >= previous[0] && high <= previous[1]) return previous;
  const from = Math.min(0, low, previous?.[0] ?? 0);
  const to = Math.max(0, high, previous?.[1] ?? 0);
  const [first = 0, last = 1] = scaleLinear([from, from === to ? from + 1 : to], [0, 1])
    .nice(4)
    .domain();
  return [first, last];
}
