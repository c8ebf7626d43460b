/** Tables of one's own that are too large for a link: they go with a kept experiment, into its file and out of it. */
import { hexHash } from '../../random/hash';
import type { Experiment } from '../../spec/types';
import { openDoor } from '../door';
import { keepFile, needsFile, type OwnFile, ownFileOf, putAtHand, recallFile } from '../ownFiles';
import { kept } from './keeper';

type Dataset = Experiment['dataset'];

const text = {
  visitOnly: (name: string) =>
    `${name} is here for this visit only: this browser has no room left for it, or keeps no files.`,
};

/** Its text; null where none is needed, or this browser does not have it. */
export async function tableOf(dataset: Dataset): Promise<string | null> {
  await recallFile(dataset);
  return (await ownFileOf(dataset)?.text()) ?? null;
}

/** What is missing, in a sentence; null: nothing is. */
export async function missedTable({
  title,
  dataset,
}: Pick<Experiment, 'title' | 'dataset'>): Promise<string | null> {
  if (!needsFile(dataset) || (await tableOf(dataset)) !== null) return null;
  return `“${title}” needs ${String(dataset.values.name)}, which is not in this browser. Drop that file on the lab when you have opened it.`;
}

/** A table that came in a file with its experiment. Throws a sentence where it is another one. */
export function tableFile(dataset: Dataset, text: string): OwnFile {
  const { name, hash } = dataset.values;
  if (!needsFile(dataset) || hexHash(text) !== hash)
    throw new Error(`The table in this file is not the ${String(name)} that its experiment was made with.`);
  return { name: String(name), hash, blob: new Blob([text]) };
}

/** Keeps tables where their experiments find them, in this visit and, where there is room, the next. What has none is said. */
export async function keepTables(files: readonly OwnFile[]): Promise<readonly string[]> {
  const spared = await hashesOfKept();
  const lost: string[] = [];
  for (const file of files) {
    putAtHand(file);
    if (!(await keepFile(file, spared))) lost.push(text.visitOnly(file.name));
  }
  return lost;
}

/** Of the tables that kept experiments need: these make no room for newer ones. */
async function hashesOfKept(): Promise<ReadonlySet<string>> {
  const { decodeLink } = await openDoor();
  const hashes = kept.getState().all.flatMap(({ link }) => {
    try {
      const { dataset } = decodeLink(link);
      return needsFile(dataset) ? [String(dataset.values.hash)] : [];
    } catch {
      return []; // it cannot be opened, and needs nothing
    }
  });
  return new Set(hashes);
}
