import { CSV_LIMITS } from './csv/limits';
import type { Dataset } from './types';

const text = (id: string, label: string, maxLength: number, description: string) =>
  ({ id, label, type: 'text', default: '', maxLength, effect: 'rebuild', description }) as const;

/** A table of the user's own. What reads it is a script of its own: most visits never need it. */
export const csv: Dataset = {
  id: 'csv',
  label: 'Your own CSV',
  noun: 'rows',
  description: 'A table of yours: a first line of column names, a row a line. It stays in this browser.',
  source: 'yours',
  parameters: [
    text('name', 'File', CSV_LIMITS.fileNameLength, 'The name of the file.'),
    text(
      'text',
      'Table',
      CSV_LIMITS.textInLink,
      'The table itself, as CSV. Empty: it is too large for a link, and the file has to be at hand.',
    ),
    text('hash', 'Fingerprint', 32, 'The hash of the file’s text, by which it is found again.'),
    text(
      'inputs',
      'Inputs',
      CSV_LIMITS.inputsLength,
      'The names of the columns that are inputs, as one row of CSV. Empty: all but the target that can be.',
    ),
    text('target', 'Target', CSV_LIMITS.nameLength, 'The column to be predicted. Empty: the last one.'),
    {
      id: 'task',
      label: 'Predicted as',
      type: 'choice',
      default: 'classes',
      choices: ['classes', 'number'],
      effect: 'rebuild',
      description: 'classes: which one of a few words or whole numbers. number: how much.',
    },
  ],
  losses: ['softmaxCrossEntropy', 'mse'],
  lossesFor: ({ task }) => [task === 'number' ? 'mse' : 'softmaxCrossEntropy'],
  own: async () => (await import('./csv/make')).makeCsv,
  make() {
    throw new Error('A table of one’s own is made by `own`.');
  },
};
