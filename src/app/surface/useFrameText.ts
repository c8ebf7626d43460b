/** A number under the hand or of the newest step: written through a ref at each frame that asks for it, past React. */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { frameLoop, type FrameTask } from './frameLoop';
import type { Watch } from './useSurface';

/** `watch`: each asks for the text anew; keep the list stable. A new `text` function is asked at once. */
export function useFrameText(
  ref: RefObject<Element | null>,
  text: () => string,
  watch: readonly Watch[],
): void {
  const latest = useRef(text);

  useLayoutEffect(() => {
    latest.current = text;
    if (ref.current) ref.current.textContent = text();
  }, [ref, text]);

  useEffect(() => {
    const task: FrameTask = {
      frame() {
        const next = latest.current();
        if (ref.current && ref.current.textContent !== next) ref.current.textContent = next;
      },
    };
    const stops = watch.map((subscribe) => subscribe(() => frameLoop.request(task)));
    return () => {
      for (const stop of stops) stop();
      frameLoop.cancel(task);
    };
  }, [ref, watch]);
}
