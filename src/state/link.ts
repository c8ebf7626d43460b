/** The link: the hash of the page's address holds the experiment. */
import type { BackendName } from '../engine/types';
import { type Experiment, NewerLinkError } from '../spec/types';
import type { ExperimentStore } from './experiment';
import type { ExperimentState, Notice } from './types';

/** The address bar, as far as it is used. Writing may be refused (a browser limits how often); that is no failure. */
export interface Address {
  /** The hash without its sign; '' when there is none. */
  read(): string;
  write(hash: string): void;
}

export interface Opened {
  readonly experiment: Experiment;
  /** Set when the link could not be read. */
  readonly notice: Notice | null;
  readonly badLink: string | null;
}

/** The experiment of the link, or the opening one where there is no link or a bad one. */
export function openLink(hash: string, decode: (hash: string) => Experiment, opening: Experiment): Opened {
  if (hash === '') return { experiment: opening, notice: null, badLink: null };
  try {
    return { experiment: decode(hash), notice: null, badLink: null };
  } catch (error) {
    const text = error instanceof Error ? error.message : 'The link could not be read.';
    const remedy =
      'The opening experiment is shown instead. The address keeps the link until you change something.';
    const readable = error instanceof NewerLinkError ? error.readable : null;
    const offer = readable && { words: offerWords(readable.left.length), experiment: readable.experiment };
    return { experiment: opening, notice: { text, remedy, ...(offer && { offer }) }, badLink: hash };
  }
}

const offerWords = (left: number): string =>
  left === 0
    ? 'Open it all the same'
    : `Open what can be read, without ${left} settings`.replace(/ 1 settings$/, ' one setting');

/**
 * Writes the link whenever a gesture has ended with another experiment. Not before the first change, so that a bad link
 * stays. `later` calls back once changes have come to rest, since packing takes longer than a frame, and returns what
 * prevents it.
 */
export function keepLinkWritten(
  store: ExperimentStore,
  address: Address,
  encode: (experiment: Experiment) => string,
  /** What the address stands for already. */
  written: Experiment = store.getState().experiment,
  later: (write: () => void) => () => void = (write) => {
    write();
    return () => undefined;
  },
): () => void {
  let last = written;
  let prevent = () => {};
  const isOther = ({ experiment, gesture }: Pick<ExperimentState, 'experiment' | 'gesture'>) =>
    !gesture && experiment !== last;
  const write = () => {
    if (!isOther(store.getState())) return;
    last = store.getState().experiment;
    address.write(encode(last));
  };
  const changed = (state: Pick<ExperimentState, 'experiment' | 'gesture'>) => {
    if (!isOther(state)) return;
    prevent();
    prevent = later(write);
  };
  changed(store.getState());
  return store.subscribe(changed);
}

/** What the query of the address asks for. */
export interface Query {
  readonly paused: boolean;
  readonly backend: BackendName | null;
  readonly preset: string | null;
  readonly doors: boolean;
  /** Projector mode from the start. */
  readonly present: boolean;
}

export function parseQuery(search: string): Query {
  const query = new URLSearchParams(search);
  const backend = query.get('backend');
  return {
    paused: query.has('paused'),
    backend: backend === 'webgl' || backend === 'wasm' || backend === 'cpu' ? backend : null,
    preset: query.get('preset'),
    doors: query.has('doors'),
    present: query.has('present'),
  };
}
