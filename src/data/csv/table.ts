/** From the text of a file to its cells. Whatever cannot be used throws DataError with the line and the reason. */
import { dsvFormat } from 'd3-dsv';
import { DataError } from '../types';
import { CSV_LIMITS } from './limits';

export interface Table {
  readonly names: readonly string[];
  /** One list of cells a row, as many as there are names, without the space around them. */
  readonly rows: readonly (readonly string[])[];
  /** The line of the file at which each row begins, the first being 1. */
  readonly lines: readonly number[];
  readonly delimiter: string;
}

const DELIMITERS = [',', ';', '\t'] as const;
const count = (many: number) => many.toLocaleString('en-US');

/** Throws DataError for a file of more bytes than are read. */
export function checkSize(bytes: number): void {
  if (bytes <= CSV_LIMITS.bytes) return;
  throw new DataError(
    `The file has ${(bytes / 1e6).toFixed(1)} MB; ${CSV_LIMITS.bytes / 1e6} MB is the most. Take fewer rows.`,
  );
}

/** The text of a file: UTF-8, UTF-16 with its mark, or what old spreadsheets write. */
export function textOf(bytes: Uint8Array): string {
  checkSize(bytes.length);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export function readTable(text: string): Table {
  const whole = text.replace(/^\ufeff/, '');
  if (whole.includes('\0')) throw new DataError('This is no text: it holds zero bytes. Save it as CSV.');
  if (whole.trim() === '')
    throw new DataError('The file is empty. It needs a first line of column names, and rows below it.');
  const delimiter = guessDelimiter(whole);
  const names: string[] = [];
  const rows: string[][] = [];
  const lines: number[] = [];
  let line = 1;
  // parseRows and not parse: it builds no functions from text, which the page's policy forbids, and no objects.
  for (const raw of dsvFormat(delimiter).parseRows(whole)) {
    const begins = line;
    line += 1 + breaksIn(raw);
    if (raw.length === 1 && raw[0]?.trim() === '') continue;
    const cells = raw.map((cell) => cell.trim());
    if (names.length === 0) {
      names.push(...namesOf(cells, begins));
      continue;
    }
    if (cells.length !== names.length) throw raggedRow(cells.length, names.length, begins, breaksIn(raw));
    rows.push(cells);
    lines.push(begins);
    if (rows.length > CSV_LIMITS.rows)
      throw new DataError(
        `The file has more than ${count(CSV_LIMITS.rows)} rows, which is the most. Take fewer.`,
      );
  }
  const open = openQuote(whole, delimiter);
  if (open !== null)
    throw new DataError(`Line ${open}: a quotation mark is not closed, so all below it would be one cell.`);
  if (rows.length === 0) throw new DataError('Below the names of the columns there are no rows.');
  return { names, rows, lines, delimiter };
}

/** The one that parts the first line into the most cells. */
function guessDelimiter(text: string): string {
  const head = text.slice(0, 50_000);
  const cells = (delimiter: string) =>
    dsvFormat(delimiter)
      .parseRows(head)
      .find((row) => row.length > 1 || row[0]?.trim() !== '')?.length ?? 0;
  return DELIMITERS.reduce<string>((best, next) => (cells(next) > cells(best) ? next : best), ',');
}

const breaksIn = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

function namesOf(cells: readonly string[], line: number): readonly string[] {
  if (cells.length < 2)
    throw new DataError(
      `Line ${line} has one cell. A table needs two columns at least, parted by commas, semicolons or tabs.`,
    );
  if (cells.length > CSV_LIMITS.columns)
    throw new DataError(
      `The file has ${count(cells.length)} columns; ${CSV_LIMITS.columns} is the most. Take fewer.`,
    );
  if (cells.every((cell) => cell !== '' && Number.isFinite(Number(cell))))
    throw new DataError(
      `Line ${line} holds numbers where the names of the columns should stand. Put a line of names above it.`,
    );
  // Tables written with their row numbers have no name above those.
  const names = cells.map((cell, index) => (cell === '' ? `column ${index + 1}` : cell));
  names.forEach((name, index) => {
    if (name.length > CSV_LIMITS.nameLength)
      throw new DataError(
        `Line ${line}: the name of column ${index + 1} has ${count(name.length)} characters; ${CSV_LIMITS.nameLength} is the most. Shorten it.`,
      );
    if (names.indexOf(name) < index)
      throw new DataError(`Line ${line}: two columns are called ‘${name}’. Rename one.`);
  });
  return names;
}

function raggedRow(cells: number, names: number, line: number, breaks: number): DataError {
  const has = `Line ${line} has ${cells === 1 ? '1 cell' : `${count(cells)} cells`}, the header has ${names}.`;
  return new DataError(
    breaks > 0 ? `${has} It goes on over ${breaks} lines more: is a quotation mark not closed?` : has,
  );
}

/**
 * The line of a quotation mark that opens a cell and is never closed: the reader takes the rest of the file for that cell
 * and says nothing. A mark opens a cell only at its beginning; doubled inside, it is a letter.
 */
function openQuote(text: string, delimiter: string): number | null {
  let isCellStart = true;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"' && isCellStart) {
      const end = closingQuote(text, at);
      if (end < 0) return 1 + breaksIn([text.slice(0, at)]);
      at = end + 1; // what stands behind the closing mark parts cells, whatever it is: so the reader has it
      isCellStart = true;
    } else isCellStart = letter === delimiter || letter === '\n' || letter === '\r';
  }
  return null;
}

/** Where the cell that is opened at `open` is closed; -1: nowhere. */
function closingQuote(text: string, open: number): number {
  let at = open;
  while ((at = text.indexOf('"', at + 1)) >= 0) {
    if (text[at + 1] !== '"') return at;
    at++;
  }
  return -1;
}
