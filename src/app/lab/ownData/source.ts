/** From a file to what the panel shows of it, and from what was chosen there to the values of an experiment. */
import { dsvFormat } from 'd3-dsv';
import type { Values } from '../../../catalogue/types';
import { type Column, readColumns } from '../../../data/csv/columns';
import { CSV_LIMITS } from '../../../data/csv/limits';
import { type CsvChoice, inputsAsText } from '../../../data/csv/plan';
import { checkSize, readTable, type Table, textOf } from '../../../data/csv/table';
import { hexHash } from '../../../random/hash';

/** A file that could be read. */
export interface Source {
  readonly name: string;
  readonly text: string;
  readonly hash: string;
  readonly table: Table;
  readonly columns: readonly Column[];
}

/** Throws DataError with the line and the reason. */
export async function sourceOf(name: string, file: Blob): Promise<Source> {
  checkSize(file.size); // before it is read
  return sourceOfText(name, textOf(new Uint8Array(await file.arrayBuffer())).replace(/^\ufeff/, ''));
}

export function sourceOfText(name: string, text: string): Source {
  const table = readTable(text);
  const shortName = name.slice(0, CSV_LIMITS.fileNameLength);
  return { name: shortName, text, hash: hexHash(text), table, columns: readColumns(table) };
}

/** What is tried first: the last column that can be used, from all others. */
export function usualChoice(columns: readonly Column[]): CsvChoice {
  const target = columns.findLast(({ kind }) => kind !== 'none') ?? columns.at(-1);
  return target ? choiceFor(columns, target) : { inputs: [], target: '', task: 'classes' };
}

function choiceFor(columns: readonly Column[], target: Column): CsvChoice {
  const inputs = columns.filter((column) => column !== target && column.kind !== 'none');
  return { inputs: inputs.map(({ name }) => name), target: target.name, task: usualTask(target) };
}

/** Up to ten different whole numbers are most often the names of classes. */
export function usualTask({ kind, classes }: Column): CsvChoice['task'] {
  if (kind !== 'number') return 'classes';
  return classes && classes.length <= 10 && classes.every((label) => Number.isInteger(Number(label)))
    ? 'classes'
    : 'number';
}

/** The values of the data set: the table itself where it is small, without its unused columns where that makes it so. */
export function valuesOf(source: Source, choice: CsvChoice): Values {
  const { name, hash, text } = source;
  const short = text.length <= CSV_LIMITS.textInLink ? text : withoutUnused(source, choice);
  const inputs = inputsAsText(choice.inputs);
  return { name, text: short ?? '', hash, inputs, target: choice.target, task: choice.task };
}

/** Null where it is still too long, or would not be read as the same table. */
function withoutUnused({ table }: Source, { inputs, target }: CsvChoice): string | null {
  const kept = table.names.flatMap((name, index) =>
    name === target || inputs.includes(name) ? [index] : [],
  );
  const pick = (row: readonly string[]) => kept.map((index) => row[index] ?? '');
  // Counted first: a large table is not written out at every tick of a box.
  let least = 0;
  for (const row of table.rows) {
    for (const index of kept) least += (row[index]?.length ?? 0) + 1;
    if (least > CSV_LIMITS.textInLink) return null;
  }
  const rows = [table.names, ...table.rows].map(pick);
  const text = dsvFormat(table.delimiter).formatRows(rows);
  if (text.length > CSV_LIMITS.textInLink) return null;
  const again = readTable(text);
  return JSON.stringify([again.names, ...again.rows]) === JSON.stringify(rows) ? text : null;
}
