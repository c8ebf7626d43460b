/** Tables of one's own that are too large for a link: they go with a kept experiment, into its file and out of it. */
import { hexHash } from '../../random/hash';
import type { Experiment } from '../../spec/types';
import { openDoor } from '../door';
import { keepFile, needsFile, ownFileOf, putAtHand, recallFile } from '../ownFiles';
import { kept } from './keeper';

type Dataset = Experiment['dataset'];

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

/** Puts a table that came in a file where the experiment finds it. Throws a sentence where it is another one. */
export async function takeTable(dataset: Dataset, text: string): Promise<void> {
  const { name, hash } = dataset.values;
  if (!needsFile(dataset) || hexHash(text) !== hash)
    throw new Error(`The table in this file is not the ${String(name)} that its experiment was made with.`);
  const file = { name: String(name), hash, blob: new Blob([text]) };
  putAtHand(file);
  await keepFile(file, await hashesOfKept());
}

/** Of the tables that kept experiments need: these are not thrown away for newer ones. */
export async function hashesOfKept(): Promise<ReadonlySet<string>> {
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
