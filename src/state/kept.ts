/**
 * Experiments kept in this browser, newest first: those that a person named, and as drafts the last ones that were
 * changed. Each is its link, so that old ones open for ever.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Kept {
  readonly id: string;
  readonly name: string;
  /** As after the `#` of an address. */
  readonly link: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Kept by itself as it was left; nobody has named it. */
  readonly draft: boolean;
}

export interface KeptState {
  readonly all: readonly Kept[];
  /** This browser keeps nothing here, or has no room left: what is in `all` ends with the visit. */
  readonly refused: boolean;
}

export interface KeptStore extends StoreApi<KeptState> {
  readonly put: (entry: Kept) => void;
  readonly rename: (id: string, name: string) => void;
  /** Returns what brings it back to where it stood. */
  readonly remove: (id: string) => () => void;
  /** Reads again what another tab may have written. */
  readonly reread: () => void;
}

const KEY = 'backblast.kept';
const MOST_DRAFTS = 8;

export function createKeptStore(storage: () => Storage): KeptStore {
  const store = createStore<KeptState>()(() => read(storage));
  const change = (next: (all: readonly Kept[]) => readonly Kept[]) => {
    // Another tab may have kept something since; where nothing can be read the visit's own list goes on.
    const { all: stored, refused } = read(storage);
    const all = next(refused || store.getState().refused ? store.getState().all : stored);
    store.setState({ all, refused: !write(storage, all) });
  };
  return {
    ...store,
    put: (entry) => change((all) => withoutOldDrafts([entry, ...all.filter(({ id }) => id !== entry.id)])),
    rename: (id, name) => change((all) => all.map((each) => (each.id === id ? { ...each, name } : each))),
    remove(id) {
      const at = store.getState().all.findIndex((each) => each.id === id);
      const gone = store.getState().all[at];
      change((all) => all.filter((each) => each.id !== id));
      return () => {
        if (gone) change((all) => all.toSpliced(at, 0, gone));
      };
    },
    reread() {
      const now = read(storage);
      if (!now.refused) store.setState(now);
    },
  };
}

function withoutOldDrafts(all: readonly Kept[]): readonly Kept[] {
  const drafts = all.filter(({ draft }) => draft).slice(0, MOST_DRAFTS);
  return all.filter((each) => !each.draft || drafts.includes(each));
}

/** Reading may throw: in a sandboxed frame `localStorage` itself does. */
function read(storage: () => Storage): KeptState {
  try {
    const kept: unknown = JSON.parse(storage().getItem(KEY) ?? '[]');
    return { all: Array.isArray(kept) ? kept.filter(isKept) : [], refused: false };
  } catch (error) {
    return { all: [], refused: !(error instanceof SyntaxError) };
  }
}

function write(storage: () => Storage, all: readonly Kept[]): boolean {
  try {
    storage().setItem(KEY, JSON.stringify(all));
    return true;
  } catch {
    return false;
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, link, at, draft } = value as Record<string, unknown>;
  const texts = [id, name, link].every((each) => typeof each === 'string');
  return texts && typeof at === 'number' && typeof draft === 'boolean';
}
