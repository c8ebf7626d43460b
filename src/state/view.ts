/** How the reader looks at it: kept in this browser where the table says so, never in the link, never undone. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Keep } from './storage';
import type { ViewState } from './types';

/** Which keys this browser keeps. The compiler checks that none is missing. */
const VIEW_KEYS = {
  cursor: { saved: false },
  selectedLane: { saved: false },
  selectedLayer: { saved: false },
  open: { saved: false },
  theme: { saved: true },
  singleKeys: { saved: true },
  projector: { saved: false },
  tone: { saved: true },
} as const satisfies Record<keyof ViewState, { readonly saved: boolean }>;

export interface ViewActions {
  /** A step, or null: follow the newest. Panels call `session.seek`, which also asks for what stood there. */
  readonly setCursor: (step: number | null) => void;
  readonly selectLane: (laneId: string) => void;
  readonly selectLayer: (layer: number) => void;
  readonly select: (laneId: string, layer: number) => void;
  /** Opens a word (`a/initializer/b1`); null closes it. */
  readonly openWord: (word: string | null) => void;
  readonly setTheme: (theme: ViewState['theme']) => void;
  readonly setProjector: (on: boolean) => void;
  readonly setSingleKeys: (on: boolean) => void;
  readonly setTone: (on: boolean) => void;
}

export type ViewStore = StoreApi<ViewState & ViewActions>;

export function createViewStore(keep: Keep): ViewStore {
  const saved = readSaved(keep.read('view'));
  const store: ViewStore = createStore<ViewState & ViewActions>()((set) => ({
    cursor: null,
    selectedLane: '',
    selectedLayer: 0,
    open: null,
    projector: false,
    ...saved,
    setCursor: (cursor) => set({ cursor }),
    selectLane: (selectedLane) => set({ selectedLane }),
    selectLayer: (selectedLayer) => set({ selectedLayer }),
    select: (selectedLane, selectedLayer) => set({ selectedLane, selectedLayer }),
    openWord: (open) => set({ open }),
    setTheme: (theme) => set({ theme }),
    setProjector: (projector) => set({ projector }),
    setSingleKeys: (singleKeys) => set({ singleKeys }),
    setTone: (tone) => set({ tone }),
  }));
  store.subscribe((now, before) => {
    if (SAVED_KEYS.every((key) => now[key] === before[key])) return;
    keep.write('view', Object.fromEntries(SAVED_KEYS.map((key) => [key, now[key]])));
  });
  return store;
}

const SAVED_KEYS = (Object.keys(VIEW_KEYS) as (keyof ViewState)[]).filter((key) => VIEW_KEYS[key].saved);

/** What was kept, as far as it can be used. */
function readSaved(kept: unknown): Pick<ViewState, 'theme' | 'singleKeys' | 'tone'> {
  const { theme, singleKeys, tone } = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<
    string,
    unknown
  >;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    singleKeys: singleKeys !== false,
    tone: tone === true,
  };
}
