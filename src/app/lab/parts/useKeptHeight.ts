/** Words whose numbers change take now one line more, now one less: what stands below shall not move with them. */
import { type RefObject, useLayoutEffect, useRef } from 'react';

/** For an element that stays as high as it has been, until it is about something else (`subject`) or has another width. */
export function useKeptHeight<E extends HTMLElement>(subject: string): RefObject<E | null> {
  const element = useRef<E>(null);
  const kept = useRef({ of: '', height: 0 });
  useLayoutEffect(() => {
    const own = element.current;
    if (!own) return;
    own.style.minHeight = '';
    const of = `${subject} ${own.offsetWidth}`;
    const before = kept.current.of === of ? kept.current.height : 0;
    kept.current = { of, height: Math.max(before, own.offsetHeight) };
    own.style.minHeight = `${kept.current.height}px`;
  });
  return element;
}
