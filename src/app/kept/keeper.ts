/** This browser's kept experiments, and the draft of what is being changed: it is there tomorrow without being asked. */
import type { Experiment } from '../../spec/types';
import type { ExperimentStore } from '../../state/experiment';
import { createKeptStore, type Kept } from '../../state/kept';

export const kept = createKeptStore(() => localStorage);

const text = { untitled: 'Without a question' };
const QUIET_MS = 400;

export const newEntry = (
  experiment: Experiment,
  link: string,
  own: Pick<Kept, 'draft'> & Partial<Kept>,
): Kept => ({
  id: crypto.randomUUID?.() ?? `${Date.now()}-${performance.now()}`, // over plain http there is none
  name: experiment.title || text.untitled,
  at: Date.now(),
  link,
  ...own,
});

/** Keeps what a person changes as one draft, from the first change until another experiment is opened. */
export function keepDrafts(store: ExperimentStore, encode: (experiment: Experiment) => string): void {
  let draft: Kept | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const write = () => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    const { experiment } = store.getState();
    // One that was given a name meanwhile is finished: what is changed from now on is another draft.
    if (kept.getState().all.some(({ id, draft: isDraft }) => id === draft?.id && !isDraft)) draft = null;
    draft = newEntry(experiment, encode(experiment), { draft: true, ...(draft && { id: draft.id }) });
    kept.put(draft);
  };
  store.subscribe(({ experiment: now }, { experiment: before }) => {
    if (now === before) return;
    if (isAnother(now, before)) {
      write();
      draft = null;
      return;
    }
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(write, QUIET_MS);
  });
  document.addEventListener('visibilitychange', () => document.hidden && write());
  addEventListener('pagehide', write);
  addEventListener('storage', kept.reread);
}

/** Opened, and not changed: an action leaves something of the experiment as it was, the very same object. */
const isAnother = (now: Experiment, before: Experiment): boolean =>
  now.view !== before.view &&
  now.dataset !== before.dataset &&
  now.lanes.every((lane) => !before.lanes.includes(lane));
