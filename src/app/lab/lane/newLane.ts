/** A lane that is forked may come below the fold: it is brought into sight, and the focus to it where a press made it. */
import { useEffect, useRef } from 'react';
import type { LaneSpec } from '../../../spec/types';

export function useNewLaneInSight(lanes: readonly LaneSpec[]): void {
  const before = useRef(lanes);
  useEffect(() => {
    const added = addedLane(before.current, lanes);
    before.current = lanes;
    if (!added) return;
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    laneElement(added.id)?.scrollIntoView({ block: 'nearest', behavior: isCalm ? 'auto' : 'smooth' });
  }, [lanes]);
}

/** To its first word that opens something, or (a copy has none yet in its sentence) to what can be done with it. */
export function focusLane(laneId: string): void {
  const lane = laneElement(laneId);
  const first = lane?.querySelector<HTMLElement>('.sentence .word, .lane-acts button:not(:disabled)');
  first?.focus({ preventScroll: true });
}

/** To the menu of a lane, when the lane beside it was deleted by its own. */
export function focusLaneMenu(laneId: string): void {
  laneElement(laneId)?.querySelector<HTMLElement>('.lane-acts [aria-haspopup]')?.focus();
}

/** The one lane that came to those that were there; null where another experiment took their place. */
export function addedLane(before: readonly LaneSpec[], now: readonly LaneSpec[]): LaneSpec | null {
  const added = now.filter((lane) => !before.includes(lane));
  return added.length === 1 && before.every((lane) => now.includes(lane)) ? (added[0] ?? null) : null;
}

const laneElement = (laneId: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-lane="${CSS.escape(laneId)}"]`);
