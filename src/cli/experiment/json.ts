/** A history as JSON: plain lists, and what is no number as the strings of the reference files. */
import type { HistoryArrays } from '../../history/arrays';

type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity';
type Listed<T> = T extends Float64Array | Int32Array | Uint8Array
  ? readonly JsonNumber[]
  : T extends readonly string[] | string | number | null
    ? T
    : { readonly [K in keyof T]: Listed<T[K]> };
export type HistoryJson = Listed<HistoryArrays>;

export const historyJson = (history: HistoryArrays): HistoryJson => listed(history) as HistoryJson; // key by key

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
