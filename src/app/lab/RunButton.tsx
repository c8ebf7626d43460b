/** The one filled button: Run, Pause, or Run on where the experiment has reached its length. */
import { run } from '../commands';
import { useRun } from './house';
import { CommandButton } from './parts/CommandButton';

const text = { loading: 'Loading…' };

export function RunButton() {
  const status = useRun((state) => state.status);
  const isStarting = status === 'starting';
  return (
    <CommandButton command={run} className="run" label={isStarting ? text.loading : undefined}>
      {!isStarting && (
        <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" fill="currentColor">
          {status === 'running' ? <path d="M1 0h3.4v12H1zM7.6 0H11v12H7.6z" /> : <path d="M1 0l11 6-11 6z" />}
        </svg>
      )}
    </CommandButton>
  );
}
