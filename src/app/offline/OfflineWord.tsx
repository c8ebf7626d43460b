/** One word where the network is gone, and one where a newer build waits. Nothing pops up and nothing is disabled. */
import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { loadNewBuild, offline } from './register';

const text = {
  offline: 'Offline, all here',
  update: 'A newer version is here.',
  load: 'Load it',
};

export function OfflineWord() {
  const { isKept, waiting } = useStore(offline);
  const isOnline = useSyncExternalStore(watchNetwork, () => navigator.onLine);
  return (
    <span className="offline-word quiet" aria-live="polite">
      {waiting ? (
        <>
          {text.update}{' '}
          <button type="button" className="act teal" onClick={loadNewBuild}>
            {text.load}
          </button>
        </>
      ) : (
        !isOnline && isKept && text.offline
      )}
    </span>
  );
}

function watchNetwork(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}
