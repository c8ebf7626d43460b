/** Text that changes while a run goes on: written through a ref in the frame loop, past React. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { frameLoop, type FrameTask } from './frameLoop';
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
  const task = useRef<FrameTask | null>(null);
  const ask = useCallback(() => {
    if (task.current) frameLoop.request(task.current);
  }, []);

  useLayoutEffect(() => {
    latest.current = text;
    if (ref.current) ref.current.textContent = text();
  }, [ref, text]);

  useEffect(() => {
    const own = createTextTask(
      () => ref.current,
      () => latest.current(),
      rate === 'calm' ? CALM_MS : 0,
    );
    task.current = own;
    return () => {
      task.current = null;
      frameLoop.cancel(own);
    };
  }, [ref, rate]);

  useEffect(() => {
    const stops = (watch ?? []).map((subscribe) => subscribe(ask));
    return () => {
      for (const stop of stops) stop();
    };
  }, [watch, ask]);

  return ask;
}

function createTextTask(elementOf: () => Element | null, text: () => string, calmMs: number): FrameTask {
  let writtenAt = Number.NEGATIVE_INFINITY;
  return {
    frame(nowMs) {
      if (nowMs - writtenAt < calmMs) return true; // its turn comes
      const next = text();
      const element = elementOf();
      if (!element || element.textContent === next) return false;
      element.textContent = next;
      writtenAt = nowMs;
      return false;
    },
  };
}
