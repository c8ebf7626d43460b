/** What the pictures of a lane show, in a few plain sentences: the running summary for screen readers. */
import type { Layer } from '../../catalogue/types';
import { formatPlain } from '../../charts/format';
import type { Autopsy } from '../../history/autopsy';
import type { Regime } from '../../history/regime';
import type { HeldOut, RunReader } from '../../history/types';
import { deathNotice } from './deathNotice';
import { layerName } from './layerName';
import { plainText } from './segments';
import { verdict, wholeText } from './verdict';

export interface Summarized {
  readonly lane: string;
  readonly layers: readonly Layer[];
  readonly reader: Pick<RunReader, 'columnOfStep' | 'step' | 'valueAt'>;
  /** Null before anything is measured. */
  readonly regime: Regime | null;
  readonly autopsy: Autopsy | null;
  /** The latest measured at the step or before, or null. */
  readonly heldOut: HeldOut | null;
}

export function laneSummary({ lane, layers, reader, regime, autopsy, heldOut }: Summarized): string {
  if (!regime) return `Lane ${lane}: nothing measured yet.`;
  const { step } = regime;
  if (autopsy && regime.name === 'notFinite') {
    const { when, where, why } = deathNotice(lane, layers, autopsy);
    return `${plainText(when)}. First: ${plainText(where)}. Why: ${plainText(why)}`;
  }
  const sentences = [
    `Lane ${lane} at step ${step}: ${plainText(verdict(regime))}.`,
    wholeSentence(layers, regime),
    lossSentence(reader, step),
  ];
  if (heldOut) sentences.push(heldOutSentence(heldOut));
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
