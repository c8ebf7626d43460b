/** Packed files for Node: the command line and the tests. Never imported by page or worker. */
import { readFile } from 'node:fs/promises';
import type { ReadFile } from './load';

/** Reads from public/data. */
export const readPublicFile: ReadFile = async (file) => {
  const bytes = await readFile(new URL(`../../public/data/${file}`, import.meta.url));
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};
