/** When a figure is seen, and its frames: a frame of another site that is scrolled out of sight gets no more of them. */
import type { Clock, Page } from '../../state/sessionDeps';
import { pageClock } from '../../app/pageDeps';

/** What the session waits for longer than this is not drawn now, and goes on all the same. */
const MOST_MS = 250;

export const figureClock: Clock = {
  ...pageClock,
  frame(callback) {
    let isDue = true;
    const once = () => {
      if (!isDue) return;
      isDue = false;
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      callback();
    };
    const timer = setTimeout(once, document.hidden ? 0 : MOST_MS);
    const frame = requestAnimationFrame(once);
  },
};

/** Hidden: the tab is, or the figure is out of the reader's sight, be it on the page round the frame. */
export function figureSight(figure: Element, signal: AbortSignal): Page {
  const listeners = new Set<() => void>();
  const tellAll = () => {
    for (const listener of listeners) listener();
  };
  let isOut = false;
  const observer = new IntersectionObserver((entries) => {
    const isNowOut = entries.at(-1)?.isIntersecting === false;
    if (isNowOut === isOut) return;
    isOut = isNowOut;
    tellAll();
  });
  observer.observe(figure);
  document.addEventListener('visibilitychange', tellAll, { signal });
  signal.addEventListener('abort', () => observer.disconnect());
  return {
    isHidden: () => document.hidden || isOut,
    onVisibility: (callback) => void listeners.add(callback),
  };
}
