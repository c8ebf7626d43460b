/** Words whose numbers change take now one line more, now one less: what stands below shall not move with them. */
import { type RefCallback, useLayoutEffect, useState } from 'react';

/** For an element that stays as high as it has been, until it is about something else (`subject`) or has another width. */
export function useKeptHeight(subject: string): RefCallback<HTMLElement> {
  const [element, setElement] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => (element ? keepHeight(element) : undefined), [element, subject]);
  return setElement;
}

/**
 * The browser tells the height when it has laid the page out; to ask for it at every change would make it lay the page
 * out once more each time.
 */
function keepHeight(element: HTMLElement): () => void {
  let width = -1;
  let frame = 0;
  const hold = () => {
    element.style.minHeight = `${element.offsetHeight}px`;
  };
  const anew = () => {
    element.style.minHeight = '';
    hold();
  };
  const observer = new ResizeObserver(() => {
    const before = width;
    width = element.offsetWidth;
    if (before < 0 || before === width) hold();
    // Not here: an element must not shrink while its size is told.
    else frame = requestAnimationFrame(anew);
  });
  element.style.minHeight = '';
  observer.observe(element);
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
  };
}
