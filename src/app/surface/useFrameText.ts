/** Text that changes while a run goes on: written through a ref in the frame loop, past React. */
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { frameLoop } from './frameLoop';
import type { Watch } from './useSurface';

/** A verdict that changed faster than this could not be read. */
const CALM_MS = 500;

export interface FrameTextOptions {
  /** Each asks for the text anew. Keep the list stable. */
  readonly watch?: readonly Watch[];
  /** `calm`: at most twice a second (words); `frame`: at each frame (numbers under the hand). */
  readonly rate?: 'calm' | 'frame';
}

/** Returns what asks for the text anew by hand. A new `text` function is asked at once. */
export function useFrameText(
  ref: RefObject<Element | null>,
  text: () => string,
  { watch, rate = 'calm' }: FrameTextOptions = {},
): () => void {
  const latest = useRef(text);
  const task = useMemo(() => {
    let writtenAt = Number.NEGATIVE_INFINITY;
    return {
      frame(nowMs: number): boolean {
        if (rate === 'calm' && nowMs - writtenAt < CALM_MS) return true; // its turn comes
        const next = latest.current();
        const element = ref.current;
        if (!element || element.textContent === next) return false;
        element.textContent = next;
        writtenAt = nowMs;
        return false;
      },
    };
  }, [ref, rate]);

  useLayoutEffect(() => {
    latest.current = text;
    if (ref.current) ref.current.textContent = text();
  }, [ref, text]);

  useEffect(() => {
    const ask = () => frameLoop.request(task);
    const stops = (watch ?? []).map((subscribe) => subscribe(ask));
    return () => {
      for (const stop of stops) stop();
      frameLoop.cancel(task);
    };
  }, [watch, task]);

  return useMemo(() => () => frameLoop.request(task), [task]);
}
