/** The word that is open, as the view keeps it: `a/initializer`, `a/initializer/b1`, `a/clipping`. */

export interface OpenWord {
  readonly laneId: string;
  readonly setting: string;
  /** A block, `output`, or null: the whole lane. */
  readonly blockId: string | null;
}

export function parseWord(open: string | null): OpenWord | null {
  if (open === null) return null;
  const [laneId, setting, blockId = null] = open.split('/');
  return laneId && setting ? { laneId, setting, blockId } : null;
}

export function wordKey(laneId: string, setting: string, blockId?: string | null): string {
  return blockId ? `${laneId}/${setting}/${blockId}` : `${laneId}/${setting}`;
}

/** The control that opened the panel, to tie it to and to hand the focus back to. */
export function wordElement(open: string | null): HTMLElement | null {
  return open === null ? null : document.querySelector<HTMLElement>(`[data-word="${CSS.escape(open)}"]`);
}
