/** The window's height, for how much room rows may take. */
import { useSyncExternalStore } from 'react';

const subscribe = (changed: () => void) => {
  addEventListener('resize', changed);
  return () => removeEventListener('resize', changed);
};

export const useWindowHeight = (): number =>
  useSyncExternalStore(
    subscribe,
    () => innerHeight,
    () => 900,
  );
