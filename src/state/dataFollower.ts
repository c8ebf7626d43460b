/** Keeps the page's own copy of the data (for the pictures) in step with the experiment; the worker has another. */
import type { Experiment } from '../spec/types';
import type { RunStore } from './run';
import type { SessionDeps } from './sessionDeps';
import type { RunState } from './types';

export function createDataFollower(
  run: RunStore,
  load: SessionDeps['loadData'],
): (experiment: Experiment, again?: boolean) => void {
  /** What was said of data that did not come; it goes when others have. */
  let said: RunState['notice'] = null;
  let latest: { readonly dataset: Experiment['dataset']; readonly seed: number } | null = null;
  return ({ dataset, seed }, again = false) => {
    if (!again && latest?.dataset === dataset && latest.seed === seed) return;
    const own = { dataset, seed };
    latest = own;
    load(dataset, seed).then(
      (data) => {
        if (latest !== own) return;
        run.setState({ data, ...(said && run.getState().notice === said ? { notice: null } : {}) });
      },
      (error: unknown) => {
        if (latest !== own) return;
        const text = error instanceof Error ? error.message : String(error);
        const remedy = remedyOf(error) ?? 'Choose other data, or try again when it can be loaded.';
        said = { text, remedy };
        run.setState({ data: null, notice: said });
      },
    );
  };
}

const remedyOf = (error: unknown): string | null =>
  error instanceof Error && 'remedy' in error && typeof error.remedy === 'string' ? error.remedy : null;
