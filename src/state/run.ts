/**
 * What the worker is doing, as far as panels see it. Only `session.ts` writes here (`setState`); it is neither saved,
 * nor in the link, nor undone.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LaneRunState, RunState } from './types';

export type RunStore = StoreApi<RunState>;

/** Steps a second until the slider is touched: after the slow opening, 500 steps take half a minute. */
export const USUAL_SPEED = 20;

export function createRunStore(): RunStore {
  return createStore<RunState>()(() => ({
    status: 'starting',
    notice: null,
    backend: null,
    backendReason: '',
    forcedBackend: null,
    lanes: {},
    data: null,
    until: 0,
    speed: USUAL_SPEED,
  }));
}

/** Steps made by the lane that is furthest. */
export function furthestStep(lanes: RunState['lanes']): number {
  return Object.values(lanes).reduce((most, lane) => Math.max(most, lane.steps), 0);
}

/** True once the lane can make no more steps. */
export function isOver(lane: LaneRunState): boolean {
  return lane.stoppedAt !== null || lane.error !== null;
}
