/** The step that is shown travels with a link, and is the page's own cursor while it is open. */
import type { Experiment } from '../spec/types';

export const withCursor = (experiment: Experiment, cursor: number | null): Experiment =>
  experiment.view.cursor === cursor ? experiment : { ...experiment, view: { ...experiment.view, cursor } };
