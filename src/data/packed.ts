/** Reads a packed data file (format: head of scripts/packData.mjs) and splits it into training and held-out rows. */
import { inflateSync } from 'fflate';
import { stream } from '../random/stream';
import { DataError } from './types';

export interface Packed {
  readonly rows: number;
  readonly columns: number;
  readonly classes: readonly string[];
  /** Row-major [rows, columns], as measured. */
  readonly values: Float32Array;
  /** An index into `classes` for each row. */
  readonly labels: Uint8Array;
}

/** The table in a packed file. Throws DataError with a sentence where the bytes are not such a file. */
export function parsePacked(file: Uint8Array): Packed {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const ascii = (from: number, to: number) => String.fromCharCode(...file.subarray(from, to));
  if (file.length < 8 || ascii(0, 4) !== 'BBD1') {
    throw new DataError(
      'The data file is damaged or of another kind: it does not begin with BBD1. Load the page again.',
    );
  }
  const headerEnd = 8 + view.getUint32(4, true);
  const { rows, columns, classes, type } = readHeader(ascii(8, headerEnd));
  const valueBytes = rows * columns * (type === 'float32' ? 4 : 1);
  const body = inflateBody(file.subarray(headerEnd), valueBytes + rows);
  const bodyView = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const values = new Float32Array(rows * columns);
  for (let entry = 0; entry < values.length; entry++) {
    values[entry] = type === 'float32' ? bodyView.getFloat32(4 * entry, true) : bodyView.getUint8(entry);
  }
  return { rows, columns, classes, values, labels: body.slice(valueBytes) };
}

/** Row numbers of both parts: drawn once for all (seed 0), so that every seed is tested on the same unseen rows. */
export function fixedSplit(
  id: string,
  rows: number,
  train: number,
): { readonly train: Uint32Array; readonly heldOut: Uint32Array } {
  const order = stream(0, 'split', id).permutation(rows);
  return { train: order.slice(0, train), heldOut: order.slice(train) };
}

interface Header {
  readonly rows: number;
  readonly columns: number;
  readonly classes: readonly string[];
  readonly type: string;
}

function readHeader(text: string): Header {
  try {
    return JSON.parse(text) as Header; // our own file, checked by its length below
  } catch {
    throw new DataError('The data file is damaged: its header cannot be read. Load the page again.');
  }
}

function inflateBody(body: Uint8Array, expected: number): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = inflateSync(body);
  } catch {
    throw new DataError('The data file is damaged: it cannot be unpacked. Load the page again.');
  }
  if (bytes.length !== expected) {
    throw new DataError(
      `The data file is cut short: ${bytes.length} bytes instead of ${expected}. Load the page again.`,
    );
  }
  return bytes;
}
