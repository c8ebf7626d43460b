/** What happened to a lane that stopped: the facts, dated; src/app/words makes sentences of them. */
import { CLASS } from '../catalogue/types';
import { firstNonFinite, isDead, nonFinite } from './firstNonFinite';
import { type Growth, laneGrowth, trunkRows } from './growth';
import { depthRegime, lossJumps, notFiniteSince } from './regime';
import type { FirstNonFinite, RunReader } from './types';

/** `depth`: growth through depth came first. `step`: a step that was too large. `start`: the first forward pass. */
export type Cause = 'depth' | 'step' | 'start' | 'unknown';

export type ChainFact = { readonly step: number } & (
  | { readonly kind: 'loss'; readonly from: number; readonly to: number }
  | { readonly kind: 'gradient'; readonly from: number; readonly to: number }
  /** ‖ΔW‖/‖W‖ of the layer that was moved most. */
  | { readonly kind: 'update'; readonly layer: number; readonly ratio: number }
  /** Largest outputs, from one row to another. */
  | {
      readonly kind: 'outputs';
      readonly fromLayer: number;
      readonly from: number;
      readonly toLayer: number;
      readonly to: number;
    }
  | { readonly kind: 'overflow'; readonly first: FirstNonFinite; readonly thenNaN: boolean }
);

export interface Autopsy {
  /** The last step of the lane. */
  readonly step: number;
  readonly first: FirstNonFinite;
  /** The first was Inf, and NaN followed within the step. */
  readonly thenNaN: boolean;
  readonly cause: Cause;
  /** The step that did it, and the growth over depth then (null with fewer than two hidden rows). */
  readonly culprit: {
    readonly step: number;
    readonly growth: Growth | null;
    readonly update: UpdateRatio | null;
  };
  /** At most five, by step. */
  readonly chain: readonly ChainFact[];
}

export interface UpdateRatio {
  readonly layer: number;
  readonly ratio: number;
}

/** Null for a lane that can go on. */
export function autopsy(reader: RunReader): Autopsy | null {
  const step = reader.lastStep;
  const row = reader.rowAt(step);
  const loss = reader.valueAt(step, 'loss');
  if (!row || loss === null || !isDead(row, loss)) return null;
  const since = notFiniteSince(reader, step);
  const first = firstOf(reader, since) ?? firstNonFinite(row, loss, step);
  if (!first) return null;
  const thenNaN = first.kind === 'Inf' && hasNaN(reader, first.step);
  const jump = startOfJump(reader, first.step);
  const cause = causeOf(reader, first);
  const culpritStep = culpritOf(reader, first.step, jump, cause);
  const culpritRow = reader.rowAt(culpritStep);
  return {
    step,
    first,
    thenNaN,
    cause,
    culprit: {
      step: culpritStep,
      growth: culpritRow && laneGrowth(culpritRow),
      update: largestUpdate(reader, culpritStep),
    },
    chain: chainOf(reader, first, thenNaN, jump),
  };
}

function firstOf(reader: RunReader, step: number): FirstNonFinite | null {
  const row = reader.rowAt(step);
  const loss = reader.valueAt(step, 'loss');
  return row && loss !== null ? firstNonFinite(row, loss, step) : null;
}

function hasNaN(reader: RunReader, step: number): boolean {
  const row = reader.rowAt(step);
  const loss = reader.valueAt(step, 'loss');
  return row !== null && loss !== null && [...nonFinite(row, loss, step)].some(({ kind }) => kind === 'NaN');
}

/** Which disease was seen first, over the steps before the failure (theory.md §2). */
function causeOf(reader: RunReader, first: FirstNonFinite): Cause {
  const jumps = new Set([...lossJumps(reader, first.step)].map(({ step }) => step));
  const last = reader.columnOfStep(first.step - 1);
  let latest: ReturnType<typeof depthRegime> = 'undefined';
  for (let column = 0; column <= last; column++) {
    latest = depthRegime(laneGrowth(reader.row(column)));
    if (latest === 'exploding') return 'depth';
    if (jumps.has(reader.stepOfColumn(column)) && latest !== 'vanishing') return 'step';
  }
  if (first.step === 0)
    return first.pass === 'backward' ? 'depth' : first.pass === 'update' ? 'step' : 'start';
  return latest === 'vanishing' ? 'unknown' : 'step'; // it became non-finite: that alone makes the step unstable
}

/** First step of the unbroken climb of the loss that ends in the failure; null when the loss did not climb. */
function startOfJump(reader: RunReader, failure: number): number | null {
  let start: number | null = null;
  let expected = reader.columnOfStep(failure);
  for (const { step } of [...lossJumps(reader, failure)].reverse()) {
    if (reader.columnOfStep(step) !== expected) break;
    start = step;
    expected--;
  }
  return start;
}

/** The step before the climb; for growth through depth, if that step does not show it, the latest single step that does. */
function culpritOf(reader: RunReader, failure: number, jump: number | null, cause: Cause): number {
  const before = Math.max(0, (jump ?? failure) - 1);
  if (cause !== 'depth') return before;
  for (let step = before; step >= 0; step--) {
    const row = reader.rowAt(step);
    if (!row) break;
    if (depthRegime(laneGrowth(row)) === 'exploding') return step;
  }
  return before;
}

/** The layer whose weights the step's update moved most, measured by their size before; null where none is measured. */
function largestUpdate(reader: RunReader, step: number): UpdateRatio | null {
  const row = reader.rowAt(step);
  let largest: UpdateRatio | null = null;
  for (let layer = 0; row && layer < row.layers.length; layer++) {
    const ratio = row.quantity(layer, 'updateWeights') / row.quantity(layer, 'weights');
    if (Number.isFinite(ratio) && ratio > (largest?.ratio ?? 0)) largest = { layer, ratio };
  }
  return largest;
}

function chainOf(
  reader: RunReader,
  first: FirstNonFinite,
  thenNaN: boolean,
  jump: number | null,
): ChainFact[] {
  const facts: (ChainFact | null)[] = [
    lossFact(reader, jump, first.step),
    gradientFact(reader, Math.max(0, (jump ?? first.step) - 1), first.step),
    updateFact(reader, Math.max(0, (jump ?? first.step) - 1), first.step),
    outputsFact(reader, first),
    { kind: 'overflow', step: first.step, first, thenNaN },
  ];
  return facts.filter((fact) => fact !== null).sort((a, b) => a.step - b.step); // stable: same step, order of the list
}

/** A change worth a line. */
const NOTABLE = 3;

function lossFact(reader: RunReader, jump: number | null, failure: number): ChainFact | null {
  if (jump === null || jump >= failure || jump < 1) return null;
  const from = reader.valueAt(jump - 1, 'loss');
  const to = reader.valueAt(jump, 'loss');
  return from === null || to === null ? null : { kind: 'loss', step: jump - 1, from, to };
}

/** The largest jump of the gradient's norm from one step to the next. */
function gradientFact(reader: RunReader, start: number, failure: number): ChainFact | null {
  let largest = NOTABLE;
  let fact: ChainFact | null = null;
  for (let step = Math.max(1, start); step <= failure; step++) {
    const from = reader.valueAt(step - 1, 'globalNorm') ?? Number.NaN;
    const to = reader.valueAt(step, 'globalNorm') ?? Number.NaN;
    if (!Number.isFinite(to / from) || to / from < largest) continue;
    largest = to / from;
    fact = { kind: 'gradient', step, from, to };
  }
  return fact;
}

/** The update that moved a layer's weights most, if by more than their own size. */
function updateFact(reader: RunReader, start: number, failure: number): ChainFact | null {
  let fact: ({ kind: 'update'; step: number } & UpdateRatio) | null = null;
  for (let step = start; step <= failure; step++) {
    const update = largestUpdate(reader, step);
    if (update && update.ratio >= Math.max(1, fact?.ratio ?? 0)) fact = { kind: 'update', step, ...update };
  }
  return fact;
}

/** How the outputs grew over the trunk in the failing forward pass, up to the failure. */
function outputsFact(reader: RunReader, { pass, step, layer }: FirstNonFinite): ChainFact | null {
  const row = reader.rowAt(step);
  if (!row || (pass !== 'forward' && pass !== 'loss')) return null;
  const before = trunkRows(row.layers).filter(
    (index) => (pass === 'loss' || index < layer) && row.classOf(index, 'output') === CLASS.finite,
  );
  const [fromLayer] = before;
  const toLayer = before.at(-1);
  if (fromLayer === undefined || toLayer === undefined || fromLayer === toLayer) return null;
  const from = row.quantity(fromLayer, 'outputMax');
  const to = row.quantity(toLayer, 'outputMax');
  return to > NOTABLE * from ? { kind: 'outputs', step, fromLayer, from, toLayer, to } : null;
}
