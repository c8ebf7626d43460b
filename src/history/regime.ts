/** The regime of a lane at a step: the rule of theory.md §2, and what it was read from. */
import { CLASS } from '../catalogue/types';
import { firstNonFinite } from './firstNonFinite';
import { type Growth, laneGrowth } from './growth';
import type { RunReader } from './types';

/** Our convention: over ×30 from the last to the first hidden layer is exploding, under ×1/30 vanishing. */
export const WHOLE_LIMIT = 30;
/** A step was unstable when the loss exceeded this many times its running minimum … */
export const JUMP_LIMIT = 10;
/** … within so many steps. */
export const JUMP_WINDOW = 50;
/**
 * The minimum is that of the median of so many losses, and not of single ones: on mini-batches one lucky batch would
 * set a minimum that every ordinary one exceeds, and a network that learns would be called unstable.
 */
const TYPICAL_OF = 9;
/** And it must climb back to at least this share of the first loss: near 0 a batch's luck alone is a factor of ten. */
const CLIMB = 0.1;

export interface LossJump {
  /** The step whose loss is too high; the update before it made it so. */
  readonly step: number;
  readonly loss: number;
  /** The lowest typical loss until then. */
  readonly minimum: number;
}

/** `undefined`: fewer than two hidden rows, or a growth of 0/0, and nothing else to say. */
export type RegimeName = 'healthy' | 'exploding' | 'vanishing' | 'unstableStep' | 'notFinite' | 'undefined';

export interface Regime {
  readonly name: RegimeName;
  /** The step that was judged: the one asked for, or the last there is. */
  readonly step: number;
  readonly growth: Growth | null;
  /** The latest within the window, whatever the name. */
  readonly jump: LossJump | null;
  /** The first weights had this growth before any update, and no jump within the window threw them since: a smaller step changes nothing of it. */
  readonly isFromStart: boolean;
  /** Name `notFinite`: since which step without a break, as far back as steps are kept. */
  readonly since: number | null;
}

/** Null while nothing is measured. A step after the lane's end is judged by its last one. */
export function regimeAt(reader: RunReader, wanted: number): Regime | null {
  const step = Math.min(wanted, reader.lastStep);
  const column = reader.columnOfStep(step);
  if (column < 0) return null;
  const row = reader.rowAt(step) ?? reader.row(column);
  const growth = laneGrowth(row);
  const jump = latestJump(reader, step);
  const byDepth = depthRegime(growth);
  const isFromStart = !jump && depthRegime(laneGrowth(reader.rowAt(0) ?? reader.row(0))) === byDepth;
  const rest = { step, growth, jump, isFromStart };
  if (notFiniteAt(reader, step)) return { name: 'notFinite', ...rest, since: notFiniteSince(reader, step) };
  if (byDepth === 'exploding' || byDepth === 'vanishing') return { name: byDepth, ...rest, since: null };
  const unstable = jump !== null || wasNotFinite(reader, step);
  return { name: unstable ? 'unstableStep' : byDepth, ...rest, since: null };
}

/** What the growth over depth alone says. */
export function depthRegime(growth: Growth | null): 'healthy' | 'exploding' | 'vanishing' | 'undefined' {
  if (!growth) return 'undefined';
  const { value, class: code } = growth.whole;
  if (code === CLASS.zero) return 'vanishing';
  if (code === CLASS.infinite) return 'exploding';
  if (code !== CLASS.finite) return 'undefined';
  if (value > WHOLE_LIMIT) return 'exploding';
  return value < 1 / WHOLE_LIMIT ? 'vanishing' : 'healthy';
}

/**
 * Steps up to `step` whose loss exceeded ten times the lowest typical loss before, or was not finite, oldest first (merged
 * ones by their first step). A loss that may be 0 or negative (a read-out) has no ten times.
 */
export function* lossJumps(reader: RunReader, step: number): Generator<LossJump> {
  let minimum = Number.POSITIVE_INFINITY;
  let first = Number.NaN;
  const latest: number[] = [];
  const end = reader.columnOfStep(step);
  for (let column = 0; column <= end; column++) {
    const [least, loss] = reader.stepRange(column, 'loss');
    if (Number.isNaN(first)) first = least;
    const exceeds = minimum > 0 && loss > JUMP_LIMIT * minimum && loss > CLIMB * first;
    if (exceeds || !Number.isFinite(loss)) yield { step: reader.stepOfColumn(column), loss, minimum };
    if (Number.isNaN(least)) continue;
    latest.push(least);
    if (latest.length > TYPICAL_OF) latest.shift();
    minimum = Math.min(minimum, medianOf(latest));
  }
}

/** The lower of the two in the middle where there are two. */
function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.POSITIVE_INFINITY;
}

function latestJump(reader: RunReader, step: number): LossJump | null {
  let latest: LossJump | null = null;
  for (const jump of lossJumps(reader, step)) latest = jump;
  const isRecent =
    latest !== null && latest.step > step - JUMP_WINDOW && latest.minimum < Number.POSITIVE_INFINITY;
  return isRecent ? latest : null;
}

/** Whether anything of a step was not finite; a merged step counts if any of it was. */
export function notFiniteAt(reader: RunReader, step: number): boolean {
  const column = reader.columnOfStep(step);
  if (column < 0) return false;
  const row = reader.rowAt(step) ?? reader.row(column);
  const loss = reader.valueAt(step, 'loss') ?? reader.step(column, 'loss');
  return firstNonFinite(row, loss, step) !== null;
}

/** The first step of the unbroken run of non-finite steps that ends at `step`. */
export function notFiniteSince(reader: RunReader, step: number): number {
  let since = step;
  while (since > 0 && notFiniteAt(reader, since - 1)) since--;
  return since;
}

function wasNotFinite(reader: RunReader, step: number): boolean {
  for (let before = step - 1; before >= Math.max(0, step - JUMP_WINDOW + 1); before--) {
    if (notFiniteAt(reader, before)) return true;
  }
  return false;
}
