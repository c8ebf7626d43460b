/** What was understood of a table, in sentences. */
import { CSV_LIMITS } from '../../../data/csv/limits';
import type { Column } from '../../../data/csv/columns';
import { type CsvChoice, type Plan, plan } from '../../../data/csv/plan';
import { DataError } from '../../../data/types';

const count = (many: number, one: string, more = `${one}s`) =>
  `${many.toLocaleString('en-US')} ${many === 1 ? one : more}`;

/** The plan, or why there is none. */
export function planned(columns: readonly Column[], choice: CsvChoice): Plan | string {
  if (choice.inputs.length === 0) return 'Choose a column to learn from.';
  try {
    return plan(columns, choice);
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
}

export function planWords(
  { rows, trainRows, width, target, classes, leftOut, inputs }: Plan,
  batch: number,
): readonly string[] {
  const predicted =
    classes.length > 0
      ? `${count(classes.length, 'class', 'classes')} of ‘${target.name}’: ${listed(classes)}`
      : `the number ‘${target.name}’`;
  const hasWords = inputs.some(({ kind }) => kind === 'words');
  return [
    `${count(trainRows, 'row')} to train on and ${rows.length - trainRows} held out, the same for every seed. ` +
      `From ${count(width, 'input')}${hasWords ? ' (a word is one input)' : ''} to ${predicted}.`,
    classes.length > 0
      ? 'Inputs are standardized over the rows that are trained on.'
      : 'Inputs and the number are standardized over the rows that are trained on: the loss is in squared deviations.',
    ...(leftOut > 0
      ? [`${count(leftOut, 'row')} with empty cells ${leftOut === 1 ? 'is' : 'are'} left out.`]
      : []),
    ...(batch > trainRows ? [`A batch asks for ${batch} rows and takes all ${trainRows}.`] : []),
  ];
}

const SHOWN = 6;
const listed = (words: readonly string[]) =>
  words.length <= SHOWN
    ? words.join(', ')
    : `${words.slice(0, SHOWN).join(', ')} and ${words.length - SHOWN} more`;

export const linkWords = (name: string, isInLink: boolean): string =>
  isInLink
    ? 'The table is small enough to stand in the link.'
    : `A link holds up to ${CSV_LIMITS.textInLink.toLocaleString('en-US')} characters of a table, and this one is longer: the link names ${name}, and who opens it elsewhere needs the file. This browser keeps it, where it may.`;

/** "number", "3 words", "number, 2 empty"; why it cannot be used. */
export function columnWords({ kind, reason, classes, missing }: Column): string {
  if (kind === 'none') return reason;
  const what = kind === 'number' ? 'number' : count(classes?.length ?? 0, 'word');
  return missing > 0 ? `${what}, ${missing} empty` : what;
}
