/** What a session needs of the browser's page: frames, timers, and whether it is seen. */
import type { Clock, Page } from '../state/sessionDeps';

export const pageClock: Clock = {
  frame(callback) {
    if (document.hidden) setTimeout(callback, 0);
    else requestAnimationFrame(callback);
  },
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** `signal`: ends the watching. */
export const visibility = (signal?: AbortSignal): Page => ({
  isHidden: () => document.hidden,
  onVisibility: (callback) =>
    document.addEventListener('visibilitychange', callback, signal ? { signal } : {}),
});
