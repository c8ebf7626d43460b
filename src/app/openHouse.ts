/** Puts the house together in a browser: stores, session, link. The only place that reads `location` and `document`. */
import { dataset, fetchFrom, loadData } from '../data/load';
import { runOnPage } from '../data/twins';
import { fittingLosses } from '../data/types';
import type { HeadStart } from '../runner/client';
import { complete } from '../spec/complete';
import { opening } from '../spec/presets/opening';
import type { Experiment } from '../spec/types';
import { createExperimentStore } from '../state/experiment';
import { keepLinkWritten, type Opened, openLink, parseQuery, type Query } from '../state/link';
import { createRunStore } from '../state/run';
import { createSession } from '../state/session';
import { withCursor } from '../state/shared';
import { keepIn } from '../state/storage';
import { createViewStore } from '../state/view';
import { openDoor } from './door';
import { engineHost } from './engineHost';
import { ownFileOf, recallFile } from './ownFiles';
import type { House } from './lab/house';
import { pageClock, visibility } from './pageDeps';

/** The address follows when nothing was changed for so long. */
const LINK_MS = 150;

export async function openHouse(
  headStart: HeadStart,
): Promise<{ readonly house: House; readonly query: Query }> {
  const query = parseQuery(location.search);
  const opened = await openedAt(readHash(), await presetOf(query.preset));
  const first = withCursor(opened.experiment, null);
  const experiment = createExperimentStore(first);
  const run = createRunStore();
  const view = createViewStore(keepIn(() => localStorage));
  view.getState().setCursor(opened.experiment.view.cursor);
  view.getState().setProjector(query.present);
  const session = createSession({
    experiment,
    run,
    view,
    host: { ...engineHost(), headStart },
    clock: pageClock,
    page: visibility(),
    parse: async (untrusted) => withOwnFile((await openDoor()).parse(untrusted)),
    loadData: (choice, seed) =>
      loadData(choice, seed, fetchFrom(document.baseURI, runOnPage), ownFileOf(choice)),
    lossesOf: (id, values) => fittingLosses(dataset(id), values),
    ownFile: ownFileOf,
    forcedBackend: query.backend,
    autoRun: !query.paused && !savesData(),
    notice: opened.notice,
    badLink: opened.badLink,
  });
  const house: House = { experiment, run, view, session };
  void openDoor().then(({ encodeLink }) =>
    keepLinkWritten(experiment, { read: readHash, write: writeHash }, encodeLink, first, (write) =>
      pageClock.after(LINK_MS, write),
    ),
  );
  void Promise.all([openDoor(), import('./kept/keeper')]).then(([{ encodeLink }, { keepDrafts }]) =>
    keepDrafts(experiment, encodeLink),
  );
  window.addEventListener('hashchange', () => void followHash(house));
  return { house, query };
}

/** Complete without a check: it is ours. The others are many, and a page that asks for none does not wait for them. */
async function presetOf(id: string | null): Promise<Experiment> {
  if (id === null) return complete(opening.experiment);
  const { maybePreset } = await import('../spec/presets/registry');
  return complete((maybePreset(id) ?? opening).experiment);
}

async function openedAt(hash: string, otherwise: Experiment): Promise<Opened> {
  if (hash === '') return { experiment: otherwise, notice: null, badLink: null };
  const opened = openLink(hash, (await openDoor()).decodeLink, otherwise);
  await recallFile(opened.experiment.dataset);
  return opened;
}

/** The experiment, when the file that it needs is at hand or known to be missing. */
async function withOwnFile(experiment: Experiment): Promise<Experiment> {
  await recallFile(experiment.dataset);
  return experiment;
}

const readHash = () => location.hash.slice(1);

function writeHash(hash: string): void {
  try {
    history.replaceState(history.state, '', `#${hash}`);
  } catch {
    // Browsers limit how often; the next change writes it again.
  }
}

/** Another link was put into the address bar of this very page. */
async function followHash({ experiment, run, session }: House): Promise<void> {
  const now = experiment.getState().experiment;
  const opened = await openedAt(readHash(), now);
  if (opened.notice) {
    const remedy = 'The experiment that was open stays.';
    run.setState({ notice: { ...opened.notice, remedy } });
    return;
  }
  if (opened.experiment === now) return;
  await session.load(opened.experiment);
  await session.run();
}

/** Asked for by the reader's system or browser: nothing starts by itself. */
function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true || matchMedia('(prefers-reduced-data: reduce)').matches;
}
