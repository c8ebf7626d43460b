/** What each column of a table is: numbers, a few words, or nothing that can be used, and why. */
import { CSV_LIMITS } from './limits';
import type { Table } from './table';

export interface Column {
  readonly name: string;
  readonly kind: 'number' | 'words' | 'none';
  /** Of `none`: why it cannot be used, a sentence. */
  readonly reason: string;
  /** A number a row; NaN where a cell is empty. Empty for words. */
  readonly numbers: Float64Array;
  /** The word of each row, '' where a cell is empty; numbers as they are usually written. */
  readonly labels: readonly string[];
  /** The different labels, in order; null where there are more than can be classes. */
  readonly classes: readonly string[] | null;
  /** Rows without a value. */
  readonly missing: number;
}

/** How tables say that nothing was measured. */
const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?', '-']);
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const DECIMAL_COMMA = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;
/** Squares of larger ones would overflow where they are summed with others. */
const LARGEST = 1e30;

export const readColumns = (table: Table): readonly Column[] =>
  table.names.map((name, index) => readColumn(table, name, index));

function readColumn({ rows, lines, delimiter }: Table, name: string, index: number): Column {
  const numbers = new Float64Array(rows.length).fill(Number.NaN);
  const labels: string[] = [];
  let missing = 0;
  let numeric = 0;
  let odd = '';
  let huge = '';
  rows.forEach((row, at) => {
    const cell = row[index] ?? '';
    if (MISSING.has(cell.toLowerCase())) {
      missing++;
      labels.push('');
      return;
    }
    const number = numberIn(cell, delimiter);
    if (number === null) {
      odd ||= `Line ${lines[at]}, column ‘${name}’: ‘${shortened(cell)}’ is no number.`;
      labels.push(cell);
      return;
    }
    numeric++;
    numbers[at] = number;
    labels.push(String(number));
    if (Math.abs(number) > LARGEST)
      huge ||= `Line ${lines[at]}, column ‘${name}’: ${shortened(cell)} is too large; ${LARGEST} is the most.`;
  });
  const present = rows.length - missing;
  const distinct = new Set(labels.filter((label) => label !== ''));
  const isNumber = odd === '';
  const isFew = distinct.size <= CSV_LIMITS.words;
  const reason = reasonAgainst();

  function reasonAgainst(): string {
    if (present === 0) return `Column ‘${name}’ is empty.`;
    if (distinct.size === 1)
      return `Column ‘${name}’ is ‘${shortened([...distinct][0] ?? '')}’ in every row.`;
    if (huge) return huge;
    // Mostly numbers: the other cells are slips and not words.
    if (!isNumber && numeric > present / 2) return odd;
    if (!isNumber && !isFew)
      return `Column ‘${name}’ has ${distinct.size.toLocaleString('en-US')} different words; ${CSV_LIMITS.words} is the most.`;
    return '';
  }

  return {
    name,
    kind: reason !== '' ? 'none' : isNumber ? 'number' : 'words',
    reason,
    numbers: isNumber ? numbers : new Float64Array(),
    labels,
    classes: isFew ? inOrder([...distinct], isNumber) : null,
    missing,
  };
}

function numberIn(cell: string, delimiter: string): number | null {
  if (NUMBER.test(cell)) return Number(cell);
  // Where commas do not part cells they may stand before decimals.
  if (delimiter !== ',' && DECIMAL_COMMA.test(cell)) return Number(cell.replace(',', '.'));
  return null;
}

/** By value or by code points, and not by a language: the same on every machine. */
const inOrder = (labels: readonly string[], isNumber: boolean): readonly string[] =>
  isNumber ? labels.toSorted((a, b) => Number(a) - Number(b)) : labels.toSorted();

export const shortened = (text: string): string => (text.length > 30 ? `${text.slice(0, 30)}…` : text);
