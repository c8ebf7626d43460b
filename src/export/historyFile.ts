/** What a history file holds: the record of every lane, and beside it what made it. Written as JSON or CSV. */
import type { HistoryArrays } from '../history/arrays';

/** Counts the changes of the format that an older reader could not take. */
export const HISTORY_FORMAT = 1;

export interface HistoryFile<E = unknown> {
  /** As a link holds it. A file from outside goes through `parse` before it is used. */
  readonly experiment: E;
  readonly backend: FileBackend | null;
  /** The version of Backblast that wrote it. */
  readonly version: string;
  readonly histories: readonly HistoryArrays[];
}

export interface FileBackend {
  readonly name: string;
  readonly renderer: string;
  readonly floatBits: number;
  readonly reason: string;
}
