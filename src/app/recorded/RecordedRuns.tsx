/** Runs that happened elsewhere, under the lanes, and what was wrong with a file. */
import { useStore } from 'zustand';
import type { Layout } from '../lab/useLayout';
import { RecordedLane } from './RecordedLane';
import { dismissFault, recordedRuns } from './runs';
import './recorded.css';

const text = { dismiss: 'Dismiss' };

export function RecordedRuns({ layout }: { readonly layout: Layout }) {
  const { runs, fault } = useStore(recordedRuns);
  return (
    <>
      {fault !== '' && (
        <p role="alert" className="recorded-fault">
          {fault}{' '}
          <button type="button" className="act" onClick={dismissFault}>
            {text.dismiss}
          </button>
        </p>
      )}
      {runs.map((run) => (
        <RecordedLane key={run.id} run={run} layout={layout} />
      ))}
    </>
  );
}
