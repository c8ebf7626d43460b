/**
 * The figure that takes the poster's place: the lab's house without React. One classic script, since in a sandboxed
 * frame no module is loaded; the poster's script calls it through `window.backblastFigure`.
 */
import { createApi } from '../../app/api';
import { openDoor } from '../../app/door';
import { parse } from '../../spec/door';
import { updateLane, setAtPath } from '../../spec/edits';
import type { EmbedAddress } from '../address';
import { tell } from '../protocol';
import { cursorKey } from './cursor';
import { createAnswering, tellEvents } from './frameApi';
import { type FigureHouse, openFigureHouse } from './house';
import { createStage } from './stage';
import { onTurnTaken, takeTurn } from './turns';

export interface FigureDoor {
  /** True once it hears calls itself. */
  readonly isOpen: boolean;
  /** `early`: calls that came before. Rejects with a sentence where the link cannot be read. */
  open(address: EmbedAddress, early: readonly MessageEvent[]): Promise<void>;
  run(): Promise<void>;
  /** The control's value; a lane that had run stands at its first step again. */
  set(value: unknown): Promise<void>;
}

declare global {
  interface Window {
    backblastFigure?: FigureDoor;
  }
}

interface Running {
  readonly house: FigureHouse;
  readonly api: ReturnType<typeof createApi>;
  readonly stop: () => void;
}

const get = <E extends HTMLElement = HTMLElement>(id: string) => document.getElementById(id) as E; // embed.html has them
const text = {
  run: 'Run',
  pause: 'Pause',
  again: 'Run it again',
  rests: 'It rests: another figure of this page runs.',
};

let address: EmbedAddress | null = null;
let running: Running | null = null;
/** What the reader made of the experiment before it rested. */
let kept: unknown = null;
let isOpen = false;

async function begin(): Promise<Running> {
  if (running) return running;
  if (!address) throw new Error('The figure is not open.');
  takeTurn();
  const house = openFigureHouse(address.link);
  const api = createApi(house);
  const stopStage = createStage(house, get('stage'), get('figure'));
  const stopEvents = tellEvents(api);
  const stopBar = house.watch(() => showState(house));
  const own: Running = {
    house,
    api,
    stop() {
      stopBar();
      stopEvents();
      stopStage();
      house.dispose();
    },
  };
  running = own;
  get('bar').hidden = false;
  await openDoor();
  if (kept) await house.session.load(kept);
  await api.ready;
  showState(house);
  const { backend, backendReason } = house.run.getState();
  if (!backend) throw new Error(backendReason);
  tell('ready', { backend: backend.name, reason: backendReason });
  return own;
}

/** Gives the engine back; the pictures stay. */
function rest(): void {
  if (!running) return;
  kept = running.api.experiment();
  running.stop();
  running = null;
  get('run').textContent = text.again;
  get('note').textContent = text.rests;
  tell('rest', {});
}

async function run(): Promise<void> {
  const { house } = await begin();
  await house.session.run();
}

async function set(value: unknown): Promise<void> {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error('The control wants a number.');
  const { house } = await begin();
  const control = address?.control;
  if (!control) throw new Error('This figure has no control.');
  const { experiment } = house.experiment.getState();
  const lanes = experiment.lanes.filter(({ id }) => control.lane === '*' || id === control.lane);
  const next = lanes.reduce(
    (changed, { id }) =>
      updateLane(changed, id, (lane) => setAtPath({ ...lane, edits: [] }, control.path, value)),
    experiment,
  );
  parse(next); // throws a sentence where the setting may not be that
  if (Object.values(house.run.getState().lanes).some(({ steps }) => steps > 0)) await house.session.rewind();
  for (const { id } of lanes) house.session.setLane(id, control.path, value);
}

/** What the bar says and can do now. */
function showState({ run: store }: FigureHouse): void {
  const { status, backendReason, lanes, notice } = store.getState();
  const newest = Math.max(0, ...Object.values(lanes).map(({ steps }) => steps));
  get('run').textContent = status === 'running' ? text.pause : text.run;
  const said = notice ? `${notice.text} ${notice.remedy}` : backendReason;
  get('note').textContent = status === 'starting' ? 'The engine starts.' : `Step ${newest}. ${said}`;
}

function fillBar(buttons = 'run step rewind'): void {
  const shown = new Set(buttons.split(/\s+/));
  for (const name of ['run', 'step', 'rewind']) get(name).hidden = !shown.has(name);
  const press = (id: string, act: (own: Running) => Promise<void>) =>
    get(id).addEventListener('click', () => void begin().then(act).catch(complain));
  press('run', ({ house: { session, run: store } }) =>
    store.getState().status === 'running' ? session.pause() : session.run(),
  );
  press('step', ({ house }) => house.session.step());
  press('rewind', ({ house }) => house.session.rewind());
  get('figure').addEventListener('keydown', (event) => {
    const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLButtonElement;
    if (isField || !running || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ') get('run').click();
    else if (!cursorKey(running.house, event)) return;
    event.preventDefault();
  });
  get<HTMLAnchorElement>('lab').addEventListener('click', () => {
    // What the reader made of it goes along.
    if (running) get<HTMLAnchorElement>('lab').href = `index.html#${running.api.link().split('#')[1] ?? ''}`;
  });
}

function complain(error: unknown): void {
  get('note').textContent = error instanceof Error ? error.message : String(error);
}

const answer = createAnswering({
  api: async () => (await begin()).api,
  pause: async () => running?.house.session.pause(),
  set,
  rest,
  run,
});

window.backblastFigure = {
  get isOpen() {
    return isOpen;
  },
  async open(given, early) {
    if (!address) {
      fillBar(given.buttons);
      onTurnTaken(rest);
    }
    address = given;
    await begin();
    isOpen = true;
    addEventListener('message', (event) => void answer(event));
    for (const event of early) void answer(event);
  },
  run,
  set: (value) => set(value).catch(complain),
};
