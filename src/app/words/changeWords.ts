/** What changed in a lane, in sentences: its edits by step, how its growth moved, and what a fork has otherwise. */
import { clipping, optimizer, schedule } from '../../catalogue/registry';
import { CLASS, type Choice, type Entry, type Layer, type Value } from '../../catalogue/types';
import { formatFactor } from '../../charts/format';
import { type Growth, laneGrowth } from '../../history/growth';
import type { RunReader } from '../../history/types';
import { inOrder, settingsAt } from '../../spec/edits';
import type { Edit, Experiment, LaneSpec } from '../../spec/types';
import { laneSentence } from './laneSentence';
import { plainText, setting } from './segments';

/** Of a long log the latest are told, the others counted. */
const TOLD = 3;
/** Without an edit, growth is compared with so many steps before. */
const BACK = 50;
/** A smaller move of the growth of one layer (as a ratio) is told as none. */
const SAME = 1.05;

/** “A fork. As A, but with clipping at 1.” Empty for a lane without a parent. */
export function forkWords(lane: LaneSpec, experiment: Experiment, layers: readonly Layer[]): string {
  const isFork = experiment.lanes.some(({ id }) => id === lane.parent);
  return isFork ? `A fork. ${plainText(laneSentence(lane, experiment, layers))}.` : '';
}

/** “Changed on the way: learning rate 0.01 at step 60.” Up to the step shown; empty without an edit. */
export function editWords(lane: LaneSpec, step: number): string {
  const edits = editsUntil(lane, step);
  if (edits.length === 0) return '';
  const told = edits.slice(-TOLD).map((edit) => `${changeOf(lane, edit)} at step ${edit.step}`);
  const before = edits.length - told.length;
  const others = before === 0 ? '' : `, after ${before} earlier ${before === 1 ? 'change' : 'changes'}`;
  return `Changed on the way: ${told.join(', ')}${others}.`;
}

/** “Since step 40 the growth rose from ×1.10 to ×1.40 a layer.” Since the latest edit, or else 50 steps before, at most. */
export function growthMoved(reader: Pick<RunReader, 'columnOfStep' | 'row' | 'rowAt'>, now: Since): string {
  const { step, growth, lane } = now;
  const latest = lane && editsUntil(lane, step).findLast((edit) => edit.step < step);
  const since = latest ? latest.step : Math.max(0, step - BACK);
  if (since >= step || reader.columnOfStep(since) < 0) return '';
  const row = reader.rowAt(since);
  const before = row && laneGrowth(row);
  if (!before || !growth || !isNumber(before) || !isNumber(growth)) return '';
  const [from, to] = [before.perLayer.value, growth.perLayer.value];
  const [less, more] = [formatFactor(from), formatFactor(to)];
  const each = ` a ${growth.each}`;
  if (Math.max(from / to, to / from) < SAME || less === more)
    return `Since step ${since} the growth is nearly the same.`;
  return `Since step ${since} the growth ${to > from ? 'rose' : 'fell'} from ${less} to ${more}${each}.`;
}

export interface Since {
  readonly step: number;
  readonly growth: Growth | null;
  /** Null of a run that was recorded elsewhere. */
  readonly lane: LaneSpec | null;
}

const isNumber = ({ perLayer }: Growth): boolean => perLayer.class === CLASS.finite && perLayer.value > 0;

/** In order; a setting moved twice within a step counts once, as it was left. */
function editsUntil({ edits }: LaneSpec, step: number): readonly Edit[] {
  const log = inOrder(edits).filter((edit) => edit.step <= step);
  return log.filter(
    (edit, index) =>
      !log.slice(index + 1).some((later) => later.step === edit.step && later.path === edit.path),
  );
}

const NAMES: Readonly<Record<string, string>> = {
  learningRate: 'learning rate',
  weightDecay: 'weight decay',
  clipping: 'clipping',
  optimizer: 'optimizer',
  schedule: 'schedule',
};

/** `clipping by global norm at 1`, `clipping threshold 0.5`, `learning rate 0.01`. */
function changeOf(lane: LaneSpec, { step, path, value }: Edit): string {
  const [first = '', parameter] = path.split('.');
  if (path === 'skipNonFinite')
    return `steps that are not finite ${value === true ? 'skipped' : 'no longer skipped'}`;
  const name = NAMES[first] ?? first;
  if (typeof value === 'object') return `${name}: ${choiceWords(first, value)}`;
  if (parameter === undefined) return `${name} ${valueWords(value)}`;
  const entry = entryOf(first, settingsAt(lane, step));
  const label = entry?.parameters.find(({ id }) => id === parameter)?.label.toLowerCase() ?? parameter;
  return `${name}, ${label} ${valueWords(value)}`;
}

function entryOf(first: string, lane: LaneSpec): Entry | null {
  if (first === 'clipping') return clipping(lane.clipping.kind);
  if (first === 'schedule') return schedule(lane.schedule.kind);
  return first === 'optimizer' ? optimizer(lane.optimizer.kind) : null;
}

function choiceWords(first: string, choice: Choice): string {
  const entry = first === 'clipping' ? clipping(choice.kind) : schedule(choice.kind); // all that an edit may choose
  const values = entry.parameters.map(
    ({ id, label, default: usual }) => `${label.toLowerCase()} ${valueWords(choice[id] ?? usual)}`,
  );
  return [entry.label, ...values].join(', ');
}

const valueWords = (value: Value): string =>
  typeof value === 'number' ? plainText(setting(value)) : String(value);
