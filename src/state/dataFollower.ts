/** Keeps the page's own copy of the data (for the pictures) in step with the experiment; the worker has another. */
import type { Experiment } from '../spec/types';
import type { RunStore } from './run';
import type { SessionDeps } from './sessionDeps';

export function createDataFollower(
  run: RunStore,
  load: SessionDeps['loadData'],
): (experiment: Experiment) => void {
  let latest: { readonly dataset: Experiment['dataset']; readonly seed: number } | null = null;
  return ({ dataset, seed }) => {
    if (latest?.dataset === dataset && latest.seed === seed) return;
    const own = { dataset, seed };
    latest = own;
    load(dataset, seed).then(
      (data) => {
        if (latest === own) run.setState({ data });
      },
      (error: unknown) => {
        if (latest !== own) return;
        const text = error instanceof Error ? error.message : String(error);
        const remedy = 'Choose other data, or try again when it can be loaded.';
        run.setState({ data: null, notice: { text, remedy } });
      },
    );
  };
}
