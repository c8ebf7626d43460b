/** What the pictures of a lane show, in a few plain sentences: the running summary for screen readers. */
import type { Layer } from '../../catalogue/types';
import { formatPlain } from '../../charts/format';
import type { Autopsy } from '../../history/autopsy';
import type { Regime } from '../../history/regime';
import type { HeldOut, RunReader } from '../../history/types';
import type { Experiment, LaneSpec } from '../../spec/types';
import { editWords, forkWords, growthMoved } from './changeWords';
import { deathNotice } from './deathNotice';
import { layerName } from './layerName';
import { plainText } from './segments';
import { verdict, wholeText } from './verdict';

export interface Summarized {
  readonly lane: string;
  readonly layers: readonly Layer[];
  readonly reader: Pick<RunReader, 'columnOfStep' | 'step' | 'valueAt' | 'row' | 'rowAt'>;
  /** Null before anything is measured. */
  readonly regime: Regime | null;
  readonly autopsy: Autopsy | null;
  /** The latest measured at the step or before, or null. */
  readonly heldOut: HeldOut | null;
  /** What was set, and changed since; null of a run that was recorded elsewhere. */
  readonly set: { readonly lane: LaneSpec; readonly experiment: Experiment } | null;
}

export function laneSummary(summarized: Summarized): string {
  const { lane, layers, reader, regime, autopsy, heldOut, set } = summarized;
  if (!regime) return `Lane ${lane}: nothing measured yet.`;
  const { step, growth } = regime;
  const fork = set ? forkWords(set.lane, set.experiment, layers) : '';
  const edits = set ? editWords(set.lane, step) : '';
  if (autopsy && regime.name === 'notFinite') {
    const { when, where, why } = deathNotice(lane, layers, autopsy);
    const death = `${plainText(when)}. First: ${plainText(where)}. Why: ${plainText(why)}`;
    return [death, edits, fork].filter((sentence) => sentence !== '').join(' ');
  }
  const sentences = [
    `Lane ${lane} at step ${step}: ${plainText(verdict(regime))}.`,
    wholeSentence(layers, regime),
    growthMoved(reader, { step, growth, lane: set?.lane ?? null }),
    edits,
    lossSentence(reader, step),
  ];
  if (heldOut) sentences.push(heldOutSentence(heldOut));
  sentences.push(fork);
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function wholeSentence(layers: readonly Layer[], { growth }: Regime): string {
  const whole = wholeText(growth);
  if (!growth || !whole) return '';
  return `From ${layerName(layers, growth.last)} back to ${layerName(layers, growth.first)} the gradient is multiplied by ${plainText(whole).slice(1)}.`;
}

function lossSentence(reader: Summarized['reader'], step: number): string {
  const column = reader.columnOfStep(step);
  const loss = reader.valueAt(step, 'loss') ?? (column < 0 ? null : reader.step(column, 'loss'));
  return loss === null ? '' : `Loss ${formatPlain(loss)}.`;
}

function heldOutSentence({ step, loss, accuracy }: HeldOut): string {
  const measured = Number.isNaN(accuracy)
    ? `loss ${formatPlain(loss)}`
    : `${formatPlain(accuracy * 100)}% right`;
  return `On held-out data at step ${step}: ${measured}.`;
}
