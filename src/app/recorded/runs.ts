/** Runs that were measured elsewhere, as files brought them: beside the experiment, and in no link. */
import { createStore } from 'zustand/vanilla';
import { CSV_START, MOST_BYTES, readRunFile } from '../../export/runFile';
import { FileError } from '../../export/fileError';
import { type ArrayReader, readerOfArrays } from '../../history/fromArrays';

export interface RecordedRun {
  readonly id: string;
  /** The file, and of several lanes in it the lane. */
  readonly name: string;
  readonly madeBy: string;
  readonly reader: ArrayReader;
  readonly isCut: boolean;
  /** It does not say which rows are branches. */
  readonly isTrunkOnly: boolean;
}

/** A page has room for so many. */
const MOST_RUNS = 4;

export const recordedRuns = createStore<{
  readonly runs: readonly RecordedRun[];
  /** Why the last file could not be read; else empty. */
  readonly fault: string;
}>()(() => ({ runs: [], fault: '' }));

let opened = 0;

/** Whether a dropped file holds runs; a table to train on does not. */
export async function acceptsDroppedFile(file: File): Promise<boolean> {
  if (/\.(jsonl|ndjson|json)$/i.test(file.name)) return true;
  return (await file.slice(0, CSV_START.length).text()) === CSV_START;
}

/** Adds the runs of a file, or says why not. The newest stay where there are too many. */
export async function openRunFile(file: File): Promise<void> {
  try {
    if (file.size > MOST_BYTES)
      throw new FileError(
        `The file has ${Math.ceil(file.size / 2 ** 20)} MB, and ${MOST_BYTES / 2 ** 20} are read. Record fewer steps.`,
      );
    const { runs, madeBy, isCut, isTrunkOnly } = readRunFile(file.name, await file.text());
    const added = runs.map(
      (run): RecordedRun => ({
        id: `recorded${++opened}`,
        name: runs.length > 1 ? `${file.name}, lane ${run.lane}` : file.name,
        madeBy,
        reader: readerOfArrays(run),
        isCut,
        isTrunkOnly,
      }),
    );
    recordedRuns.setState((state) => ({ runs: [...state.runs, ...added].slice(-MOST_RUNS), fault: '' }));
  } catch (error) {
    if (!(error instanceof FileError) && !(error instanceof DOMException)) throw error;
    recordedRuns.setState({ fault: `${file.name}: ${error.message}` });
  }
}

export const removeRun = (id: string): void =>
  recordedRuns.setState(({ runs }) => ({ runs: runs.filter((run) => run.id !== id) }));

export const dismissFault = (): void => recordedRuns.setState({ fault: '' });
