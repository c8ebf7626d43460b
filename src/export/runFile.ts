/** Any file that holds runs: a recording, or a history that the lab wrote. Known by how it begins. */
import type { HistoryArrays } from '../history/arrays';
import { FileError } from './fileError';
import { readHistoryCsv } from './historyCsv';
import { readHistoryJson } from './historyJson';
import { readRecording } from './recording';

export interface RunFile {
  readonly runs: readonly HistoryArrays[];
  /** Who measured them: `PyTorch`, or the lab's engine. */
  readonly madeBy: string;
  /** The experiment that made them, where the lab did; unchecked. */
  readonly experiment: unknown;
  readonly isCut: boolean;
  /** It does not say which rows are branches. */
  readonly isTrunkOnly: boolean;
}

/** A file larger than this is not read into a page. */
export const MOST_BYTES = 64 * 2 ** 20;

export const CSV_START = '# Backblast history';

/** Throws FileError. `name`: the file's, for what has no name of its own. */
export function readRunFile(name: string, text: string): RunFile {
  const isCsv = text.startsWith(CSV_START);
  if (isCsv || isHistoryJson(text)) {
    const { histories, backend, version, experiment } = isCsv ? readHistoryCsv(text) : readHistoryJson(text);
    const madeBy = [`Backblast ${version}`.trim(), ...(backend ? [backend.name] : [])].join(' on ');
    return { runs: histories, madeBy, experiment, isCut: false, isTrunkOnly: false };
  }
  if (!text.trimStart().startsWith('{'))
    throw new FileError('The file is neither a recording nor a history that Backblast wrote.');
  const { run, ...rest } = readRecording(name, text);
  return { runs: [run], madeBy: 'the PyTorch recorder', experiment: null, ...rest };
}

/** A recording has `step` in its first object, a history `histories` behind its head. */
const isHistoryJson = (text: string): boolean =>
  /^\s*\{\s*"(format|experiment|version)"/.test(text.slice(0, 200));
