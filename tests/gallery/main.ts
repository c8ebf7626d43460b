/**
 * The gallery page: every case of every chart, drawn as the app draws it, and every state of the lab's panels.
 * `?theme=dark&group=loss&width=360&sense=deutan` sets it up.
 */
import '../../src/app/fonts.css';
import { themes } from '../../src/charts/theme';
import { COLOUR_SENSES } from './colourSense';
import { colourTable } from './colourTable';
import { figureOf, forgetTimes, measureTimes } from './figures';
import { GROUPS } from './groups';
import { panelFigure } from './panels/figure';
import { EDITORS } from './panels/editors';
import { PANEL_STATES } from './panels/states';
import { takePicture } from './picture';

const COLOURS = 'colours';
const PANELS = 'panels';
const BLOCK_SETTINGS = 'blocks';

const query = new URLSearchParams(location.search);
let themeName: 'light' | 'dark' = query.get('theme') === 'dark' ? 'dark' : 'light';
let current = 0;

const main = element('main');
const themeButton = element<HTMLButtonElement>('#theme');
const widthChoice = element<HTMLSelectElement>('#width');
const groupChoice = element<HTMLSelectElement>('#group');
const senseChoice = element<HTMLSelectElement>('#sense');
for (const name of [COLOURS, ...GROUPS.map((group) => group.name), PANELS, BLOCK_SETTINGS])
  groupChoice.append(new Option(name));
for (const { name, label } of COLOUR_SENSES) senseChoice.append(new Option(label, name));
widthChoice.value = query.get('width') ?? '';
groupChoice.value = query.get('group') ?? '';
senseChoice.value = query.get('sense') ?? 'normal';

themeButton.addEventListener('click', () => {
  themeName = themeName === 'light' ? 'dark' : 'light';
  show();
});
for (const choice of [widthChoice, groupChoice, senseChoice]) choice.addEventListener('change', show);
window.addEventListener('keydown', (event) => {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!by || event.target instanceof HTMLSelectElement) return;
  event.preventDefault();
  walkTo(current + by);
});

const faces = [
  "400 12px 'Source Sans 3 Variable'",
  "600 12px 'Source Sans 3 Variable'",
  "400 16px 'Source Serif 4 Variable'",
];
// Latin and Greek are files of their own.
await Promise.all(faces.map((face) => document.fonts.load(face, 'a\u03b1')));
window.galleryPicture = takePicture;
show();
document.body.dataset.ready = 'true';

function show(): void {
  forgetTimes();
  const theme = themes[themeName];
  themeButton.textContent = themeName;
  for (const name of ['paper', 'ink', 'ink2', 'rule', 'hair', 'bad'] as const)
    document.body.style.setProperty(`--${name}`, theme[name]);
  document.body.style.colorScheme = themeName;
  showSense();
  const width = Number(widthChoice.value);
  const isWanted = (name: string) => groupChoice.value === '' || groupChoice.value === name;
  main.replaceChildren();
  if (isWanted(COLOURS)) main.append(titleOf(COLOURS), colourTable(theme, senseChoice.value));
  for (const group of GROUPS)
    if (isWanted(group.name))
      main.append(titleOf(group.name), ...group.cases.map((one) => figureOf(one, theme, width)));
  if (isWanted(PANELS))
    main.append(titleOf(PANELS), ...PANEL_STATES.map((state) => panelFigure(state, themeName, width)));
  if (isWanted(BLOCK_SETTINGS))
    main.append(titleOf(BLOCK_SETTINGS), ...EDITORS.map((state) => panelFigure(state, themeName, width)));
  walkTo(0);
  measureTimes();
}

/** The whole page as somebody with that colour sense sees it. */
function showSense(): void {
  const sense = COLOUR_SENSES.find(({ name }) => name === senseChoice.value) ?? COLOUR_SENSES[0];
  const rows = sense?.matrix.map((row) => `${row.join(' ')} 0 0`) ?? [];
  element('#seen feColorMatrix').setAttribute('values', [...rows, '0 0 0 1 0'].join(' '));
  main.style.filter = sense?.name === 'normal' ? '' : 'url(#seen)';
}

function titleOf(name: string): HTMLElement {
  const title = document.createElement('h2');
  title.textContent = name;
  return title;
}

function walkTo(place: number): void {
  const figures = document.querySelectorAll('figure');
  figures[current]?.removeAttribute('aria-current');
  current = Math.max(0, Math.min(place, figures.length - 1));
  const figure = figures[current];
  figure?.setAttribute('aria-current', 'true');
  if (place > 0) figure?.scrollIntoView({ block: 'center' });
}

function element<T extends Element = HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`The gallery's page has no ${selector}.`);
  return found;
}
