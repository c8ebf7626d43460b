/**
 * The focus is never lost: where what holds it goes away (an undo, a rewind, a button that has done its work), the
 * nearest stop of the tab key that is still there takes it. Who knows a better place moves it there first.
 */
import { useEffect } from 'react';

const STOPS =
  'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex="0"]';

export function useFocusKept(): void {
  useEffect(() => {
    let held: HTMLElement | null = null;
    let stops: readonly HTMLElement[] = [];
    let frame = 0;

    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      held = target;
      stops = [...document.querySelectorAll<HTMLElement>(STOPS)];
    };
    const look = () => {
      frame = 0;
      if (!held || document.activeElement !== document.body) return;
      // Left by a press on the paper: that is no loss.
      if (!canHold(held)) nearest(stops, held)?.focus();
      held = null;
    };
    const lookSoon = () => {
      if (held && frame === 0 && document.activeElement === document.body)
        frame = requestAnimationFrame(look);
    };
    // A browser says nothing when the element that has the focus is taken out of the page.
    const observer = new MutationObserver(lookSoon);
    observer.observe(document.body, { childList: true, subtree: true });
    const left = () => queueMicrotask(lookSoon);
    document.addEventListener('focusin', remember);
    document.addEventListener('focusout', left);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      document.removeEventListener('focusin', remember);
      document.removeEventListener('focusout', left);
    };
  }, []);
}

const canHold = (element: HTMLElement): boolean =>
  element.isConnected && element.checkVisibility({ visibilityProperty: true });

/** By its place among the stops as they were: the one before, the one after, two before … */
function nearest(stops: readonly HTMLElement[], lost: HTMLElement): HTMLElement | null {
  const at = stops.indexOf(lost);
  if (at < 0) return null;
  for (let distance = 1; distance < stops.length; distance++) {
    for (const index of [at - distance, at + distance]) {
      const stop = stops[index];
      if (stop && canHold(stop)) return stop;
    }
  }
  return null;
}
