/** What a row's theory is given, and a network's rows as it may ask for them. */
import type { Layer } from '../../catalogue/types';
import type { RowTheory, Signal } from '../signal';

/** χ and β from one row's output back to an earlier one's, along first inputs. */
export interface Way {
  readonly chi: number;
  readonly beta: number;
  readonly why: string | null;
}

export interface Asking {
  readonly layer: Layer;
  /** What the row is called in a sentence. */
  readonly name: string;
  readonly layers: readonly Layer[];
  /** The rows before this one. */
  readonly before: readonly RowTheory[];
  /** What a row hands on; −1 is the data. */
  signalOf(row: number): Signal;
  /** The way back from the output of `from` to that of the earlier row `to`. */
  wayBack(from: number, to: number): Way;
}

/** One kind of row. Every function cites its equation. */
export type TheoryOfRow = (asking: Asking) => RowTheory;
