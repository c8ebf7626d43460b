/** Calls back when a store has changed: at most twice a second while a run goes on, at once when something moves by hand. */
import { useEffect } from 'react';
import { useHouse } from '../house';
import { useStores } from './Chart';

const LEAST_MS = 500;

/** `write`: keep it stable. */
export function useCalmly(write: () => void): void {
  const { run } = useHouse();
  const watch = useStores();
  useEffect(() => {
    let lastWrite = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const now = () => {
      timer = null;
      lastWrite = performance.now();
      write();
    };
    const soon = () => {
      if (timer !== null) return;
      const wait = LEAST_MS - (performance.now() - lastWrite);
      if (wait <= 0 || run.getState().status !== 'running') now();
      else timer = setTimeout(now, wait);
    };
    now();
    const stops = watch.map((subscribe) => subscribe(soon));
    return () => {
      for (const stop of stops) stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [run, watch, write]);
}
