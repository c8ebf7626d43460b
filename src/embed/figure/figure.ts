/**
 * The figure that takes the poster's place: the lab's house without React. One classic script, since in a sandboxed
 * frame no module is loaded; the poster's script calls it through `window.backblastFigure`.
 */
import { parse } from '../../spec/door';
import { updateLane, setAtPath } from '../../spec/edits';
import type { EmbedAddress } from '../address';
import { cursorKey } from './cursor';
import { createAnswering } from './frameApi';
import * as life from './life';
import { onTurnTaken } from './turns';

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

const get = <E extends HTMLElement = HTMLElement>(id: string) => document.getElementById(id) as E; // embed.html has them

let address: EmbedAddress | null = null;
let isOpen = false;

async function begin(): Promise<life.Running> {
  if (!address) throw new Error('The figure is not open.');
  return life.begin(address.link);
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

function fillBar(buttons = 'run step rewind'): void {
  const shown = new Set(buttons.split(/\s+/));
  for (const name of ['run', 'step', 'rewind']) get(name).hidden = !shown.has(name);
  let isBeginning = false; // pressed twice, Go on would run and pause
  const press = (id: string, act: (own: life.Running) => Promise<void>) =>
    get(id).addEventListener('click', () => {
      if (isBeginning) return;
      isBeginning = true;
      void begin()
        .finally(() => (isBeginning = false))
        .then(act)
        .catch(complain);
    });
  press('run', ({ house: { session, run: store } }) =>
    store.getState().status === 'running' ? session.pause() : session.run(),
  );
  press('step', ({ house }) => house.session.step());
  press('rewind', ({ house }) => house.session.rewind());
  get('figure').addEventListener('keydown', (event) => {
    const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLButtonElement;
    const running = life.runningNow();
    if (isField || !running || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ') get('run').click();
    else if (!cursorKey(running.house, event)) return;
    event.preventDefault();
  });
  get<HTMLAnchorElement>('lab').addEventListener('click', () => {
    // What the reader made of it goes along.
    const running = life.runningNow();
    if (running) get<HTMLAnchorElement>('lab').href = `index.html#${running.api.link().split('#')[1] ?? ''}`;
  });
}

function complain(error: unknown): void {
  life.note(error instanceof Error ? error.message : String(error));
}

const answer = createAnswering({
  api: async () => (await begin()).api,
  pause: async () => life.runningNow()?.house.session.pause(),
  set,
  rest: life.rest,
  run,
});

window.backblastFigure = {
  get isOpen() {
    return isOpen;
  },
  async open(given, early) {
    if (!address) {
      fillBar(given.buttons);
      onTurnTaken(life.rest);
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
