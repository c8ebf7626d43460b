/** A figure's life: it begins, rests when another of its page is run, and goes on from where it was. */
import { createApi } from '../../app/api';
import { openDoor } from '../../app/door';
import { endsOf } from '../../app/share/ends';
import { decodeLink } from '../../spec/door';
import type { Experiment } from '../../spec/types';
import { newestStep } from '../../state/derived';
import { showEnds } from '../poster/legend';
import { tell } from '../protocol';
import { tellEvents } from './frameApi';
import { type FigureHouse, openFigureHouse } from './house';
import { createStage } from './stage';
import { figureClock } from './sight';
import { makeStill } from './still';
import { takeTurn } from './turns';

export interface Running {
  readonly house: FigureHouse;
  readonly api: ReturnType<typeof createApi>;
  readonly stop: () => void;
}

const get = (id: string) => document.getElementById(id) as HTMLElement; // embed.html has them
const text = {
  run: 'Run',
  pause: 'Pause',
  goOn: 'Go on',
  starts: 'The engine starts.',
  other: 'Another figure of this page was run.',
  rests: (step: number) => `At rest at step ${step}: another figure of this page runs.`,
  catchesUp: (now: number, step: number) =>
    `It takes its ${step} steps again and then goes on: now at step ${now} of ${step}.`,
};
/** Words change at most twice a second. */
const CALM_MS = 500;

let running: Running | null = null;
let beginning: Promise<Running> | null = null;
/** What the reader made of the experiment, and where it was, before it rested. */
let kept: { readonly experiment: Experiment; readonly step: number; readonly cursor: number | null } | null =
  null;

/** The figure now; null while it rests. */
export const runningNow = (): Running | null => running;

/** The figure with its engine, where it was before it rested. */
export function begin(link: string): Promise<Running> {
  if (beginning) return beginning;
  const own = open(link);
  beginning = own;
  own.catch(() => {
    if (beginning !== own) return; // it rests, and may have begun again
    running?.stop();
    running = beginning = null;
  });
  return own;
}

async function open(link: string): Promise<Running> {
  takeTurn();
  await openDoor();
  const house = openFigureHouse(kept?.experiment ?? decodeLink(link), get('figure'));
  const api = createApi(house);
  const stops: (() => void)[] = [];
  let end: (error: Error) => void = () => {};
  const ended = new Promise<never>((_, reject) => (end = reject));
  ended.catch(() => {}); // heard below, or nobody waits any more
  const own: Running = {
    house,
    api,
    stop() {
      for (const stop of stops) stop();
      house.dispose();
      end(new Error(text.other));
    },
  };
  running = own;
  const show = () => {
    stops.push(createStage(house, get('stage'), get('figure')), tellEvents(api));
    stops.push(house.watch(() => showState(house)));
  };
  get('bar').hidden = false;
  if (!kept) show();
  await Promise.race([kept ? catchUp(own, kept, stops) : api.ready, ended]);
  if (kept) show();
  kept = null;
  showState(house);
  const { backend, backendReason } = house.run.getState();
  if (!backend) throw new Error(backendReason);
  tell('ready', { backend: backend.name, reason: backendReason });
  return own;
}

/** The same steps again: the picture at rest stands until the run is where it was, and words say how far it is. */
async function catchUp(
  { api, house }: Running,
  { step, cursor }: NonNullable<typeof kept>,
  stops: (() => void)[],
): Promise<void> {
  const say = (isSpoken: boolean) => note(text.catchesUp(stepOf(house), step), isSpoken);
  say(true);
  const timer = setInterval(() => say(false), CALM_MS);
  stops.push(() => clearInterval(timer));
  await api.ready;
  if (step > 0) await house.session.step(step);
  clearInterval(timer);
  await new Promise<void>((resolve) => figureClock.frame(resolve)); // in which the stores are told
  if (cursor !== null) await house.session.seek(cursor);
}

/** Gives back the engine, the record and the canvases; a picture of them stays. */
export function rest(): void {
  if (!running) return;
  const { house, stop } = running;
  // One that was still catching up will have the same way to go.
  kept ??= {
    experiment: house.experiment.getState().experiment,
    step: stepOf(house),
    cursor: house.view.getState().cursor,
  };
  stop();
  makeStill(get('stage'));
  running = beginning = null;
  get('run').textContent = text.goOn;
  note(text.rests(kept.step));
  tell('rest', {});
}

/** What the bar says and can do now, and what the colours stand for. */
function showState(house: FigureHouse): void {
  const { status, backendReason, lanes, notice } = house.run.getState();
  get('run').textContent = status === 'running' ? text.pause : text.run;
  const said = notice ? `${notice.text} ${notice.remedy}` : backendReason;
  note(
    status === 'starting' ? text.starts : `Step ${stepOf(house)}. ${said}`,
    status !== 'running', // a step after the other is no news to who listens
  );
  if (newestStep(lanes) >= 0) showEnds(endsOf(house.live().scale));
}

/** The line at the foot, which a screen reader speaks unless told. */
export function note(words: string, isSpoken = true): void {
  get('note').ariaLive = isSpoken ? 'polite' : 'off';
  get('note').textContent = words;
}

/** How many steps the lane that is furthest has made. */
const stepOf = ({ run }: FigureHouse): number =>
  Math.max(0, ...Object.values(run.getState().lanes).map(({ steps }) => steps));
