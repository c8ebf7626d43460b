/** What is to be learnt from a table: which columns, which rows, and whether that can be. */
import { csvFormatRow, csvParseRows } from 'd3-dsv';
import type { Values } from '../../catalogue/types';
import { DataError } from '../types';
import type { Column } from './columns';
import { CSV_LIMITS } from './limits';

export interface CsvChoice {
  /** Names of columns; none: all but the target that can be used. */
  readonly inputs: readonly string[];
  /** '': the last column. */
  readonly target: string;
  readonly task: 'classes' | 'number';
}

export interface Plan {
  readonly inputs: readonly Column[];
  readonly target: Column;
  readonly task: CsvChoice['task'];
  /** The classes that occur in the rows; empty for a number. */
  readonly classes: readonly string[];
  /** Numbers in one row: a column of words is as many as it has words. */
  readonly width: number;
  /** The rows that have all their cells. */
  readonly rows: Uint32Array;
  readonly leftOut: number;
  /** Of `rows`, how many are trained on. */
  readonly trainRows: number;
}

export const TRAIN_SHARE = 0.8;

export const choiceIn = ({ inputs, target, task }: Values): CsvChoice => ({
  inputs: csvParseRows(String(inputs ?? ''))[0]?.filter((name) => name !== '') ?? [],
  target: String(target ?? ''),
  task: task === 'number' ? 'number' : 'classes',
});

export const inputsAsText = (names: readonly string[]): string => csvFormatRow([...names]);

/** How wide a column is as an input. */
export const widthOf = ({ kind, classes }: Column): number => (kind === 'words' ? (classes?.length ?? 0) : 1);

/** The choice as it will be trained on; throws DataError where it cannot be. */
export function plan(columns: readonly Column[], choice: CsvChoice): Plan {
  const target = choice.target === '' ? columns.at(-1) : columns.find(({ name }) => name === choice.target);
  if (!target) throw new DataError(`There is no column ‘${choice.target}’ to be predicted.`);
  const inputs = inputsOf(columns, choice, target);
  const width = inputs.reduce((sum, column) => sum + widthOf(column), 0);
  if (width > CSV_LIMITS.inputs)
    throw new DataError(
      `That is ${width.toLocaleString('en-US')} inputs once words are spread out; ${CSV_LIMITS.inputs.toLocaleString('en-US')} is the most. Take fewer columns.`,
    );
  checkTarget(target, choice.task);
  const used = [...inputs, target];
  const rows = Uint32Array.from(target.labels.keys()).filter((row) =>
    used.every(({ labels }) => labels[row] !== ''),
  );
  if (rows.length < CSV_LIMITS.leastRows)
    throw new DataError(
      `${rows.length === 1 ? '1 row has' : `${rows.length} rows have`} all the chosen cells; ${CSV_LIMITS.leastRows} are needed.`,
    );
  const present = new Set(Array.from(rows, (row) => target.labels[row]));
  if (present.size < 2)
    throw new DataError(
      `‘${target.name}’ is the same in all rows that are complete: nothing is to be learnt.`,
    );
  return {
    inputs,
    target,
    task: choice.task,
    classes: choice.task === 'classes' ? (target.classes ?? []).filter((label) => present.has(label)) : [],
    width,
    rows,
    leftOut: target.labels.length - rows.length,
    trainRows: Math.round(TRAIN_SHARE * rows.length),
  };
}

function inputsOf(columns: readonly Column[], { inputs }: CsvChoice, target: Column): readonly Column[] {
  const chosen =
    inputs.length === 0
      ? columns.filter((column) => column !== target && column.kind !== 'none')
      : inputs.map((name) => {
          const column = columns.find((each) => each.name === name);
          if (!column) throw new DataError(`There is no column ‘${name}’ to be an input.`);
          if (column === target)
            throw new DataError(`‘${name}’ is what is predicted and cannot be an input.`);
          if (column.kind === 'none') throw new DataError(column.reason);
          return column;
        });
  if (chosen.length === 0) {
    const [reason] = columns.filter((column) => column !== target && column.reason !== '');
    throw new DataError(`No column can be an input. ${reason?.reason ?? ''}`.trim());
  }
  return [...new Set(chosen)];
}

function checkTarget(target: Column, task: CsvChoice['task']): void {
  // A column with a few slips among its numbers has labels as well, and they are no classes.
  if (target.kind === 'none') throw new DataError(target.reason);
  if (task === 'number' && target.kind !== 'number')
    throw new DataError(`‘${target.name}’ holds words. Predict classes, or choose a column of numbers.`);
  if (task === 'classes' && target.classes === null)
    throw new DataError(
      `‘${target.name}’ has more than ${CSV_LIMITS.words} different values. Predict it as a number.`,
    );
}
