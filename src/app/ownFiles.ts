/**
 * Files of the user's own that are too large for a link: at hand for this visit, and kept in this browser by the hash of
 * their text. Nothing is sent anywhere.
 */
import { createStore } from 'zustand/vanilla';
import type { Experiment } from '../spec/types';

export interface OwnFile {
  readonly name: string;
  /** 32 hexadecimal digits: the hash of its text. */
  readonly hash: string;
  readonly blob: Blob;
}

/** Whether the panel for data of one's own is open, and the file that was dropped or chosen for it. */
export const ownDataPanel = createStore<{ readonly isOpen: boolean; readonly dropped: File | null }>()(
  () => ({
    isOpen: false,
    dropped: null,
  }),
);

const here = new Map<string, OwnFile>();

export const fileAtHand = (hash: string): OwnFile | null => here.get(hash) ?? null;
export const putAtHand = (file: OwnFile): void => void here.set(file.hash, file);

/** The file that these data need and do not hold themselves; null where none is needed or it is not at hand. */
export const ownFileOf = (dataset: Experiment['dataset']): Blob | null =>
  needsFile(dataset) ? (fileAtHand(String(dataset.values.hash))?.blob ?? null) : null;

export const needsFile = ({ id, values }: Experiment['dataset']): boolean =>
  id === 'csv' && values.text === '' && values.hash !== '';

/** Takes the file these data need from what this browser keeps, if it is there. */
export async function recallFile(dataset: Experiment['dataset']): Promise<void> {
  if (!needsFile(dataset) || ownFileOf(dataset)) return;
  const hash = String(dataset.values.hash);
  try {
    const kept = await inStore('readonly', (files) => files.get(hash) as IDBRequest<Kept | undefined>);
    if (kept) putAtHand({ name: kept.name, hash, blob: new Blob([kept.bytes]) });
  } catch {
    // A browser that keeps nothing: the file is missed by its name.
  }
}

/**
 * Keeps the file in this browser. Of more than ten the oldest go, and more of them where there is no room; those of the
 * hashes in `spared` never. False: it may not, and the file is here for this visit only.
 */
export async function keepFile({ name, hash, blob }: OwnFile, spared: ReadonlySet<string>): Promise<boolean> {
  try {
    const kept: Kept = { hash, name, bytes: await blob.arrayBuffer(), at: Date.now() };
    const oldest = await inStore('readonly', (files) => files.index('at').getAllKeys()); // of the store: hashes
    if (oldest.includes(hash)) return true;
    const mayGo = (key: IDBValidKey) => !(typeof key === 'string' && spared.has(key));
    const drop = (key: IDBValidKey) => inStore('readwrite', (files) => files.delete(key));
    const free = oldest.filter(mayGo);
    for (const key of free.splice(0, Math.max(0, oldest.length + 1 - MOST_KEPT))) await drop(key);
    while (!(await isWritten(kept))) {
      const next = free.shift();
      if (next === undefined) return false;
      await drop(next);
    }
    return true;
  } catch {
    return false;
  }
}

/** False: there is no room. */
async function isWritten(kept: Kept): Promise<boolean> {
  try {
    await inStore('readwrite', (files) => files.put(kept));
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') return false;
    throw error;
  }
}

interface Kept {
  readonly hash: string;
  readonly name: string;
  readonly bytes: ArrayBuffer;
  readonly at: number;
}
/** Of at most 5 MB each. */
const MOST_KEPT = 10;

async function inStore<T>(
  mode: IDBTransactionMode,
  ask: (files: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open('backblast', 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('files', { keyPath: 'hash' }).createIndex('at', 'at');
  };
  const database = await answer(opening);
  try {
    const change = database.transaction('files', mode);
    const asked = ask(change.objectStore('files'));
    await new Promise<void>((resolve, reject) => {
      change.oncomplete = () => resolve();
      // Where there is no room a request succeeds, and what it was part of is undone after it.
      change.onabort = () => reject(change.error ?? new Error(REFUSED));
    });
    return asked.result;
  } finally {
    database.close();
  }
}

const REFUSED = 'The browser keeps nothing.';

const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error(REFUSED));
  });
