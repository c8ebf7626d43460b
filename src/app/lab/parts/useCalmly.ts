/** Words that change while a run goes on: all from one state, at the ticks of one clock (surface/calmClock.ts). */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useHouse } from '../house';
import type { Live } from '../live';

/** `write`: keep it stable. */
export function useCalmly(write: (live: Live) => void): void {
  const { calm } = useHouse();
  useEffect(() => calm.follow(write), [calm, write]);
}

/** The same into an element, past React. A new `text` function is asked at once, of the last tick's state. */
export function useCalmText(ref: RefObject<Element | null>, text: (live: Live) => string): void {
  const { calm } = useHouse();
  const latest = useRef(text);
  const write = useCallback(
    (live: Live) => {
      const next = latest.current(live);
      if (ref.current && ref.current.textContent !== next) ref.current.textContent = next;
    },
    [ref],
  );
  useLayoutEffect(() => {
    latest.current = text;
    write(calm.state());
  }, [calm, text, write]);
  useCalmly(write);
}
