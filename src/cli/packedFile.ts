/** The packed bytes of a data set that has a file, as they lie in the project. Node only. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { maybeDataset } from '../data/registry';

export async function packedFile(dataset: string): Promise<number[] | null> {
  const file = maybeDataset(dataset)?.file;
  return file === undefined ? null : [...(await readFile(path.resolve('public/data', file)))];
}
