/** A history as JSON: plain lists, and what is no number as the strings of the reference files. */
import type { HistoryArrays } from '../history/arrays';
import { FileError } from './fileError';
import { HISTORY_FORMAT, type HistoryFile } from './historyFile';
import { backendOf, historyOf, recordOf, textOf } from './untrusted';

type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity';
type Listed<T> = T extends Float64Array | Int32Array | Uint8Array
  ? readonly JsonNumber[]
  : T extends readonly string[] | string | number | null
    ? T
    : { readonly [K in keyof T]: Listed<T[K]> };
export type HistoryJson = Listed<HistoryArrays>;

export const historyJson = (history: HistoryArrays): HistoryJson => listed(history) as HistoryJson; // key by key

export function writeHistoryJson({ experiment, backend, version, histories }: HistoryFile): string {
  return `${JSON.stringify({
    format: 'Backblast history',
    formatVersion: HISTORY_FORMAT,
    version,
    backend,
    experiment,
    histories: histories.map(historyJson),
  })}\n`;
}

/** Throws FileError with a sentence. Takes the files of `npm run experiment` as well. */
export function readHistoryJson(text: string): HistoryFile {
  const file = recordOf(parsed(text), 'The file');
  if (file.formatVersion !== undefined && file.formatVersion !== HISTORY_FORMAT)
    throw new FileError(
      `The file is of format ${JSON.stringify(file.formatVersion)}, and this page reads ${HISTORY_FORMAT}. Open it with the version that wrote it.`,
    );
  if (!Array.isArray(file.histories))
    throw new FileError('The file has no histories: it is not a history that Backblast wrote.');
  return {
    experiment: file.experiment,
    backend: file.backend === null || file.backend === undefined ? null : backendOf(file.backend),
    version: file.version === undefined ? '' : textOf(file.version, 'version'),
    histories: file.histories.map((each, index) => historyOf(each, `histories[${index}]`)),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FileError(
      `The file is no JSON, or its end is missing (${error instanceof Error ? error.message : String(error)}).`,
      { cause: error },
    );
  }
}

function listed(value: unknown): unknown {
  if (value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint8Array)
    return Array.from(value, jsonNumber);
  if (Array.isArray(value)) return value.map(listed);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, listed(inner)]));
  return typeof value === 'number' ? jsonNumber(value) : value;
}

const jsonNumber = (value: number): JsonNumber =>
  Number.isFinite(value) ? value : (String(value) as JsonNumber); // one of the three
