/**
 * The embed's first script, which stands in the page itself: shows the poster, and calls the figure when it is touched,
 * by a click, a key, the control, or a call of the page round it. Until then nothing is loaded and nothing runs.
 */
import { type EmbedAddress, LAST_POSITION, positionOf, readAddress, valueOf } from '../address';
import type { FigureDoor } from '../figure/figure';
import { methodOf, PROTOCOL_VERSION, tell } from '../protocol';
import { showEnds } from './legend';
import { peek, settingOf, usualControl } from './peek';

/** Written in by the build (scripts/embed.mjs): where the figure's script lies, and what running costs. */
declare const EMBED_FIGURE: string | undefined;
declare const EMBED_KB: number | undefined;
/** What each engine reads, so that the line is not idle while the figure's script is. */
declare const EMBED_ENGINES: Readonly<Record<'webgl' | 'wasm', readonly string[]>> | undefined;

declare global {
  interface Window {
    /** What `posters/ID.js` says: a preset's link, poster, words and control, as an address has them. */
    backblastPreset?: string;
  }
}

let address = readAddress(location.hash);
const get = <E extends HTMLElement = HTMLElement>(id: string) => document.getElementById(id) as E; // embed.html has them
const play = get<HTMLButtonElement>('play');
const slider = get<HTMLInputElement>('slider');
const note = get('note');
const kilobytes = typeof EMBED_KB === 'undefined' ? 400 : EMBED_KB;

/** What was asked for while the figure's script is on its way. */
const early: MessageEvent[] = [];
let figure: Promise<FigureDoor> | null = null;

/** A frame without an origin may read scripts, and nothing else of its site. */
const readScript = (src: string, sentence: string) =>
  new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(sentence));
    document.head.append(script);
  });

/** `embed.html?preset=ID`: what the site has for it; what the address says itself goes first. */
async function readPreset(): Promise<EmbedAddress> {
  const id = new URLSearchParams(location.search).get('preset');
  if (address.link || !id) return address;
  await readScript(`posters/${encodeURIComponent(id)}.js`, `This site has no preset “${id}”.`);
  const own = Object.entries(address).filter(([, value]) => value);
  return { ...readAddress(window.backblastPreset ?? ''), ...Object.fromEntries(own) };
}

function load(): Promise<void> {
  if (typeof EMBED_FIGURE === 'undefined') return import('../figure/figure').then(() => undefined);
  const loaded = readScript(EMBED_FIGURE, 'The figure could not be loaded. Is the connection gone?');
  if (typeof EMBED_ENGINES !== 'undefined') for (const file of EMBED_ENGINES[likelyEngine()]) readAhead(file);
  return loaded;
}

/** As the figure will choose (runner/choice.ts); where this errs, some bytes were read for nothing. */
function likelyEngine(): 'webgl' | 'wasm' {
  const gl = document.createElement('canvas').getContext('webgl2');
  const names = gl?.getExtension('WEBGL_debug_renderer_info');
  const renderer = gl
    ? String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER))
    : 'software';
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return /swiftshader|llvmpipe|soft|basic render/i.test(renderer) ? 'wasm' : 'webgl';
}

/** Into the browser's cache, from which the worker takes it. A frame without an origin reads scripts only (data/twins.ts). */
function readAhead(file: string): void {
  const link = document.createElement('link');
  const isScript = file.endsWith('.js') || origin === 'null';
  link.rel = 'preload';
  link.as = isScript ? 'script' : 'fetch';
  if (!isScript) link.crossOrigin = 'anonymous';
  link.href = isScript && !file.endsWith('.js') ? `${file}.js` : file;
  document.head.append(link);
}

async function open(): Promise<FigureDoor> {
  play.disabled = true;
  get('play-word').textContent = `Loading ${kilobytes} kB`;
  try {
    const loaded = load();
    await Promise.all([shown, loaded]);
    const door = window.backblastFigure;
    if (!door) throw new Error('The figure could not be started.');
    await door.open({ ...address, control }, early);
    return door;
  } catch (error) {
    figure = null;
    play.disabled = false;
    get('play-word').textContent = 'Run it here';
    note.textContent = error instanceof Error ? error.message : String(error);
    tell('error', { lane: null, message: note.textContent });
    throw error;
  }
}

const touch = (): Promise<FigureDoor> => (figure ??= open());

let control = address.control;
async function showPoster(): Promise<void> {
  try {
    address = await readPreset();
  } catch (error) {
    note.textContent = (error as Error).message; // readScript's
    get('stage').hidden = get('under').hidden = get('control').hidden = true;
    return;
  }
  const { theme, poster, posterDark = poster, alt } = address;
  control = address.control;
  showEnds(address.ends);
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const isDark = theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const picture = get<HTMLImageElement>('poster');
  const source = isDark ? posterDark : poster;
  if (source) picture.src = source;
  else picture.hidden = true;
  picture.alt = alt ?? '';
  picture.onerror = () => (picture.hidden = true);
  get<HTMLAnchorElement>('lab').href = `index.html#${address.link}`;
  note.textContent = `${kilobytes} kB when you run it, nothing before`;
  const peeked = await peek(address.link);
  if (peeked) {
    get('question').textContent = document.title = peeked.title || 'Backblast';
    control ??= usualControl(peeked);
    if (source && peeked.lanes.length > 1)
      get('letters').append(
        ...peeked.lanes.map((_, index) =>
          Object.assign(document.createElement('span'), { textContent: String.fromCharCode(65 + index) }),
        ),
      );
  }
  const value = peeked && control ? settingOf(peeked, control) : Number.NaN;
  if (!control || Number.isNaN(value)) get('control').hidden = true;
  else {
    get('control-label').textContent = control.label;
    slider.max = String(LAST_POSITION);
    slider.value = String(positionOf(control, value));
    showValue(value);
  }
}

function showValue(value: number): void {
  get('value').textContent = String(value);
  slider.setAttribute('aria-valuetext', String(value));
}

play.addEventListener(
  'click',
  () =>
    void touch().then(
      (door) => door.run(),
      () => undefined,
    ),
);
slider.addEventListener('input', () => {
  if (!control) return;
  const value = valueOf(control, Number(slider.value));
  showValue(value);
  void touch().then(
    (door) => door.set(value),
    () => undefined,
  );
});
slider.addEventListener(
  'change',
  () =>
    void figure?.then(
      (door) => door.run(),
      () => undefined,
    ),
);
addEventListener('message', (event) => {
  const method = event.source === parent && parent !== window ? methodOf(event.data) : null;
  if (method === null || window.backblastFigure?.isOpen) return; // the figure listens itself
  if (!figure && (method === 'pause' || method === 'rest')) {
    parent.postMessage({ type: 'backblast:reply', id: event.data.id, value: undefined }, '*');
    return; // nothing runs, and nothing is loaded to stop it
  }
  early.push(event);
  void touch().catch(() => undefined);
});

/** How high the page wants to be at this width, whatever its frame is now (figure/stage.ts: `more`). */
function tellHeight(): void {
  const [main, stage] = [get('figure'), get('stage')];
  const bottom = stage.querySelector('.loss')?.getBoundingClientRect().bottom;
  const least = bottom
    ? bottom - stage.getBoundingClientRect().top + Number(stage.dataset.more)
    : Math.max(200, main.clientWidth * 0.4);
  const height = Math.ceil(main.offsetHeight - stage.offsetHeight + least);
  if (height !== toldHeight) tell('resize', { height: (toldHeight = height) });
}
let toldHeight = 0;
const sizes = new ResizeObserver(tellHeight);

const shown = showPoster();
void shown.then(() => {
  for (const id of ['figure', 'stage', 'caption']) sizes.observe(get(id));
  new MutationObserver(tellHeight).observe(get('stage'), { attributeFilter: ['data-more'] });
  tell('poster', { version: PROTOCOL_VERSION });
});
