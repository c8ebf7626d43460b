/** A fork's record as one reader: the parent's columns before the step of birth, then its own. */
import type { RunReader } from './types';

/**
 * `own` starts at `step` (createRecord with `firstStep`). A merged column of the parent that reaches beyond the birth
 * is left out: it holds what came later in the parent, and not to the fork.
 */
export function forkView(parent: RunReader, step: number, own: RunReader): RunReader {
  const past = (): number => {
    let columns = Math.max(0, parent.columnOfStep(step - 1) + 1);
    // the first step of the column after the last one taken must not be beyond the birth
    while (columns > 0 && endOf(parent, columns - 1) > step) columns--;
    return columns;
  };
  const of = <T>(column: number, read: (reader: RunReader, column: number) => T): T => {
    const shared = past();
    return column < shared ? read(parent, column) : read(own, column - shared);
  };
  return {
    layers: own.layers,
    get columns() {
      return past() + own.columns;
    },
    get lastStep() {
      return own.columns > 0 ? own.lastStep : endOf(parent, past() - 1) - 1;
    },
    stepOfColumn: (column) => of(column, (reader, at) => reader.stepOfColumn(at)),
    columnOfStep(wanted) {
      const shared = past();
      if (wanted < step) {
        const column = parent.columnOfStep(wanted);
        return column < shared ? column : -1;
      }
      const column = own.columnOfStep(wanted);
      return column < 0 ? -1 : shared + column;
    },
    row: (column) => of(column, (reader, at) => reader.row(at)),
    step: (column, quantity) => of(column, (reader, at) => reader.step(at, quantity)),
    stepRange: (column, quantity) => of(column, (reader, at) => reader.stepRange(at, quantity)),
    rowAt: (wanted) => (wanted < step ? parent : own).rowAt(wanted),
    valueAt: (wanted, quantity) => (wanted < step ? parent : own).valueAt(wanted, quantity),
  };
}

/** One past the last step of a column; 0 for column −1. */
function endOf(reader: RunReader, column: number): number {
  if (column < 0) return 0;
  return column + 1 < reader.columns ? reader.stepOfColumn(column + 1) : reader.lastStep + 1;
}
