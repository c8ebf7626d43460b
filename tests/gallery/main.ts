/** The gallery page: every case of every chart, drawn as the app draws it. `?theme=dark&group=loss&width=360` sets it up. */
import '@fontsource-variable/source-sans-3/index.css';
import '@fontsource-variable/source-serif-4/opsz.css';
import '@fontsource-variable/source-serif-4/opsz-italic.css';
import { themes } from '../../src/charts/theme';
import type { GalleryCase } from './case';
import { GROUPS } from './groups';

const query = new URLSearchParams(location.search);
let themeName: 'light' | 'dark' = query.get('theme') === 'dark' ? 'dark' : 'light';
let width = Number(query.get('width') ?? 0);
let groupName = query.get('group') ?? '';
let current = 0;

const main = element('main');
const themeButton = element<HTMLButtonElement>('#theme');
const widthChoice = element<HTMLSelectElement>('#width');
const groupChoice = element<HTMLSelectElement>('#group');
for (const { name } of GROUPS) groupChoice.append(new Option(name, name));
widthChoice.value = width > 0 ? String(width) : '';
groupChoice.value = groupName;

themeButton.addEventListener('click', () => {
  themeName = themeName === 'light' ? 'dark' : 'light';
  show();
});
widthChoice.addEventListener('change', () => {
  width = Number(widthChoice.value);
  show();
});
groupChoice.addEventListener('change', () => {
  groupName = groupChoice.value;
  show();
});
window.addEventListener('keydown', ({ key }) => {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
  if (by) walkTo(current + by);
});

await document.fonts.ready;
await Promise.all(
  ['400 12px', '600 12px'].map((font) => document.fonts.load(`${font} 'Source Sans 3 Variable'`)),
);
await document.fonts.load("400 16px 'Source Serif 4 Variable'");
show();
document.body.dataset.ready = 'true';

function show(): void {
  const theme = themes[themeName];
  themeButton.textContent = themeName;
  document.body.style.background = theme.paper;
  document.body.style.color = theme.ink;
  main.replaceChildren();
  for (const group of GROUPS) {
    if (groupName && group.name !== groupName) continue;
    const title = document.createElement('h2');
    title.textContent = group.name;
    main.append(title, ...group.cases.map(figureOf));
  }
  walkTo(0);
}

function figureOf(one: GalleryCase): HTMLElement {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  const canvas = document.createElement('canvas');
  const across = width > 0 ? width : one.width;
  canvas.width = across * devicePixelRatio;
  canvas.height = one.height * devicePixelRatio;
  canvas.style.width = `${across}px`;
  canvas.style.height = `${one.height}px`;
  const context = canvas.getContext('2d');
  if (context) {
    context.scale(devicePixelRatio, devicePixelRatio);
    const surface = {
      width: across,
      height: one.height,
      devicePixelRatio,
      createCanvas: (w: number, h: number) => new OffscreenCanvas(w, h),
    };
    const started = performance.now();
    one.draw(context, themes[themeName], surface);
    caption.textContent = `${one.name} · ${(performance.now() - started).toFixed(1)} ms`;
  }
  figure.append(caption, canvas);
  return figure;
}

function walkTo(place: number): void {
  const figures = document.querySelectorAll('figure');
  figures[current]?.removeAttribute('aria-current');
  current = Math.max(0, Math.min(place, figures.length - 1));
  const figure = figures[current];
  figure?.setAttribute('aria-current', 'true');
  if (place > 0) figure?.scrollIntoView({ block: 'center' });
}

function element<T extends HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`The gallery's page has no ${selector}.`);
  return found;
}
